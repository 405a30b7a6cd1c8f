"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from groups.views import (
    group,
    joining,
    meeting,
    membership,
    new_group,
    office,
    paper,
    people,
    reply,
)

LEAD = "lead/groups/<uuid:group_id>/"
EVENING = LEAD + "evenings/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("lead/groups/new/", new_group.new_group, name="new_group"),
    path(LEAD + "settings/", group.group_settings, name="group_settings"),
    path(LEAD + "people/", people.group_people, name="group_people"),
    path(LEAD + "people/invite/", people.invite_guest, name="invite"),
    path(LEAD + "people/send/", people.send_invitations, name="send_invitations"),
    path(
        LEAD + "people/<uuid:invitation_id>/link/", people.invitation_link, name="invitation_link"
    ),
    path(
        LEAD + "people/<uuid:invitation_id>/revoke/",
        people.revoke_invitation,
        name="revoke_invitation",
    ),
    path(LEAD + "people/<uuid:membership_id>/remove/", people.remove_member, name="remove_member"),
    path("join/<str:code>/", joining.join, name="join"),
    path("join/<str:code>/address/", joining.join_address, name="join_address"),
    path("join/<str:code>/proof/", joining.join_proof, name="join_proof"),
    path(EVENING + "move/", meeting.move_meeting, name="move_meeting"),
    path(EVENING + "cancel/", meeting.cancel_meeting, name="cancel_meeting"),
    path(EVENING + "paper/", paper.attendance_paper, name="attendance_paper"),
    path(LEAD + "agreements/print/", paper.agreements_print, name="agreements_print"),
    path(
        "group/<uuid:group_id>/agreements/print/",
        paper.own_agreements_print,
        name="own_agreements_print",
    ),
    path("group/<uuid:group_id>/evenings/<int:number>/reply/", reply.reply, name="reply"),
    path("you/leave/", membership.leave_group, name="leave_group"),
    path("run/people/", office.office_people, name="office_people"),
    path("run/people/invite/", office.office_invite, name="office_invite"),
    path("run/people/<uuid:invitation_id>/link/", office.office_link, name="office_link"),
    path("run/people/<uuid:invitation_id>/revoke/", office.office_revoke, name="office_revoke"),
    path(
        "run/groups/<uuid:group_id>/assign/", office.assign_facilitator, name="assign_facilitator"
    ),
    path("run/groups/<uuid:group_id>/close/", office.close_group, name="close_group"),
]
