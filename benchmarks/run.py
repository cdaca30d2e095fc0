"""Measure the kit against its bare counterparts; print one table, write benchmarks/results.json.

Ratios are to what was measured beside it in the same run, so that they can be compared between
machines; the times and sizes behind them are printed only.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import attrs

from benchmarks import door
from benchmarks.board import update
from benchmarks.codes import missed_share
from benchmarks.hub import size, start
from benchmarks.pooling import pooling
from benchmarks.repaint import repaint
from benchmarks.seat import seats
from benchmarks.site import starts
from benchmarks.starts import imports, nbval
from benchmarks.telephone import joined
from benchmarks.traffic import traffic

RESULTS = Path(__file__).parent / "results.json"
BARS = {
    "repaint_p95_ratio": 0.8,
    "seat_ratio": 1.7,
    "import_ms": 30,
    "hub_start_ratio": 0.6,
    "lesson_later_bytes": 200_000,
    "board_update_s": 2,
    "pool_1000_ratio": 3,
    "pool_10000_ratio": 3,
    "pool_100000_ratio": 3,
    "board_100000_s": 1,
    "door_3000_s": 60,
    "door_mb": 120,
    "door_grown_mb": 5,
    "door_hand_in_ratio": 2,
    "door_lost": 0,
    "door_fuzz_harm": 0,
    "door_phone_s": 3,
    "door_phone_presses": 5,
    "code_missed_share": 1e-4,
    "site_cold_ratio": 1.5,
    "site_bytes_ratio": 1.5,
    "site_second_bytes": 0,
    "site_repaint_p95_ratio": 1,
    "page_first_rating_ratio": 0.15,
    "page_first_bytes": 300_000,
    "page_voila_ratio": 0.5,
    "page_jupyterlite_ratio": 0.5,
    "page_marimo_ratio": 0.5,
    "page_answer_s": 5,
    "page_answer_bytes": 8_000_000,
    "page_longest_task_ms": 200,
    "phone_longest_task_ms": 200,
}


@attrs.frozen
class Result:
    """One figure, and what it was worked out from."""

    name: str
    value: float
    behind: str


def measured() -> Iterator[Result]:
    """Measure everything, one thing after another, so that none disturbs the next."""
    add = imports()
    yield Result(
        "import_ms",
        round(1000 * (add.ours - add.bare), 1),
        f"{1000 * add.ours:.1f} ms, bare Python {1000 * add.bare:.1f} ms",
    )
    seat = seats()
    yield Result(
        "seat_ratio",
        round(seat.largest / seat.bare, 2),
        f"{seat.largest:.1f} MB, bare kernel {seat.bare:.1f} MB ({seat.beside} Pythons beside)",
    )
    hub = size()
    yield Result("hub_seat_mb", round(hub.first, 1), "server and lesson 01, mean of 20 on one hub")
    yield Result("hub_all_mb", round(hub.everything, 1), "all eight lessons open in one of them")
    own, bare = start(), start(None)
    yield Result(
        "hub_start_ratio",
        round(own.processor / bare.processor, 2),
        f"{own.processor:.1f} s of a processor a seat, JupyterHub's own {bare.processor:.1f} s; "
        f"the last of 20 after {own.last:.0f} s, {bare.last:.0f} s",
    )
    first, later = traffic()
    yield Result("lesson_first_bytes", first, "lesson 01 in a fresh page, plotly.js included")
    yield Result("lesson_later_bytes", later, "lesson 02 after it in the same page")
    yield Result("board_update_s", round(update(), 2), "the longest of 30, from folder to screen")
    for sheets in (1_000, 10_000, 100_000):
        pooled = pooling(sheets)
        yield Result(
            f"pool_{sheets}_ratio",
            round(pooled.ours / pooled.bare, 2),
            f"{pooled.ours:.2f} s, bare JSON {pooled.bare:.2f} s; {pooled.bytes_each:.0f} B each",
        )
    yield Result("board_100000_s", round(pooled.board, 3), "from 100,000 sheets pooled to a reply")
    yield from _at_the_door()
    yield Result("code_missed_share", missed_share(), "of a million damaged result codes")
    site = starts()
    yield Result(
        "site_cold_ratio",
        round(site.first.seconds / site.bare.seconds, 2),
        f"{site.first.seconds:.1f} s to the first view, bare kernel {site.bare.seconds:.1f} s",
    )
    yield Result(
        "site_bytes_ratio",
        round(site.first.bytes / site.bare.bytes, 2),
        f"{site.first.bytes:,} bytes, bare kernel {site.bare.bytes:,}",
    )
    yield Result(
        "site_second_bytes",
        site.second.bytes,
        f"the same lesson again, {site.second.seconds:.1f} s",
    )
    yield Result(
        "page_first_rating_ratio",
        round(site.page.seconds / site.notebook.seconds, 2),
        f"{site.page.seconds:.2f} s to a rating in the radar, as a notebook "
        f"{site.notebook.seconds:.1f} s; on a telephone {site.phone.seconds:.1f} s",
    )
    yield Result(
        "page_first_bytes",
        site.form.bytes,
        f"until the form can be answered, with the radar {site.page.bytes:,}",
    )
    ours = f"{site.page.seconds:.2f} s to a rating in the radar"
    for name, peer, behind in (
        ("voila", site.voila, f"; the kit's own lesson there {site.voila_ours.seconds:.1f} s"),
        ("jupyterlite", site.jupyterlite, f" and {site.jupyterlite.bytes:,} bytes"),
        ("marimo", site.marimo, f" and {site.marimo.bytes:,} bytes"),
    ):
        yield Result(
            f"page_{name}_ratio",
            round(site.page.seconds / peer.seconds, 2),
            f"{ours}, a small lesson there {peer.seconds:.1f} s{behind}",
        )
    yield Result(
        "page_answer_ratio",
        round(site.answer.seconds / site.bare.seconds, 2),
        f"to Python's first answer, where a bare kernel takes {site.bare.seconds:.1f} s",
    )
    yield Result("page_answer_s", round(site.answer.seconds, 1), "from the page's address")
    yield Result("page_answer_bytes", site.answer.bytes, "fetched for it")
    for name, visit in (("page", site.answer), ("phone", site.phone_answer)):
        yield Result(
            f"{name}_longest_task_ms",
            round(visit.starting),
            f"while Python starts; {visit.charts:.0f} ms before, from a form on",
        )
    test = nbval()
    yield Result(
        "nbval_ratio",
        round(test.ours / test.bare, 2),
        f"{test.ours:.2f} s a lesson, empty notebook {test.bare:.2f} s",
    )
    times = repaint()
    floor, kit, widget = times["floor"], times["kit"], times["figurewidget"]
    for name, value, base in (
        ("repaint_p50_ratio", kit.p50, floor.p50),
        ("repaint_p95_ratio", kit.p95, floor.p95),
        ("figurewidget_p95_ratio", widget.p95, floor.p95),
        ("site_repaint_p95_ratio", times["site"].p95, floor.p95),
    ):
        yield Result(name, round(value / base, 2), f"{value:.1f} ms, bare round trip {base:.1f} ms")


def _at_the_door() -> Iterator[Result]:
    crowd = door.crowd()
    yield Result(
        "door_3000_s",
        round(crowd.seconds, 1),
        f"3,000 telephones load the page and hand in, the slowest of {door.ROUNDS}; "
        f"{crowd.failed} were not told so, {crowd.missing} were told so and are missing",
    )
    before, first, *later = crowd.megabytes
    sizes = ", ".join(f"{size:.0f}" for size in (first, *later))
    yield Result(
        "door_mb",
        round(max(crowd.megabytes), 1),
        f"after each 3,000: {sizes} MB; before {before:.0f}",
    )
    yield Result("door_grown_mb", round(max(later) - first, 1), "after the first 3,000")
    rate = door.rates()
    yield Result(
        "door_hand_in_ratio",
        round(rate.bare / rate.ours, 2),
        f"{rate.ours:.0f} hand-ins a second, bare Tornado {rate.bare:.0f}",
    )
    fate = door.kills(200)
    yield Result(
        "door_lost",
        fate.missing + fate.torn + fate.doubled,
        f"of {fate.acknowledged:,} acknowledged by a door that was killed {fate.kills} times, "
        f"{fate.cut} of them while it wrote",
    )
    fuzzed = door.fuzz(60)
    answered = ", ".join(f"{status}: {n}" for status, n in sorted(fuzzed.answered.items()))
    yield Result(
        "door_fuzz_harm",
        fuzzed.harm,
        f"of {fuzzed.sent:,} damaged requests ({answered}) and {fuzzed.honest} honest ones beside",
    )
    phone = joined()
    yield Result(
        "door_phone_s",
        round(phone.seconds, 2),
        f"from the scanned address to handed in, a telephone's machine time; {phone.first:.2f} s "
        f"to the first press; unbraked {phone.bare:.2f} s, {phone.processor:.2f} of a processor",
    )
    yield Result("door_phone_presses", phone.presses, "one factor's three statements, and hand in")


def main() -> None:
    results = []
    for result in measured():
        results.append(result)
        print(_row(result), flush=True)
    values = {result.name: result.value for result in results}
    RESULTS.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def _row(result: Result) -> str:
    bar = BARS.get(result.name)
    judged = "" if bar is None else f"{'met' if result.value <= bar else 'MISSED'}, at most {bar:,}"
    return f"{result.name:<24}{result.value:>12,}   {judged:<25}{result.behind}"


if __name__ == "__main__":
    main()
