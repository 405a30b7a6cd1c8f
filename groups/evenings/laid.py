"""A plan laid on the clock of one evening, for its sheets of paper."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from curriculum import laying
from curriculum.models import Activity
from groups.models import Meeting


def lay(meeting: Meeting, activities: Sequence[Activity]) -> laying.Laid:
    """The blocks one after another from the moment the evening starts."""
    starts = meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone))
    return laying.lay(activities, starts, meeting.minutes)


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """What the sheets of a plan show: the evening, its plan, and the plan on the clock."""
    laid = lay(meeting, list(meeting.plan.activities.order_by("position")))
    ends = meeting.ends_at.astimezone(ZoneInfo(meeting.time_zone))
    return {
        "meeting": meeting, "group": meeting.group, "plan": meeting.plan, "laid": laid,
        "ends": ends.time(), "over": laid.over,
    }  # fmt: skip
