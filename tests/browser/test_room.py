"""A class with telephones: scan, rate, hand in, and the board moves; round after round."""

import gzip
import io
import json
import urllib.request
from contextlib import ExitStack, contextmanager

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect
from test_answering import eventually, opened
from test_axe import TAGS

from kit.classroom.door import session, starting
from kit.content.course import course
from kit.content.phrases import Words
from kit.widgets.phone import pages
from tools.engines import TELEPHONE, find
from tools.engines import opened as browsing

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PROJECTOR = {"width": 1920, "height": 1080}
SV = Words("sv")
# How many take part, and in which engines beside Chromium there is a telephone.
ROOMS = {"sv": (30, ("firefox", "webkit")), "en": (6, ())}
BY_PAGE = 3
MOST_PRESSES = 5


@contextmanager
def telephone(chromium, address, **how):
    """Give a telephone on which an address has just been scanned."""
    context = chromium.new_context(**{**PHONE, **how})
    context.set_default_timeout(20_000)
    phone = context.new_page()
    phone.goto(address)
    try:
        yield phone
    finally:
        context.close()


def levels(phone):
    return phone.locator(".rk-rate .rk-question")


def rate(phone, *given):
    """Tap a level of each statement that is asked; return how many taps that took."""
    for place, level in enumerate(given):
        levels(phone).nth(place).locator(".rk-level").nth(level - 1).tap()
    return len(given)


def hand_in(phone):
    phone.locator(".hand > button").tap()
    return 1


class Here:
    """A telephone in Chromium."""

    def __init__(self, page):
        self.page = page

    def says(self, text):
        self.page.get_by_text(text).first.wait_for()

    def hand_in(self, *given):
        """Tap a level of each statement, and hand in; return how many taps that took."""
        taps = rate(self.page, *given) + hand_in(self.page)
        self.page.locator(".told[data-at=done]").wait_for()
        return taps


class There:
    """A telephone in another engine."""

    def __init__(self, page):
        self.page = page

    def says(self, text):
        self.page.until("text => document.getElementById('main').innerText.includes(text)", text)

    def hand_in(self, *given):
        """As `Here`."""
        for place, level in enumerate(given, start=1):
            self.page.tap(f".rk-rate fieldset:nth-of-type({place}) .rk-level", level - 1)
        self.page.tap(".hand > button")
        self.page.one(".told[data-at=done]")
        return len(given) + 1


@contextmanager
def telephones(chromium, engines, address):
    """Give two telephones in Chromium, and one in each of other engines that is there."""
    with ExitStack() as stack:
        here = [stack.enter_context(telephone(chromium, address)) for _ in range(2)]
        there = [
            stack.enter_context(browsing(engine, TELEPHONE)) for engine in engines if find(engine)
        ]
        for page in there:
            page.goto(address)
        yield [*map(Here, here), *map(There, there)]


