"""An evening's plan as Ruth changes it on its page."""

HTMX = {"HX-Request": "true"}


AS_IT_WAS = [("Arrive", 10), ("A round", 45), ("Tea", 15), ("Closing", 20)]


def url(meeting, end="") -> str:
    return f"/lead/groups/{meeting.group_id}/evenings/{meeting.number}/plan/{end}"


def page(client, meeting, end="") -> str:
    answer = client.get(url(meeting, end))
    assert answer.status_code == 200
    return answer.content.decode()


def blocks(meeting) -> list[tuple[str, int]]:
    meeting.refresh_from_db()
    return list(meeting.plan.activities.order_by("position").values_list("title", "minutes"))


def block(meeting, title="A round"):
    meeting.refresh_from_db()
    return meeting.plan.activities.get(title=title)


def send(client, meeting, do, *, saw=None, htmx=False, **more):
    meeting.refresh_from_db()
    seen = meeting.plan.edition if saw is None else saw
    sent = {"do": do, "saw": seen, "open": ""} | more
    return client.post(url(meeting), sent, headers=HTMX if htmx else {})


def counted(answer) -> str:
    """What a page says of the programme beside it."""
    return answer.content.decode().partition('id="compared">')[2].partition("</p>")[0]


def longer(client, meeting, minutes=46, title="A round", **more):
    return send(client, meeting, f"minutes:{block(meeting, title).pk}:{minutes}", **more)
