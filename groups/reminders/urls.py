"""Addresses of this room. Those with a token need no sign-in and open nothing else."""

from django.urls import URLPattern, URLResolver, path

from groups.reminders.views import choices, ledger, replies, resting

urlpatterns: list[URLPattern | URLResolver] = [
    path("r/<str:token>/", replies.reply_coming, name="reply_coming"),
    path("n/<str:token>/", replies.reply_away, name="reply_away"),
    path("e/<str:token>/", choices.mail_choices, name="mail_choices"),
    path("e/<str:token>/stop/", choices.unsubscribe, name="unsubscribe"),
    path("you/mail/", choices.you_mail, name="you_mail"),
    path("you/break/", resting.you_break, name="you_break"),
    path("lead/groups/<uuid:group_id>/messages/", ledger.ledger, name="ledger"),
]