def axe(page, within=None):
    found = Axe().run(page, within, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def send(base, code, person, round_, level):
    """Hand in as a page does; return whether the door has taken it."""
    ratings = {f"voice-{place}": 1 + (level + person * place) % 5 for place in (1, 2, 3)}
    sheet = {"mark": f"{person:032x}", "round": round_, "role": None, "ratings": ratings}
    body = json.dumps({"kit": "class-sheet", "format": 1, "sheets": [sheet]}).encode()
    origin = base.rstrip("/")
    headers = {"X-Class-Code": code, "Content-Type": "application/json", "Origin": origin}
    request = urllib.request.Request(f"{base}sheets", body, headers)
    with urllib.request.urlopen(request) as answered:
        return json.load(answered)["handed"]


@pytest.fixture
def door(tmp_path):
    """A door of a class, open to this machine, with one factor to rate."""
    folder = tmp_path / "class"
    folder.mkdir()
    session.begin(folder)
    session.change(folder, open="voice")
    running = starting.start(folder)
    yield folder, running
    running.stop()


def joined(door, language="sv"):
    folder, running = door
    base = running.addresses[0] + ("" if language == "sv" else "en/")
    return session.join(base, session.read(folder).code)


def handed_in(folder):
    return sorted(folder.glob("sheet-*.json"))


def scanned(board):
    """Return what a telephone's camera reads off the big screen."""
    picture = Image.open(io.BytesIO(board.page.screenshot()))
    [found] = zxingcpp.read_barcodes(picture)
    return found.text


def choose_rounds(board, phone, words):
    """Begin a round by mistake, once round 2 is shown, and go back to it."""
    again = board.get_by_role("button", name=words("join.again", round=words("round.named-3")))
    expect(again).to_be_visible()
    # Whoever looks at round 1 again does not begin round 3 from there.
    board.get_by_label(words("hand_in.round"), exact=True).select_option("1")
    expect(again).to_be_hidden()
    board.get_by_label(words("join.round")).select_option("then")
    expect(board.locator(".rk-results")).to_be_hidden()
    phone.get_by_text(words("hand_in.then")).wait_for()
    expect(levels(phone).locator("input:checked")).to_have_count(0)
    board.get_by_label(words("join.round")).select_option("2")
    board.locator(".rk-results .rk-table").first.wait_for()
    phone.get_by_text(words("phone.shown")).wait_for()


@pytest.mark.fresh
@pytest.mark.parametrize("language", ROOMS)
def test_a_class_joins_by_telephone_rates_talks_and_rates_again(lab, page, chromium, language):
    words = Words(language)
    people, engines = ROOMS[language]
    page.set_viewport_size(PROJECTOR)
    opened(lab, page, f"{language}/06-class.ipynb")
    board = page.locator(".rk-board").first

    def press(key, **values):
        board.get_by_role("button", name=words(key, **values)).click()

    def counted(number):
        board.locator(".rk-count").filter(has_text=words("board.handed", n=number)).wait_for()

    press("board.big")
    press("join.start")
    press("join.others")
    board.locator(".rk-way svg").wait_for()
    board.get_by_label(words("join.open")).select_option("voice")
    address = scanned(board)
    base, _, code = address.partition("#")
    root = base.removesuffix("en/")
    assert board.locator(".rk-address").first.inner_text() in address
    # Away from the class's page, a code that was read off the board is of no use in an address.
    assert code.isalnum()
    assert axe(page, ".rk-board") == []
    with telephones(chromium, engines, address) as phones:
        for phone in phones:
            assert phone.hand_in(2, 3, 4) <= MOST_PRESSES
            phone.says(words("phone.handed", round="", mark="")[:9])
        for person in range(len(phones), people):
            assert send(root, code, person, "1", person)
        counted(people)
        expect(board.locator(".rk-results")).to_be_hidden()
        press("board.show")
        board.locator(".rk-overview").wait_for()
        for phone in phones:
            phone.says(words("phone.shown"))
        press("join.again", round=words("round.named-2"))
        expect(board.locator(".rk-results")).to_be_hidden()
        expect(board.get_by_label(words("join.round"))).to_be_focused()
        for phone in phones:
            phone.says(words("phone.new-round", round=words("round.2")))
            phone.hand_in(4, 5, 5)
        for person in range(len(phones), people):
            assert send(root, code, person, "2", person + 1)
        counted(people)
        press("join.compare")
        board.get_by_role("radio", name=words("board.tab-rounds")).wait_for()
        expect(board.get_by_role("radio", name=words("board.tab-rounds"))).to_be_checked()
        board.locator(".rk-results .rk-table").first.wait_for()
        assert axe(page, ".rk-board") == []
        choose_rounds(board, phones[0].page, words)
    assert len(handed_in(lab.classes)) == 2 * people


def test_an_answer_waits_for_the_network_and_is_handed_in_once(chromium, door):
    folder, _ = door
    with telephone(chromium, joined(door)) as phone:
        rate(phone, 3, 3, 3)
        phone.context.set_offline(offline=True)
        hand_in(phone)
        phone.get_by_text(SV("phone.waiting")).wait_for()
        hand_in(phone)
        assert handed_in(folder) == []
        phone.context.set_offline(offline=False)
        phone.get_by_text("Inlämnat i omgång 1").wait_for()
        assert len(handed_in(folder)) == 1
        # Another answer replaces it, after the page has been loaded anew, too.
        phone.reload()
        expect(levels(phone).first.locator("input").nth(2)).to_be_checked()
        phone.get_by_text("Inlämnat i omgång 1").wait_for()
        rate(phone, 5)
        phone.get_by_text(SV("phone.changed")).wait_for()
        hand_in(phone)
        phone.get_by_text("Inlämnat i omgång 1").wait_for()
        (sheet,) = handed_in(folder)
        assert json.loads(sheet.read_text())["sheets"][0]["ratings"]["voice-1"] == 5
        assert phone.context.cookies() == []


def test_a_sheet_that_waits_when_the_page_is_closed_is_sent_by_the_next(chromium, door):
    folder, _ = door
    with telephone(chromium, joined(door)) as phone:
        rate(phone, 1, 2, 2)
        phone.route("**/sheets", lambda route: route.abort())
        hand_in(phone)
        phone.get_by_text(SV("phone.waiting")).wait_for()
        phone.unroute("**/sheets")
        phone.reload()
        phone.get_by_text("Inlämnat i omgång 1").wait_for()
        assert len(handed_in(folder)) == 1


def test_telephones_follow_what_the_teacher_opens(chromium, door):
    folder, _ = door
    factors = {factor.id: factor for factor in course().factors}
    with telephone(chromium, joined(door)) as phone:
        rate(phone, 3)
        session.change(folder, open="goals")
        phone.get_by_role("heading", name=factors["goals"].title.sv).wait_for()
        assert levels(phone).locator("input:checked").count() == 0
        session.change(folder, open="role")
        phone.get_by_text("Faktor 1 av 3").wait_for()
        phone.get_by_role("button", name=SV("phone.next")).tap()
        phone.get_by_role("heading", name=factors["voice"].title.sv).wait_for()
        expect(levels(phone).first.locator("input").nth(2)).to_be_checked()
        assert phone.locator(".rk-plot .rk-names text").count() == 9
        session.change(folder, round="then")
        phone.get_by_text(SV("hand_in.then")).wait_for()
        expect(levels(phone).locator("input:checked")).to_have_count(0)
        session.end(folder)
        phone.get_by_text(SV("door.closed")).wait_for()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_code_can_be_typed_and_all_of_it_done_by_keyboard(chromium, door, language):
    folder, _ = door
    words = Words(language)
    base = joined(door, language).partition("#")[0]
    with telephone(chromium, base, has_touch=False, is_mobile=False) as page:
        page.get_by_label(words("phone.code")).fill("222 222")
        page.keyboard.press("Enter")
        page.get_by_text(words("door.code")).wait_for()
        expect(page.get_by_label(words("phone.code"))).to_be_focused()
        code = session.read(folder).code
        page.keyboard.type(f"{code[:3].lower()} {code[3:].lower()}")
        page.keyboard.press("Enter")
        levels(page).first.wait_for()
        page.locator(".rk-rate summary").first.focus()
        for key in "245":
            page.keyboard.press("Tab")
            page.keyboard.press(key)
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.hand > button') !== null"):
                break
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text=words("round.named-1")).wait_for()
        (sheet,) = handed_in(folder)
        given = json.loads(sheet.read_text())["sheets"][0]["ratings"]
        assert [given[f"voice-{place}"] for place in (1, 2, 3)] == [2, 4, 5]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_on_a_narrow_telephone_is_cut_or_faulted_by_axe(chromium, door, language, scheme):
    narrow = {"viewport": {"width": 320, "height": 640}, "color_scheme": scheme}
    with telephone(chromium, joined(door, language).partition("#")[0], **narrow) as phone:
        assert axe(phone) == []
    with telephone(chromium, joined(door, language), **narrow) as phone:
        rate(phone, 3, 4)
        assert axe(phone) == []
        hand_in(phone)
        phone.locator(".told[data-at=done]").wait_for()
        assert axe(phone) == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert phone.evaluate(wide) == 0


def test_a_telephone_loads_little(chromium, door):
    sizes = []
    context = chromium.new_context(**PHONE)
    phone = context.new_page()
    phone.on("response", lambda response: sizes.append(response.request.sizes()))
    phone.goto(joined(door))
    levels(phone).first.wait_for()
    loaded = eventually(lambda: len(sizes) >= 4 and sizes)
    total = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in loaded)
    print(f"a telephone loads {total} bytes in {len(loaded)} requests")
    assert total < sum(len(gzip.compress(one)) for one in pages().values()) + 8_000
    context.close()
