"""Papers for a room without computers: each text stands on them whole, on as many pages as said."""

import io
import re
from functools import cache
from itertools import pairwise

import pypdf
import pytest

from kit.content import loader
from kit.content.course import course
from kit.content.dilemmas import dilemmas
from kit.content.language import LANGUAGES
from kit.content.loader import ContentError
from kit.content.phrases import Words
from tools.printing import leader
from tools.printing.__main__ import written
from tools.printing.values import PAPERS, hour, values

FACTORS = course().factors
PAGES = {"handouts": 28, "cards": 4, "wall": 15, "script": 1, "answers": 16, "dilemmas": 4}


@cache
def paper(name, language, number=None):
    factor = FACTORS[number - 1] if number else None
    return pypdf.PdfReader(io.BytesIO(written(name, language, factor)))


def bare(text):
    """Return a text without spaces, as its lines may be broken anywhere between words."""
    return re.sub(r"\s", "", text)


@cache
def read(name, language, number=None):
    return [bare(page.extract_text()) for page in paper(name, language, number).pages]


def missing(texts, found):
    return [text for text in texts if bare(text) not in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_its_language_and_title_and_is_tagged_for_screen_readers(name, language):
    pdf = paper(name, language, 1 if name == "slides" else None)
    root = pdf.trailer["/Root"]
    assert root["/Lang"].startswith(language)
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert Words(language)(f"print.{name}") in pdf.metadata.title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "pages"), PAGES.items())
def test_a_paper_has_as_many_pages_as_promised(name, pages, language):
    assert len(paper(name, language).pages) == pages


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.id)
def test_a_factor_stands_whole_on_its_two_pages_and_its_key_on_neither(factor, language):
    two = factor.number * 2
    found = "".join(read("handouts", language)[two - 2 : two])
    texts = [
        factor.title,
        factor.vignette.text,
        *(step.seen for step in factor.levels),
        *(statement.text for statement in factor.statements),
        *(text for rule in factor.rules for text in (rule.rule, rule.source)),
        *factor.discussion,
    ]  # fmt: skip
    said = [text[language] for text in texts] + factor.meaning[language].split("\n\n")
    assert missing(said, found) == []
    assert bare(factor.vignette.why[language]) not in found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.id)
def test_the_answer_sheet_has_a_page_per_factor_with_keys_objections_and_answers(factor, language):
    helped = leader.helps()[factor.id]
    said = [
        factor.vignette.why[language],
        Words(language)(f"scale.{factor.vignette.key}"),
        *(one[language] for each in helped.objections for one in (each.said, each.reply)),
        *(answer for answers in helped.answers for answer in answers[language]),
        *(question[language] for question in factor.discussion),
        *(step.act[language] for step in factor.steps if step.level < 5),
        *(
            option.text[language]
            for question in factor.questions
            for option in question.options
            if option.correct
        ),
    ]
    assert missing(said, read("answers", language)[factor.number - 1]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_and_wall_sheets_have_every_factor_and_its_statements(language):
    cards, wall = "".join(read("cards", language)), read("wall", language)
    for factor in FACTORS:
        said = [factor.title[language], *(one.text[language] for one in factor.statements)]
        assert missing(said, cards) == []
        assert missing(said, wall[factor.number]) == []
        assert missing(said[:1], wall[0]) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.id)
def test_a_session_has_ten_slides_and_shows_the_case_before_its_key(factor, language):
    pages = read("slides", language, factor.number)
    assert len(pages) == 10
    case, key = bare(factor.vignette.text[language]), bare(factor.vignette.why[language])
    assert next(n for n, page in enumerate(pages) if case in page) < next(
        n for n, page in enumerate(pages) if key in page
    )
    said = [one.text[language] for one in factor.statements]
    said += [step.seen[language] for step in factor.levels]
    assert missing(said, "".join(pages)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dilemma_stands_whole_on_one_page_and_what_to_listen_for_on_the_answer_sheet(language):
    answers = "".join(read("answers", language)[len(FACTORS) :])
    for one, page in zip(dilemmas(), read("dilemmas", language), strict=True):
        texts = [one.title, one.place, one.task, one.budget.caption]
        texts += [text for role in one.roles for text in (role.who, role.interest, role.walk_away)]
        texts += [text for way in one.choices for text in (way.text, way.loses)]
        texts += [row.what for row in (*one.budget.rows, one.budget.total)]
        texts += [asked.ask for asked in one.debriefs]
        said = [text[language] for text in texts] + one.situation[language].split("\n\n")
        assert missing(said, page) == []
        listen = [asked.listen[language] for asked in one.debriefs]
        assert missing(listen, answers) == []
        assert missing(listen, page) == listen


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hour_is_sixty_minutes_without_a_gap_and_its_script_says_all(language):
    steps = hour(Words(language))
    times = [tuple(map(int, step["time"].split("–"))) for step in steps]
    assert (times[0][0], times[-1][1]) == (0, 60)
    assert all(one[1] == other[0] for one, other in pairwise(times))
    said = [step[who] for step in steps for who in ("you", "say", "they")]
    assert missing(said, "".join(read("script", language))) == []


def test_only_the_sheets_of_whoever_leads_know_a_key():
    for name in ("handouts", "cards", "wall"):
        template = (loader.DATA.parent / "tools" / "printing" / f"{name}.typ").read_text("utf-8")
        assert not re.search(r"f\.(key|why|quiz|objections)|answers|listen", template), name
    assert values("slides", Words("sv"), FACTORS[0])["factors"][0]["key"]


def test_a_question_without_two_answers_is_told_with_its_file(tmp_path, monkeypatch):
    whole = [file.read_text("utf-8") for file in sorted((loader.DATA / "leader").glob("*.toml"))]
    for place, text in enumerate(whole):
        torn = text.replace("[[factor.answers]]", "[[factor.objections]]", 1) if not place else text
        (tmp_path / f"{place}.toml").write_text(torn, encoding="utf-8")
    monkeypatch.setattr(leader, "path", lambda *_: tmp_path)
    with pytest.raises(ContentError, match=r"0\.toml, factor\[breadth\]"):
        leader.helps.__wrapped__()
