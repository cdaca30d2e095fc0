"""A class hands in while its board is open: counted at once, shown together, nobody's own."""

import csv
import io
import json
import random

import pytest
from playwright.sync_api import expect
from test_answering import eventually, opened, saved

from kit.classroom.codes import encode
from kit.classroom.disclosure import FEWEST
from kit.classroom.folder import hand_in
from kit.classroom.sheets import ALPHABET, RATINGS, ROLES, Sheet, statement_ids
from kit.content.course import course
from kit.content.phrases import Words

HACKED = '<img src=x onerror="window.hacked=1">'


def sheets(number, seed=1, **fixed):
    """Return so many people's sheets."""
    dice = random.Random(seed)
    return [
        Sheet(
            "".join(dice.choices(ALPHABET, k=5)),
            fixed.get("round", "1"),
            fixed.get("role", dice.choice(ROLES)),
            bytes(dice.choices(range(1, len(RATINGS)), k=len(statement_ids()))),
        )
        for _ in range(number)
    ]


def spreadsheet(people):
    """Return what a survey tool exports of some people."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["Name", *statement_ids(), "role"])
    for one in people:
        writer.writerow([HACKED, *one.by_statement.values(), one.role])
    return file.getvalue().encode()


def board(lab, page, language="en"):
    opened(lab, page, f"{language}/06-class.ipynb")
    found = page.locator(".rk-board").first
    none = "0 have handed in" if language == "en" else "0 har lämnat in"
    found.locator(".rk-count").filter(has_text=none).wait_for()
    return found


def ways_in(found):
    found.get_by_text("Take in answers, and delete the class").click()


def choose(found, name, content):
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    found.locator("input[type=file]").set_input_files(file)


def count(found, number):
    text = f"{number} {'has' if number == 1 else 'have'} handed in"
    found.locator(".rk-count").filter(has_text=text).wait_for()


def test_thirty_learners_hand_in_three_ways_and_the_open_board_counts_each_by_itself(lab, page):
    found = board(lab, page)
    by_folder, by_code, by_survey = sheets(10, 1), sheets(10, 2), sheets(10, 3)
    for number, sheet in enumerate(by_folder, start=1):
        hand_in(sheet, lab.classes)
        count(found, number)
    ways_in(found)
    for number, sheet in enumerate(by_code, start=11):
        found.get_by_label("Paste a whole chat").fill(f"Ada 10:15\n> {encode(sheet)}\nthanks!")
        found.get_by_role("button", name="Read the codes").click()
        count(found, number)
    for number in range(1, 11):
        choose(found, "export.csv", spreadsheet(by_survey[:number]))
        press = "Replace the earlier file" if number > 1 else "Take in 1 person"
        found.get_by_role("button", name=press).click()
        count(found, 20 + number)

    assert not found.get_by_text("Class medians").is_visible()
    found.get_by_role("button", name="Show the results").click()
    found.get_by_text("Handed in so far: 30.").wait_for()
    found.get_by_role("radio", name="All statements").check()
    row = found.get_by_role("row").filter(has_text="1.1 ").first
    numbers = [int(one) for one in row.get_by_role("cell").all_inner_texts()[:6]]
    everyone = [*by_folder, *by_code, *by_survey]
    expected = [
        sum(one.by_statement["breadth-1"] == rating for one in everyone) for rating in RATINGS[1:]
    ]
    assert numbers == expected
    assert sum(numbers) == 30


def test_an_export_is_looked_at_told_taken_in_replaced_and_taken_back(lab, page):
    found = board(lab, page)
    ways_in(found)
    choose(found, "export.csv", spreadsheet(sheets(6, 4)))
    panel = found.get_by_role("group", name="This is in export.csv")
    expect(panel).to_be_focused()
    for told in ("Statements that have a column: 42 of 42.", "Persons with answers: 6."):
        expect(panel.get_by_text(told)).to_be_visible()
    assert list(lab.classes.glob("*")) == []
    panel.get_by_role("button", name="Take in 6 persons").click()
    count(found, 6)
    expect(found.locator("input[type=file]")).to_be_focused()
    # A later export, under another name, is asked about; the former is replaced.
    choose(found, "export (1).csv", spreadsheet(sheets(6, 4) + sheets(1, 5)))
    panel = found.get_by_role("group", name="This is in export (1).csv")
    expect(panel.get_by_text("Many rows are the same as in export.csv (6)")).to_be_visible()
    panel.get_by_role("button", name="Replace the earlier file").click()
    count(found, 7)
    # One that was meant for another class is left; what is taken in can be taken back.
    choose(found, "wrong.csv", spreadsheet(sheets(3, 6)))
    found.get_by_role("button", name="Do not take the file in").click()
    count(found, 7)
    hand_in(*sheets(1, 7), lab.classes)
    count(found, 8)
    found.get_by_role("button", name="Take back").click()
    question = found.get_by_role("group", name="Remove the answers in export (1).csv (7)")
    expect(question).to_be_focused()
    question.get_by_role("button", name="Yes, take back").click()
    count(found, 1)
    expect(found.get_by_text("Files that have been taken in")).to_be_hidden()


def test_codes_are_asked_about_and_read_as_the_teacher_says(lab, page):
    found = board(lab, page, "sv")
    found.get_by_text("Ta emot svar, och radera gruppen").click()
    rows = b"breadth-1,breadth-2,breadth-3\n0,1,2\n3,4,9\n0,0,9\n"
    choose(found, "koder.csv", rows)
    panel = found.get_by_role("group", name="Det här finns i koder.csv")
    expect(panel.get_by_text("Svaren är koder, så exportera")).to_be_visible()
    assert panel.get_by_role("button", name="personer").count() == 0
    panel.get_by_label("Fyll i ett vanligt sätt att koda").select_option(
        "0 är nivå 1 och 4 är nivå 5"
    )
    panel.get_by_role("button", name="Läs filen så").click()
    expect(panel.get_by_text("Säg också vad 9 betyder.")).to_be_visible()
    nine = panel.get_by_label("9 (förekommer 2 gånger)")
    expect(nine).to_be_focused()
    nine.select_option("Vet inte")
    panel.get_by_role("button", name="Läs filen så").click()
    panel.get_by_role("button", name="Läs in 3 personer").click()
    found.locator(".rk-count", has_text="3 har lämnat in").wait_for()
    (file,) = lab.classes.glob("survey-*.json")
    ratings = [one["ratings"] for one in json.loads(file.read_text(encoding="utf-8"))["sheets"]]
    assert ratings == [
        dict(zip(("breadth-1", "breadth-2", "breadth-3"), row, strict=True))
        for row in ((1, 2, 3), (4, 5, "dont-know"), (1, 1, "dont-know"))
    ]


@pytest.mark.parametrize("lesson", ["01-role", "05-whole"])
def test_a_learner_hands_in_by_keyboard_and_the_teachers_board_counts_her(lab, page, lesson):
    lab.answers.parent.mkdir()
    lab.answers.write_text(
        json.dumps({"kit": "answers", "format": 1, "ratings": {"breadth-1": 4, "voice-2": 2}}),
        encoding="utf-8",
    )
    lab.classes.mkdir()
    opened(lab, page, f"en/{lesson}.ipynb")
    form = page.locator(".rk-hand_in")
    if lesson != "05-whole":
        form.get_by_text("Hand in what you have rated so far").click()
    form.get_by_text("You have answered 2 of 42 statements.").wait_for()
    form.get_by_label("Your role").select_option("politician")
    form.get_by_label("The class’s folder").fill(str(lab.classes))
    page.keyboard.press("Tab")
    button = form.get_by_role("button", name="Hand in")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    form.get_by_text("Handed in: 2 answers.").wait_for()
    (file,) = lab.classes.iterdir()
    (sheet,) = json.loads(file.read_text(encoding="utf-8"))["sheets"]
    assert sheet == {
        "mark": sheet["mark"],
        "round": "1",
        "role": "politician",
        "ratings": {"breadth-1": 4, "voice-2": 2},
    }
    # What the code says is what she would hand in; after an answer it is another code.
    code = form.locator("output")
    before = code.inner_text()
    form.get_by_text("Show all statements here").click()
    form.get_by_text("The role: 2 of 9 answered").click()
    form.get_by_role("group", name=course().factor("breadth").statements[1].text.en).get_by_role(
        "radio", name="5 a model for others"
    ).check()
    form.get_by_text("You have answered 3 of 42 statements.").wait_for()
    expect(code).not_to_have_text(before)
    lab.open(page, "en/06-class.ipynb")
    lab.run(page)
    count(page.locator(".rk-board").first, 1)


def test_how_it_was_before_is_rated_apart_from_ones_answers(lab, page):
    opened(lab, page, "sv/05-whole.ipynb")
    form = page.locator(".rk-hand_in")
    form.get_by_label("Omgång").select_option("then")
    form.get_by_text("Svara på hur det var före").click()
    form.get_by_text("Rollen: 0 av 9 besvarade").click()
    form.get_by_role("group").get_by_role("radio", name="2 påbörjat").first.check()
    form.get_by_text("Du har svarat på 1 av 42 påståenden.").wait_for()
    eventually(lambda: saved(lab).get("then") == {"breadth-1": 2})
    assert "ratings" not in saved(lab)


def test_a_folder_that_is_not_there_is_told_and_the_code_remains(lab, page):
    lab.answers.parent.mkdir()
    lab.answers.write_text(
        '{"kit": "answers", "format": 1, "ratings": {"breadth-1": 4}}', encoding="utf-8"
    )
    opened(lab, page, "en/05-whole.ipynb")
    form = page.locator(".rk-hand_in")
    form.get_by_role("button", name="Hand in").click()
    form.get_by_text("First write where the class’s folder is").wait_for()
    form.get_by_label("The class’s folder").fill(str(lab.classes / "nowhere"))
    form.get_by_role("button", name="Hand in").click()
    form.get_by_text("Handing in did not work").wait_for()
    assert not lab.classes.exists()
    assert form.locator("output").inner_text().startswith("X")


def test_fewer_than_five_are_never_shown_and_latecomers_wait(lab, page):
    found = board(lab, page)
    people = sheets(9, role="official")
    for one in people[:4]:
        hand_in(one, lab.classes)
    count(found, 4)
    expect(found.get_by_role("button", name="Show the results")).to_be_disabled()
    hand_in(people[4], lab.classes)
    count(found, 5)
    found.get_by_role("button", name="Show the results").click()
    found.get_by_text("Handed in so far: 5.").wait_for()
    for number in (5, 6):
        hand_in(people[number], lab.classes)
    count(found, 7)
    found.get_by_text("2 are not in the results yet.").wait_for()
    assert found.get_by_text("Handed in so far: 5.").is_visible()
    # A restart covers the results; once they are asked for again, what was shown is remembered.
    lab.restart(page)
    lab.run(page)
    count(found, 7)
    found.get_by_text("Show now? No answer is seen until you press.").wait_for()
    assert "Handed in so far" not in found.text_content()
    found.get_by_role("button", name="Show the results").click()
    found.get_by_text("2 are not in the results yet.").wait_for()
    assert found.get_by_text("Handed in so far: 5.").is_visible()
    for one in (*people[7:], *sheets(1, 9, role="official")):
        hand_in(one, lab.classes)
    found.get_by_text("Handed in so far: 10.").wait_for()


def test_what_strangers_put_into_the_folder_is_told_as_text_and_the_class_goes_on(lab, page):
    found = board(lab, page)
    (lab.classes / f"{HACKED.replace('/', '')}.json").write_text("{", encoding="utf-8")
    (lab.classes / "sheet-aaaaa-1.json").write_text("[" * 100_000, encoding="utf-8")
    for one in sheets(FEWEST):
        hand_in(one, lab.classes)
    count(found, FEWEST)
    found.get_by_text("2 could not be read").click()
    assert found.get_by_text(HACKED.replace("/", "")).is_visible()
    found.get_by_role("button", name="Show the results").click()
    found.get_by_text(f"Handed in so far: {FEWEST}.").wait_for()
    assert page.evaluate("window.hacked") is None


def sample(lab, page, language):
    """Return the board of the invented class, unfolded."""
    opened(lab, page, f"{language}/06-class.ipynb")
    found = page.locator(".rk-board").last
    found.get_by_text(Words(language)("board.sample-fold")).click()
    found.locator(".rk-pane .main-svg").first.wait_for()
    return found


def test_the_invented_class_is_folded_and_shown_when_it_is_unfolded(lab, page):
    opened(lab, page, "sv/06-class.ipynb")
    page.locator(".rk-count", has_text="0 har lämnat in").first.wait_for()
    invented = page.locator(".rk-board").last
    assert invented.inner_text().strip() == "Se en påhittad grupp"
    assert invented.locator(".rk-pane *").count() == 0
    invented.get_by_text("Se en påhittad grupp").click()
    invented.locator(".rk-count", has_text="28 har lämnat in").wait_for()
    expect(invented.get_by_role("button", name="Visa resultatet")).to_be_hidden()


@pytest.mark.parametrize("tab", ["statements", "roles", "rounds"])
def test_each_view_of_the_sample_class_says_its_chart_in_a_table(tab, lab, page):
    found = sample(lab, page, "sv")
    found.locator(f"input[value={tab}]").check()
    found.locator(".rk-pane table").first.wait_for()
    assert found.locator(".rk-pane table tbody tr").count() >= 14


def test_the_class_is_deleted_after_one_is_asked(lab, page):
    found = board(lab, page)
    for one in sheets(6):
        hand_in(one, lab.classes)
    count(found, 6)
    found.get_by_role("button", name="Show the results").click()
    found.get_by_text("Handed in so far: 6.").wait_for()
    ways_in(found)
    found.get_by_role("button", name="Delete the class").click()
    found.get_by_role("button", name="No, keep").click()
    expect(found.get_by_role("button", name="Delete the class")).to_be_focused()
    found.get_by_role("button", name="Delete the class").click()
    found.get_by_role("button", name="Yes, delete").click()
    count(found, 0)
    assert list(lab.classes.iterdir()) == []
    assert [one.name for one in lab.answers.parent.glob("class-*")] == []


def test_the_board_fills_the_screen_and_escape_leaves(lab, page):
    found = sample(lab, page, "en")
    found.get_by_role("button", name="Big screen").click()
    eventually(lambda: found.bounding_box()["width"] >= 1299)
    page.keyboard.press("Escape")
    eventually(lambda: found.bounding_box()["width"] < 1299)
    found.get_by_role("button", name="Big screen").wait_for()


def test_what_was_there_before_the_board_is_shown_once_the_teacher_is_sure(lab, page):
    lab.classes.mkdir()
    for one in sheets(FEWEST):
        hand_in(one, lab.classes)
    opened(lab, page, "en/06-class.ipynb")
    found = page.locator(".rk-board").first
    count(found, FEWEST)
    show = found.get_by_role("button", name="Show the results")
    show.click()
    question = found.get_by_role("group", name=f"{FEWEST} had handed in before this board")
    expect(question).to_be_focused()
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(show).to_be_focused()
    assert found.get_by_text("Class medians").is_hidden()
    show.click()
    question.get_by_role("button", name="They have not been shown before: show").click()
    found.get_by_text(f"Handed in so far: {FEWEST}.").wait_for()
    expect(question).to_be_hidden()


def split(found):
    """Return where in the order the statement in sight is, and its text."""
    where = found.locator(".rk-turning").get_by_role("status").locator("span").first
    return where.inner_text(), found.locator(".rk-split h3").inner_text()


def test_one_statement_is_on_the_screen_at_a_time_and_stays_while_others_hand_in(lab, page):
    found = board(lab, page)
    for one in sheets(6, 1):
        hand_in(one, lab.classes)
    count(found, 6)
    found.get_by_role("button", name="Show the results").click()
    found.get_by_role("radio", name="Where you split").check()
    found.get_by_role("button", name="Next").click()
    place, statement = split(found)
    assert place.startswith("2 of ")  # those that enough have answered
    for one in sheets(6, 2):
        hand_in(one, lab.classes)
    count(found, 12)
    columns = found.locator(".rk-spread td")
    eventually(lambda: sum(map(int, columns.all_inner_texts())) > 6)
    assert split(found)[1] == statement
    # From anywhere on the big screen the arrow keys turn, and at an end they stay.
    found.get_by_role("button", name="Big screen").click()
    before = int(split(found)[0].split()[0])
    page.keyboard.press("ArrowLeft")
    assert int(split(found)[0].split()[0]) == before - 1
    for _ in range(45):
        page.keyboard.press("ArrowRight")
    last, of = split(found)[0].split(" of ")
    assert last == of
    page.keyboard.press("Escape")


def test_what_nobody_has_rated_is_one_sentence_and_no_row(lab, page):
    found = board(lab, page, "sv")
    ratings = bytes(1 + place % 5 if place < 8 else 0 for place in range(42))
    for number in range(6):
        hand_in(Sheet(f"0000{number}", "1", None, ratings), lab.classes)
    found.locator(".rk-count", has_text="6 har lämnat in").wait_for()
    found.get_by_role("button", name="Visa resultatet").click()
    found.get_by_text("Utan svar och därför inte med: 11 av 14 faktorer.").wait_for()
    found.locator(".rk-plot .main-svg").first.wait_for()
    assert found.locator(".rk-plot .angularaxistick text").count() == 3
    found.get_by_role("radio", name="Här går ni isär").check()
    assert split(found)[0] == "1 av 8"
    found.get_by_text("Inte med här: 34 av 42 påståenden").wait_for()
    found.get_by_role("radio", name="Alla påståenden").check()
    assert found.locator(".rk-pane tbody tr").count() == 8


BROKEN = """() => {
  const wide = text => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return new Set([...range.getClientRects()].map(one => Math.round(one.top))).size;
  };
  return [...document.querySelectorAll('.rk-big .rk-spread .rk-word')]
    .filter(word => !/\\s/.test(word.textContent) && wide(word) > 1)
    .map(word => word.textContent);
}"""


@pytest.mark.parametrize("size", [(1366, 768), (1600, 900), (1920, 1080)])
def test_on_a_projector_axes_have_names_and_no_word_is_broken(size, lab, page):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    opened(lab, page, "sv/06-class.ipynb")
    page.evaluate("() => { Element.prototype.requestFullscreen = () => Promise.reject(Error()); }")
    found = page.locator(".rk-board").last
    found.get_by_text("Se en påhittad grupp").click()
    found.locator(".rk-pane .main-svg").first.wait_for()
    found.get_by_role("button", name="Storbild").click()
    names = found.locator(".rk-plot .angularaxistick")
    eventually(lambda: "3\u00a0Nätverksledning" in names.all_text_contents())
    assert found.locator(".rk-key").is_hidden()
    found.locator("input[value=splits]").check()
    found.locator(".rk-split").wait_for()
    assert page.evaluate(BROKEN) == []
    page.keyboard.press("Escape")


def test_in_forced_colours_the_columns_are_seen(lab, page):
    found = sample(lab, page, "en")
    page.emulate_media(forced_colors="active", color_scheme="dark")
    found.locator("input[value=splits]").check()
    column, ground = found.locator(".rk-spread td:not([data-none])").first.evaluate(
        """cell => [
          getComputedStyle(cell, '::after').backgroundColor,
          getComputedStyle(cell.closest('.rk-board')).getPropertyValue('--rk-ground').trim(),
        ]"""
    )
    assert (column, ground) == ("rgb(255, 255, 255)", "Canvas")
