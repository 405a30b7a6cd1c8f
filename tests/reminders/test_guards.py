"""Rules that hold for the whole house, read from its source."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import Q

from groups.reminders.channels.letters import WRITERS
from groups.reminders.kinds import KINDS
from groups.reminders.lots import TROUBLE
from groups.reminders.models import Reminder
from groups.reminders.models.reminder import REASONS

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path for room in ("facilitator", "groups", "curriculum") for path in (ROOT / room).rglob("*.py")
)
SENDS = {"delay", "apply_async", "send_task", "signature", "s", "si"}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def test_no_task_is_ever_given_a_time_to_run_at():
    """On Redis an eta is delivered again: three reminders ran nine times in a trial."""
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in SOURCES
        for name, call in calls(ast.parse(path.read_text()))
        if name in SENDS and {"eta", "countdown"} & {word.arg for word in call.keywords}
    ]
    assert found == []


def test_the_guard_against_times_sees_one():
    (found,) = calls(ast.parse("task.apply_async(countdown=5)"))
    assert found[0] in SENDS
    assert {"countdown"} == {word.arg for word in found[1].keywords}


def test_tasks_take_no_arguments_so_that_no_word_is_in_the_broker():
    tree = ast.parse((ROOT / "groups/reminders/tasks.py").read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    tasks = [
        node
        for node in functions
        if any("shared_task" in ast.unparse(each) for each in node.decorator_list)
    ]
    assert sorted(task.name for task in tasks) == ["look", "plan", "plan_everything", "send_due"]
    assert all(not task.args.args and not task.args.kwonlyargs for task in tasks)


def test_sending_knows_nothing_of_writing():
    told = subprocess.run(
        ["grep", "-rln", "reflections", str(ROOT / "groups/reminders/sending")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.stdout == ""


def test_every_kind_has_its_words_and_its_end():
    assert set(WRITERS) == set(KINDS)
    for kind in KINDS.values():
        assert kind.lasts is not None or kind.audience in {"members", "everybody", "invited"}
        assert kind.after_crash in {"resend", "hold"}


def test_every_reason_that_a_row_can_end_with_has_words():
    import re

    used = set()
    for path in (ROOT / "groups/reminders").rglob("*.py"):
        used |= set(re.findall(r'End\(State\.\w+, "(\w+)"\)', path.read_text()))
        used |= set(re.findall(r'reason="(\w+)"', path.read_text()))
        used |= set(re.findall(r'return "(\w+)"\n', path.read_text())) & set(REASONS)
    assert used - set(REASONS) - {"waits"} == set()
    assert set(TROUBLE) < set(REASONS)
    assert not set(TROUBLE) & {"written", "muted", "tender", "break", "answered", "left"}


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "claimed"},
        {"state": "sent"},
        {"state": "pending", "ended_at": "2026-11-22T09:00Z"},
        {"state": "pending", "person": None},
    ],
)
def test_the_database_refuses_a_row_that_cannot_be(broken):
    from django.db import IntegrityError, transaction

    from tests.reminders import world

    world.tuesday()
    world.plan(world.BEFORE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.filter(Q(meeting__number=5)).update(**broken)


def test_a_row_says_nothing_of_its_person():
    row = Reminder(kind="meeting_soon", state="pending", key="meeting_soon:x:y")
    assert str(row) == "Reminder None meeting_soon pending"
