"""Each rule of the linter, broken alone in an example that keeps all the others."""

import pytest

from curriculum.checking import Severity, check, errors
from curriculum.checking.reading_age import reading_age
from curriculum.importing import read
from tests.curriculum.broken import ERRORS, LONG_WORDS, SPANISH, WARNINGS
from tests.curriculum.samples import EXAMPLE, PART, changed, evening, line_of


def test_the_example_keeps_every_rule():
    assert check(read(EXAMPLE)) == []
    assert check(read(PART)) == []


@pytest.mark.parametrize("named", ERRORS)
def test_an_error_is_named_with_its_line(named):
    text, words = ERRORS[named]
    (found,) = check(read(text))
    assert found.rule == named.split(":")[0]
    assert (found.file, found.line) == ("curriculum.md", line_of(text, words))
    assert found.severity == Severity.ERROR
    assert errors([found]) == [found]


@pytest.mark.parametrize("named", [*WARNINGS, *(f"{name} (es)" for name in SPANISH)])
def test_a_warning_is_named_with_its_line(named):
    text, words = (WARNINGS | {f"{name} (es)": each for name, each in SPANISH.items()})[named]
    (found,) = check(read(text))
    assert found.rule == named.split(":")[0]
    assert (found.file, found.line) == ("curriculum.md", line_of(text, words))
    assert found.severity == Severity.WARNING
    assert errors([found]) == []


def test_the_last_evening_agrees_as_well():
    last = evening(3).replace("kind: agree", "kind: group").replace("What you tell", "Pass. You")
    text = EXAMPLE + evening(2).replace("kind: agree", "kind: input") + last
    (found,) = check(read(text))
    assert found.rule == "agree"
    assert found.line == text.count("\n", 0, text.rindex("# Blocks")) + 1


def test_before_and_after_need_no_agreement_no_questions_and_no_practice():
    bare = [evening(0, part="before"), evening(2, part="after")]
    bare = [
        each[: each.index("# Questions")].replace("kind: agree", "kind: input") for each in bare
    ]
    assert check(read(EXAMPLE + "".join(bare))) == []


def test_before_and_after_save_their_share_of_their_own_length():
    plan = evening(0, part="before").replace("number = 0", "number = 0\nminutes = 45")
    start, end = plan.index("## My name"), plan.index("## With one other")
    short = plan[:start] + plan[end:].replace("trim: 0", "trim: 5")
    short = short.replace("minutes: 15", "minutes: 19")  # 8 + 19 + 8 + 10 = 45
    assert check(read(EXAMPLE + short)) == []  # saves 3 + 3 of 45
    (found,) = check(read(EXAMPLE + short.replace("trim: 5\n", "trim: 6\n")))
    assert (found.rule, found.severity) == ("trim", Severity.WARNING)


def test_more_than_sixty_plans_are_too_many():
    plans = [evening(number) for number in range(1, 62)]
    start = EXAMPLE[: EXAMPLE.index("+++\nnumber")]
    assert check(read(start + "".join(plans[:60]))) == []
    assert [found.rule for found in check(read(start + "".join(plans)))] == ["limits"]


def test_rules_about_english_words_leave_other_languages_alone():
    for text, _words in WARNINGS.values():
        polish = text.replace('language = "en"', 'language = "pl"')
        assert {found.rule for found in check(read(polish))} <= {"trim"}


def test_the_facilitator_may_be_told_which_words_to_avoid():
    text = changed("Keep the circle to today", 'Never say "toxic". Keep the circle to today')
    assert check(read(text)) == []


def test_reading_age_follows_the_formula():
    plain = "The cat sat on the mat. " * 6  # 6 words and 6 syllables a sentence
    assert reading_age(plain) == pytest.approx(0.39 * 6 + 11.8 - 15.59 + 5)
    assert reading_age("The cat sat on the mat.") is None
    assert reading_age(LONG_WORDS * 2) > 20
