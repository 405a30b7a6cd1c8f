"""The demo's mail reader: what the sink kept. Anywhere else it does not exist."""

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from facilitator.demo.environment import MAIL
from facilitator.pages import show

NEWEST = 100


@dataclass(frozen=True)
class Mail:
    """One mail as the page shows it."""

    name: str
    sender: str
    to: str
    subject: str
    sent: str
    text: str
    attachments: tuple[str, ...]


def read(path: Path) -> Mail:
    """Parse one kept mail."""
    with path.open("rb") as file:
        message = BytesParser(EmailMessage, policy=policy.default).parse(file)
    body = message.get_body(("plain", "html"))
    names = tuple(part.get_filename() or "" for part in message.iter_attachments())
    return Mail(
        name=path.stem,
        sender=str(message["From"]),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent=str(message["Date"]),
        text=str(body.get_content()) if body else "",
        attachments=names,
    )


@login_not_required
@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    """The newest mails first."""
    if not settings.DEMO:
        raise Http404
    kept = sorted(MAIL.glob("*.eml"), reverse=True)[:NEWEST]
    return show(request, "demo/mail.html", {"mails": [read(path) for path in kept]})
