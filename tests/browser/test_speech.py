"""What Orca says in Swedish of a lesson's page, from the first level to the code that is handed in.

Orca is heard word for word and in order: what it says twice, leaves out or says in English fails.
"""

import os

import pytest

from kit.content.course import course
from kit.content.phrases import Words
from tools import npm
from tools.listening import HOW, can_hear, listening
from tools.serve import Site

pytestmark = [
    pytest.mark.skipif(npm.find("pyodide") is None, reason=npm.HOW),
    pytest.mark.skipif(os.environ.get("KIT_ENGINES") != "all", reason="make engines runs it"),
]

SV = Words("sv")
FACTOR = course().factors[0]
STATEMENTS = [
    f"{FACTOR.number}.{n} {one.text.sv} panel." for n, one in enumerate(FACTOR.statements, 1)
]
# Orca's own words.
CHOSEN, NOT_CHOSEN = "markerad radioknapp", "inte markerad radioknapp"
BROWSING, FOCUS, OPEN = "Bläddringsläge", "Fokusläge", "utfälld"
LEFT, ANSWER = "lämnar panel.", f"{SV('quiz.answer')} tryckknapp."
FOLDED = {"firefox": "{} infälld tryckknapp.", "chromium": "{} växlingsknapp infälld."}
MENU = {"firefox": (), "chromium": ("öppnar meny",)}
TURN = "css => { const one = document.querySelector(css); one.open = !one.open; }"
CODE = "() => document.querySelector('.rk-hand_in output')?.innerText"


@pytest.fixture(scope="module")
def site(built):
    with Site(built) as one:
        yield one


@pytest.fixture(params=["firefox", "chromium"])
def ear(request, site):
    if not can_hear(request.param):
        pytest.skip(HOW)
    with listening(request.param) as one:
        one.page.goto(f"{site.address}/sv/01-role.html")
        # Python comes first, so that nothing is said of its coming.
        one.page.one(".rk-hand_in summary")
        one.page.js(TURN, ".rk-hand_in details")
        one.page.until(CODE, patience=150)
        one.page.js(TURN, ".rk-hand_in details")
        yield one


def says(ear, keys, *lines):
    """Press keys, and hear these lines and no others; "…" stands for the rest of a line."""
    ear.press(*keys.split())
    found = told(ear.hear(lambda said: len(told(said)) >= len(lines)))
    print(f"[{keys}]", *found, sep="\n")  # what was said up to a fault
    ends = [line.removesuffix("…") if line.endswith("…") else f"{line}\n" for line in lines]
    begins = [f"{one}\n".startswith(end) for one, end in zip(found, ends, strict=False)]
    assert (found, len(found), all(begins)) == (found, len(lines), True), lines


def told(said):
    # In Chromium it changes to this without a word.
    return [line for line in said if line != BROWSING]


def jump(ear, css, last):
    """Go to a control as by a link, and hear all of it up to a line."""
    ear.page.js("css => document.querySelector(css).focus()", css)
    return ear.hear(lambda said: last in said)


def level(n):
    return f"{n} {SV(f'scale.{n}')}."


def test_what_one_would_see_at_each_level_is_heard(ear):
    jump(ear, ".rk-rate summary", FOCUS)
    says(ear, "Return", OPEN)
    ear.press("Insert+a")
    says(ear, "Down", "Lista med 5 objekt.", f"• 1 {SV('scale.1')}: …")


def test_a_rating_and_its_radar_are_heard(ear):
    folded = FOLDED[ear.page.engine].format
    saved = "{} av 3 besvarade. Sparat.".format
    jump(ear, ".rk-rate summary", FOCUS)
    says(ear, "Tab", STATEMENTS[0], level(1), NOT_CHOSEN)
    # Orca keeps the arrow keys for itself until it is told otherwise.
    says(ear, "Insert+a", FOCUS)
    says(ear, "Right", level(2), CHOSEN, saved(1))
    says(ear, "Right", level(3), CHOSEN, saved(1))
    says(ear, "Tab", LEFT, STATEMENTS[1], level(1), NOT_CHOSEN)
    says(ear, "space", "markerad", saved(2))
    says(ear, "shift+Tab", LEFT, STATEMENTS[0], level(3), CHOSEN)

    says(ear, "shift+Tab", LEFT, folded(SV("form.levels")), FOCUS)
    ear.press("Insert+a")
    says(ear, "g", f"{SV('radar.title')}. {SV('radar.alt')} bild.")
    says(ear, "Down", f"{SV('sentence.rated', n=2, of=9)}…")
    says(ear, "Tab", folded(SV("radar.table")), FOCUS)
    says(ear, "Return", OPEN)
    ear.press("Insert+a")
    # Nine statements below a heading.
    says(ear, "t", SV("radar.title"), "tabell med 10 rader 2 kolumner", f"{SV('table.what')}…")


def test_a_quiz_and_the_hand_in_are_heard(ear):
    folded = FOLDED[ear.page.engine].format
    question = FACTOR.questions[0]
    texts = [option.text.sv for option in question.options]
    right = next(place for place, one in enumerate(question.options) if one.correct)
    wrong = 0 if right else 1
    *_, asked, first, state = jump(ear, ".rk-quiz input", NOT_CHOSEN)
    assert (asked, first, state) == (f"{question.text.sv} panel.", texts[0], NOT_CHOSEN)
    says(ear, "space", "markerad")
    says(ear, "Insert+a", FOCUS)
    for text in texts[1 : wrong + 1]:
        says(ear, "Down", text, CHOSEN)
    says(ear, "Tab", LEFT, ANSWER)
    verdict = f"{SV('quiz.wrong')} {question.options[wrong].feedback.sv}"
    score = SV("quiz.score", right=0, tried=1, left=8)
    says(ear, "Return", verdict, SV("form.saved"), score)

    says(ear, "shift+Tab", f"{question.text.sv} panel.", texts[wrong], CHOSEN)
    says(ear, "Insert+a", FOCUS)
    for text in texts[wrong + 1 : right + 1] or texts[right:wrong]:
        says(ear, "Down" if right > wrong else "Up", text, CHOSEN)
    says(ear, "Tab", LEFT, ANSWER)
    comment = question.options[right].feedback.sv
    says(ear, "Return", f"{SV('quiz.right')} panel.", comment, SV("form.saved"))

    jump(ear, ".rk-hand_in summary", FOCUS)
    says(ear, "Return", OPEN)
    menu = MENU[ear.page.engine]
    says(ear, "Tab", f"{SV('hand_in.role')} komboruta.", f"{SV('role.unsaid')}.", *menu)
    says(ear, "Tab", f"{SV('hand_in.round')} komboruta.", f"{SV('round.1')}.", *menu)
    says(ear, "Tab", f"{SV('hand_in.form')} …")  # which Chromium calls a button not pressed
    says(ear, "Tab", f"{SV('hand_in.copy')} tryckknapp.")
    says(ear, "Return", SV("hand_in.copied"))
    says(ear, "Tab", folded(SV("hand_in.qr")), FOCUS)
