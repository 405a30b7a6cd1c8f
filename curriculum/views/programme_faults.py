"""What the linter finds in a programme, each fault with the plan and the block where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from curriculum.checking import Draft, Finding, PlanDraft, Severity, Source, check
from curriculum.editing import TEXTS
from curriculum.forms import programme
from curriculum.forms.block import BlockForm
from curriculum.forms.naming import on_screen
from curriculum.forms.texts import TextsForm
from curriculum.importing import draft_of
from curriculum.models import Activity, Curriculum, SessionPlan

__all__ = ["Fault", "Place", "faults"]

PAGES = ("", "texts", "questions")  # of a plan: each is a line of its own in its file
APART = 10_000_000  # lines between two blocks: more than any text has
FILES = "{:03d}"  # a plan's place in the programme, as the file of its findings; 000 is the whole


@dataclass(frozen=True)
class Fault:
    """One fault; `block` None: it is about the plan, or the programme, itself.

    `page` is where it is mended when that is not the blocks: "texts" or "questions".
    """

    words: str
    keeps_out: bool
    block: UUID | None
    of: str  # the block's name
    page: str = ""


@dataclass
class Place:
    """A plan, or with None the programme itself, and what is wrong with it."""

    plan: SessionPlan | None
    found: list[Fault] = field(default_factory=list)

    @property
    def errors(self) -> int:
        return sum(fault.keeps_out for fault in self.found)

    @property
    def warnings(self) -> int:
        return len(self.found) - self.errors


def faults(of: Curriculum, plans: Sequence[SessionPlan]) -> list[Place]:
    """A place for the programme itself, then one for each of its plans. Four queries."""
    places = [Place(None), *map(Place, plans)]
    names = _names(of)
    for finding in check(_placed(draft_of(of))):
        place = places[int(finding.file)]
        place.found.append(_fault(finding, place, names))
    for place in places:
        place.found.sort(key=lambda fault: not fault.keeps_out)
    return places


def _placed(draft: Draft) -> Draft:
    """The draft in which each plan is a file, and each block begins at a line of its own."""

    def plan_at(number: int, plan: PlanDraft) -> PlanDraft:
        file = FILES.format(number)
        blocks = tuple(
            replace(block, source=Source(file, place * APART))
            for place, block in enumerate(plan.blocks, 1)
        )
        asked = ["prompts", *(f"prompt {n}" for n in range(1, len(plan.prompts) + 1))]
        pages = dict.fromkeys(TEXTS, PAGES.index("texts"))
        pages |= dict.fromkeys(asked, PAGES.index("questions"))
        return replace(plan, blocks=blocks, source=Source(file, 0, pages))

    plans = tuple(plan_at(number, plan) for number, plan in enumerate(draft.plans, 1))
    return replace(draft, plans=plans, source=Source(FILES.format(0), 0))


def _names(programme: Curriculum) -> dict[UUID | None, list[tuple[UUID, str]]]:
    """Plan id -> the ids and names of its blocks in order."""
    found: dict[UUID | None, list[tuple[UUID, str]]] = {}
    rows = Activity.objects.filter(plan__curriculum=programme).order_by("plan", "position")
    for plan, block, title in rows.values_list("plan_id", "pk", "title"):
        found.setdefault(plan, []).append((block, title))
    return found


def _fault(
    finding: Finding, place: Place, names: dict[UUID | None, list[tuple[UUID, str]]]
) -> Fault:
    blocks = names.get(place.plan.pk, []) if place.plan else []
    at = finding.line // APART
    block, name = blocks[at - 1] if 0 < at <= len(blocks) else (None, "")
    page = PAGES[finding.line] if finding.line < len(PAGES) else ""
    around = TextsForm if place.plan else programme.TextsForm
    words = on_screen(finding.words, BlockForm if block else around)
    return Fault(words, finding.severity == Severity.ERROR, block, name, page)
