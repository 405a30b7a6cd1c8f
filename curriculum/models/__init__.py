"""What a group works through: a curriculum, its plans, their blocks and questions."""

from curriculum.models.activity import Activity
from curriculum.models.change import Change
from curriculum.models.curriculum import Curriculum
from curriculum.models.frozen import Frozen
from curriculum.models.library_activity import LibraryActivity
from curriculum.models.prompt import Prompt
from curriculum.models.session_plan import SessionPlan
from curriculum.models.step import Step

__all__ = [
    "Activity",
    "Change",
    "Curriculum",
    "Frozen",
    "LibraryActivity",
    "Prompt",
    "SessionPlan",
    "Step",
]
