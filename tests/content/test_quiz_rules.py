"""The quiz asks for knowledge: whoever goes by how answers sound does little better than chance.

Each rule is followed as by somebody who has read nothing; where it cannot tell answers apart, it
guesses among them.
"""

import re
from collections import Counter, defaultdict

import pytest
import readability

from kit.content.course import course
from kit.content.language import LANGUAGES

# How a word begins that sounds as it should in a text on cooperation, and one that does not.
KIND = {
    "sv": (
        "tillsammans gemensam ihop samla samarbet bjud frågar lyssna eniga enas dela delar "
        "öppe öppn tidig båda alla samtal möt dialog stöd förtroende överens träff "
        "välkom partner föreslå"
    ),
    "en": (
        "together joint share gather cooperat invit ask listen unity agree open early both all "
        "every talk meet dialogue support trust welcome partner propos"
    ),
}
UNKIND = {
    "sv": (
        "ensam själv egen eget egna bara enda endast färdig klar vänta slut avslut "
        "ingen inget inga utan låta låter lägga avstå stryk sänk inte"
    ),
    "en": (
        "alone own itself themselves ourselves only merely finish wait end stop nobody "
        "nothing none without let leave close pass remove lower not"
    ),
}
CRUDE = 0.40
CHANCE = 1 / 3
# A word in the answers to fewer questions says nothing; one that is telling is right more often.
OFTEN, TELLING = 8, 0.6

QUESTIONS = [question for factor in course().factors for question in factor.questions]


def share(points):
    """Return how often an answer with the most points is right."""
    right = 0.0
    for question in QUESTIONS:
        given = [points(question, option) for option in question.options]
        best = [
            option for option, one in zip(question.options, given, strict=True) if one == max(given)
        ]
        right += sum(option.correct for option in best) / len(best)
    return right / len(QUESTIONS)


def begins(text, words):
    """Count the words of a text that begin as one of some words does."""
    return len(re.findall(rf"\b(?:{'|'.join(words.split())})", text, re.IGNORECASE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_kind_words_do_not_tell_the_right_answer_nor_do_unkind_ones_the_wrong(language, capsys):
    def sounds(_, option):
        text = option.text[language]
        return begins(text, KIND[language]) - begins(text, UNKIND[language])

    found = {
        "kind less unkind": share(sounds),
        "kind": share(lambda _, option: begins(option.text[language], KIND[language])),
        "unkind": share(lambda _, option: -begins(option.text[language], UNKIND[language])),
    }
    with capsys.disabled():
        print(f"\n{language}: " + ", ".join(f"{rule} {one:.0%}" for rule, one in found.items()))
    assert {rule: one for rule, one in found.items() if one > CRUDE} == {}
    # Nor does the rule turned round.
    assert share(lambda question, option: -sounds(question, option)) <= TELLING


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_answer_is_told_neither_by_its_length_nor_by_the_words_of_the_question(language):
    def common(question, option):
        asked = {word.lower() for word in readability.words(question.text[language])}
        return len({word.lower() for word in readability.words(option.text[language])} & asked)

    assert share(lambda _, option: len(option.text[language])) <= CHANCE
    assert share(lambda _, option: -len(option.text[language])) <= CRUDE
    assert share(common) <= CRUDE


def test_the_right_answers_stand_as_often_in_each_place():
    places = Counter(
        at for question in QUESTIONS for at, option in enumerate(question.options) if option.correct
    )
    assert {len(question.options) for question in QUESTIONS} == {3}
    assert places == {0: 14, 1: 14, 2: 14}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_that_comes_often_is_telling(language):
    held = defaultdict(list)
    for question in QUESTIONS:
        texts = [readability.words(option.text[language].lower()) for option in question.options]
        for word in {word for text in texts for word in text}:
            having = [word in text for text in texts]
            if not all(having):
                right = [
                    one.correct for one, has in zip(question.options, having, strict=True) if has
                ]
                held[word].append(sum(right) / len(right))
    telling = {
        word: sum(rights) / len(rights) for word, rights in held.items() if len(rights) >= OFTEN
    }
    assert {word: one for word, one in telling.items() if one > TELLING} == {}
