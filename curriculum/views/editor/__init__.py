"""The plan editor: blocks on the clock, texts and questions, and what was changed.

It edits a plan at a Place: a draft of a programme (views.editor.drafts), or the copy that belongs
to one meeting. Whoever has such a place gives it to these four, one address each:

    plan(request, place)       GET the page or ?block=<id>; POST one change, named by `do`
    texts(request, place)      GET, POST
    history(request, place)    GET; POST puts back
    edition(request, place)    GET ?saw=<edition>: 204 while nothing changed, else the new blocks

SessionPlan.DoesNotExist goes through: whoever has the place says what is not there. The place's own
templates get `place`, `plan` and its `context`.
"""

from curriculum.views.editor.asked import edition_seen, plan_seen
from curriculum.views.editor.history import history
from curriculum.views.editor.page import closed, edition, plan
from curriculum.views.editor.place import Addresses, Closed, Place
from curriculum.views.editor.texts import texts

__all__ = [
    "Addresses",
    "Closed",
    "Place",
    "closed",
    "edition",
    "edition_seen",
    "history",
    "plan",
    "plan_seen",
    "texts",
]
