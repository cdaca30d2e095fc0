"""Practise, guess, answer questions and write notes; all of it is there again after a restart."""

from test_answering import eventually, opened, saved

from kit.content.course import course


def test_a_practice_case_shows_its_level_only_after_ones_own(lab, page):
    factor = course().factor("breadth")
    why = factor.vignette.why.en
    opened(lab, page, "en/01-role.ipynb")
    card = page.locator(".rk-practise").first
    assert not card.get_by_text(why).is_visible()
    card.get_by_role("button", name="Show the right level").click()
    card.get_by_text("Choose a level first.").wait_for()
    card.get_by_role("radio", name="4 systematic").check()
    card.get_by_role("button", name="Show the right level").click()
    card.get_by_text(
        f"You chose level 4. The case was written for level {factor.vignette.key}."
    ).wait_for()
    card.get_by_text(why).wait_for()
    card.get_by_text("On average you are 2.0 steps too kind.").wait_for()
    eventually(lambda: saved(lab).get("calibration") == {"breadth": 4})
    lab.restart(page)
    lab.run(page)
    card.get_by_text(why).wait_for()


def test_a_question_has_two_tries_and_then_a_comment_on_every_answer(lab, page):
    question = course().factor("breadth").questions[0]
    right = next(place for place, one in enumerate(question.options) if one.correct)
    wrong = (right + 1) % len(question.options)
    opened(lab, page, "sv/01-role.ipynb")
    card = page.locator(".rk-quiz form").first
    card.get_by_role("radio").nth(wrong).check()
    card.get_by_role("button", name="Svara").click()
    card.get_by_text("Du får ett försök till.").wait_for()
    card.get_by_text(question.options[wrong].feedback.sv).wait_for()
    card.get_by_role("radio").nth(right).check()
    card.get_by_role("button", name="Svara").click()
    card.get_by_text(question.options[right].feedback.sv).wait_for()
    card.get_by_text("Läs om de andra svaren").click()
    assert card.get_by_role("listitem").count() == len(question.options) - 1
    eventually(lambda: saved(lab).get("quiz") == {question.id: [wrong, right]})
    page.get_by_text("Rätt på första försöket: 0 av 1. Kvar: 8.").wait_for()
    lab.restart(page)
    lab.run(page)
    page.get_by_role("heading", name="Fråga 2 av 9").wait_for()
    page.get_by_role("button", name="Föregående fråga").click()
    card.get_by_text(question.options[right].feedback.sv).wait_for()


def test_questions_come_one_at_a_time_and_what_is_chosen_on_a_card_stays(lab, page):
    opened(lab, page, "sv/01-role.ipynb")
    quiz = page.locator(".rk-quiz")
    back, on = (quiz.get_by_role("button", name=name) for name in ("Föregående", "Nästa"))
    quiz.get_by_role("radio").first.check()
    seen = []
    for place in range(1, 10):
        heading = quiz.get_by_role("heading", name=f"Fråga {place} av 9")
        heading.wait_for()
        assert place == 1 or heading.evaluate("node => node === document.activeElement")
        assert (back.is_visible(), on.is_visible()) == (place > 1, place < 9)
        seen += quiz.locator("legend").filter(visible=True).all_inner_texts()
        if place < 9:
            on.click()
    factors = course().group("role").factors
    assert seen == [question.text.sv for factor in factors for question in factor.questions]
    for _ in range(8):
        back.click()
    assert quiz.get_by_role("radio").first.is_checked()


def test_a_later_lesson_asks_again_what_went_wrong_before(lab, page):
    question = course().factor("voice").questions[1]
    wrong = next(place for place, one in enumerate(question.options) if not one.correct)
    lab.answers.parent.mkdir()
    lab.answers.write_text(
        f'{{"kit": "answers", "format": 1, "quiz": {{"{question.id}": [{wrong}]}}}}',
        encoding="utf-8",
    )
    opened(lab, page, "sv/02-direction.ipynb")
    again = page.locator(".rk-quiz form").filter(has_text="Från en tidigare lektion")
    own = sum(len(factor.questions) for factor in course().group("direction").factors)
    for _ in range(own):
        page.locator(".rk-quiz").get_by_role("button", name="Nästa fråga").click()
    again.first.wait_for()
    assert again.count() == 3
    assert question.text.sv in again.first.inner_text()


def test_a_guess_is_compared_with_the_regions_levels_and_reasons(lab, page):
    opened(lab, page, "en/01-role.ipynb")
    view = page.locator(".rk-case")
    for place in range(3):
        view.locator("fieldset").nth(place).get_by_role("radio", name="3 established").check()
    assert view.get_by_role("table").count() == 0
    view.get_by_role("button", name="Show the levels and the reasons").click()
    view.get_by_text("You guessed right on 1 of 3 and were at most one step off on 3.").wait_for()
    rows = view.get_by_role("table").locator("tbody tr").all_inner_texts()
    assert [row.split("\t")[1:3] for row in rows] == [
        ["3 established", "2 begun"],
        ["3 established", "3 established"],
        ["3 established", "4 systematic"],
    ]
    eventually(
        lambda: saved(lab)["guesses"] == {"sago/breadth": 3, "sago/voice": 3, "sago/networks": 3}
    )
    lab.restart(page)
    lab.run(page)
    view.get_by_role("table").wait_for()


def test_notes_are_saved_as_they_are_written_with_every_letter(lab, page):
    opened(lab, page, "sv/01-role.ipynb")
    card = page.locator(".rk-reflect form").first
    card.get_by_label("Vad bygger din skattning på?").focus()
    page.keyboard.type('Årsmötets protokoll: bra svar å ä ö, <b>inte</b> "fet"')
    card.get_by_role("radio", name="4 mycket viktig").check()
    card.get_by_text("Sparat").wait_for()
    text = 'Årsmötets protokoll: bra svar å ä ö, <b>inte</b> "fet"'
    eventually(lambda: saved(lab).get("evidence") == {"breadth": text})
    eventually(lambda: saved(lab).get("importance") == {"breadth": 4})
    lab.restart(page)
    lab.run(page)
    eventually(lambda: card.get_by_label("Vad bygger din skattning på?").input_value() == text)
