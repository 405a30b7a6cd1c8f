"""The edges of what a curriculum may be, and that the database draws them in the same place."""

import pytest

from curriculum.checking import check
from curriculum.checking.about import LONGEST
from curriculum.checking.blocks import KINDS, ROLES
from curriculum.checking.plans import PARTS
from curriculum.importing import draft_of, read, store
from curriculum.models import Activity, Curriculum, SessionPlan
from tests.curriculum.samples import EXAMPLE, changed, evening

LONGEST_EXAMPLE = {
    "key": 'key = "the-lamp-and-the-open-door"',
    "title": 'title = "The Lamp and the Open Door"',
    "subtitle": 'subtitle = "Eight evenings for mothers whose grown children feel far away"',
    "author": 'author = "The Kept Chair project"',
    "licence": 'licence = "CC BY-SA 4.0"',
}


def lasting(minutes: int) -> str:
    """The example with an evening of so many minutes."""
    blocks = changed("minutes: 22\ntrim: 16", f"minutes: {minutes - 68}\ntrim: 0")
    return blocks.replace("minutes = 90", f"minutes = {minutes}")


def lasting_little(minutes: int) -> str:
    """An example of so few minutes: as one closing and three blocks."""
    begin, end = EXAMPLE.index("## Coming in"), EXAMPLE.index("# Page")
    steps = "## We agree\n\nkind: agree\nminutes: 1\n\n### Say\n\nA secret has a limit.\n\n"
    steps += "## Rest\n\nkind: rest\nminutes: 1\ntrim: 0\n\n" * 2
    steps += f"## Close\n\nkind: close\nminutes: {minutes - 3}\n\n"
    return (EXAMPLE[:begin] + steps + EXAMPLE[end:]).replace("minutes = 90", f"minutes = {minutes}")


@pytest.mark.parametrize("name", LONGEST_EXAMPLE)
def test_a_short_text_may_be_as_long_as_the_database_has_room(name):
    longest = Curriculum._meta.get_field(name).max_length
    assert LONGEST[name] == longest
    text = changed(LONGEST_EXAMPLE[name], f'{name} = "{"a" * longest}"')
    assert check(read(text)) == []
    store(read(text))
    text = changed(LONGEST_EXAMPLE[name], f'{name} = "{"a" * (longest + 1)}"')
    assert [found.rule for found in check(read(text))] == ["length"]


def test_a_language_may_be_as_long_as_the_database_has_room():
    assert LONGEST["language"] == Curriculum._meta.get_field("language").max_length == 10
    assert check(read(changed('"en"', '"en-Latn-GB"'))) == []
    assert [found.rule for found in check(read(changed('"en"', '"en-Latn-GBR"')))] == ["length"]


@pytest.mark.parametrize(
    ("model", "words", "longest"),
    [(SessionPlan, "Putting a name to the ache", 120), (Activity, "With one other: ", 160)],
)
def test_titles_of_plans_and_blocks_as_well(model, words, longest):
    assert model._meta.get_field("title").max_length == longest
    start = EXAMPLE[EXAMPLE.index(words) :].split("\n")[0].rstrip('"')
    store(read(changed(start, "a" * longest)))
    found = check(read(changed(start, "a" * (longest + 1))))
    assert [each.rule for each in found] == ["length"]


def test_ten_minutes_are_too_few_for_a_closing_and_so_eleven_are_the_least():
    assert check(read(lasting_little(11))) == []
    store(read(lasting_little(11)))
    assert [found.rule for found in check(read(lasting_little(10)))] == ["close"]


@pytest.mark.parametrize("title", ["« Une\xa0lampe »", "Mother 👩‍👧 and", "Łucja", "日本"])
def test_a_title_may_be_in_any_language(title):
    draft = read(changed("Putting a name to the ache", title).replace("This week's", title))
    assert check(draft) == []
    assert draft_of(store(draft)[0]) == draft


@pytest.mark.parametrize("sign", ["\\n", "\\u0007", "\\u2028", "\\u0085"])
def test_a_title_is_one_line(sign):
    text = changed("Putting a name", f"Putting{sign}a name")
    assert [found.rule for found in check(read(text))] == ["one-line"]


def test_no_meeting_lasts_nine_minutes():
    rules = [found.rule for found in check(read(lasting_little(9)))]
    assert rules == ["limits", "limits", "close"]


def test_six_hundred_minutes_are_the_most():
    assert check(read(lasting(600))) == []
    store(read(lasting(600)))
    assert [found.rule for found in check(read(lasting(601)))] == ["limits", "limits"]


@pytest.mark.parametrize(("minutes", "rules"), [(600, []), (601, ["block"])])
def test_a_block_lasts_no_longer_than_the_longest_meeting(minutes, rules):
    text = changed("minutes: 22\ntrim: 16", f"minutes: {minutes}\ntrim: 16")
    said = [found.rule for found in check(read(text)) if found.rule != "minutes"]
    assert said == rules


@pytest.mark.parametrize(("version", "rules"), [(1, []), (32_767, []), (32_768, ["about"])])
def test_versions_have_room_in_the_database(version, rules):
    draft = read(changed("version = 1", f"version = {version}"))
    assert [found.rule for found in check(draft)] == rules
    if not rules:
        assert store(draft)[0].version == version


def test_kinds_roles_and_parts_are_those_of_the_database():
    assert list(KINDS) == Activity.Kind.values
    assert list(ROLES) == Activity.Role.values
    assert list(PARTS) == SessionPlan.Part.values


@pytest.mark.parametrize("word", ["cannot", "can't", "can’t", "except", "unless"])
def test_the_limit_of_confidence_is_said_in_many_ways(word):
    text = changed("There is one limit: if", f"We {word}: if").replace("we cannot keep", "we keep")
    assert check(read(text)) == []


def test_a_limit_without_a_word_of_confidence_is_not_enough():
    text = changed("What you tell us is confidential.", "What you tell us is ours.")
    assert [found.rule for found in check(read(text))] == ["confidential"]


def test_only_the_first_evening_has_to_say_it():
    second = evening(2).replace("There is one limit: if somebody is in danger, we cannot", "We")
    assert check(read(EXAMPLE + second)) == []


def test_a_closing_of_eight_minutes_is_long_enough():
    text = changed("kind: close\nminutes: 10", "kind: close\nminutes: 8")
    assert check(read(text.replace("minutes: 15", "minutes: 17"))) == []


def test_the_second_of_two_evenings_is_the_last():
    second = evening(2).replace("kind: agree", "kind: input")
    assert [found.rule for found in check(read(EXAMPLE + second))] == ["agree"]


def test_twelve_of_ninety_minutes_saved_are_enough_and_eleven_are_not():
    text = changed("trim: 16\n", "").replace("trim: 0", "trim: 7")  # 3 + 3 + 3 + 2 + 1
    assert check(read(text)) == []
    assert [found.rule for found in check(read(text.replace("trim: 9", "trim: 10")))] == ["trim"]


@pytest.mark.parametrize(("more", "rules"), [(2, []), (3, ["blocks"])])
def test_ten_blocks_are_the_most(more, rules):
    steps = "## More\n\nkind: rest\nminutes: 1\n\n" * more
    text = changed("## This week", f"{steps}## This week")
    text = text.replace("minutes: 22", f"minutes: {22 - more}")
    assert [found.rule for found in check(read(text))] == rules
