"""The keys with which her browser seals words that are not saved yet (docs/adr/0010)."""

import base64
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from facilitator.people import drawer
from facilitator.people.asking import asker
from groups.reflections import writing

DEVICE = "draft_device"  # in the session: the name under which this sign-in seals drafts
AT_MOST = 20  # sign-ins whose drafts one browser may ask for at once


@require_POST
@sensitive_variables()
def draft_keys(request: HttpRequest) -> HttpResponse:
    """This sign-in's key; with the drawer open also those of earlier sign-ins, by their names.

    What an earlier sign-in kept is earlier writing: the mailbox alone must not open it.
    """
    mine = request.session.setdefault(DEVICE, str(uuid4()))
    asked = {mine}
    if drawer.is_open(request, timezone.now()):
        asked |= set(filter(_uuid, request.POST.getlist("device")[:AT_MOST]))
    try:
        keys = writing.draft_keys(asker(request), asked)
    except writing.NotSavedError:
        return HttpResponse(status=503)
    told = {device: base64.b64encode(key).decode() for device, key in keys.items()}
    return JsonResponse({"member": asker(request).pk, "device": mine, "keys": told})


def _uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
