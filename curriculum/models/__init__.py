"""What a group works through: a curriculum, its plans, their blocks and questions."""

from curriculum.models.activity import Activity
from curriculum.models.curriculum import Curriculum
from curriculum.models.frozen import Frozen
from curriculum.models.prompt import Prompt
from curriculum.models.session_plan import SessionPlan

__all__ = ["Activity", "Curriculum", "Frozen", "Prompt", "SessionPlan"]
