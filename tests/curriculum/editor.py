"""What a page of the editor sends, and how a plan stands."""

from django.db import connections
from django.test.utils import CaptureQueriesContext

from curriculum.models import Activity

HTMX = {"HX-Request": "true"}


def block(plan, title="A round") -> Activity:
    return plan.activities.get(title=title)


def order(plan) -> list[str]:
    return [each.title for each in plan.activities.order_by("position")]


def send(client, url, do, *, saw=1, htmx=False, **fields):
    return client.post(url, {"do": do, "saw": saw, **fields}, headers=HTMX if htmx else {})


def fields(plan, **changed):
    """The whole form of the round, as a page with a script sends it."""
    one = block(plan)
    values = {name: getattr(one, name) for name in Activity.SAYS}
    values["trim"] = "" if one.trim is None else one.trim
    return values | changed | {"touched": " ".join(changed)}


def counted(act) -> int:
    with (
        CaptureQueriesContext(connections["default"]) as asked,
        CaptureQueriesContext(connections["keyring"]) as sealed,
    ):
        act()
    said = [each["sql"] for each in [*asked, *sealed]]
    return len([sql for sql in said if sql.split()[0] not in {"BEGIN", "SAVEPOINT", "RELEASE"}])


def asked(plan) -> list[str]:
    return list(plan.prompts.order_by("position").values_list("text", flat=True))
