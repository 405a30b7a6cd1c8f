"""allauth's account adapter: sign-in mails are Reminder rows."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Named by ACCOUNT_ADAPTER."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by herself: everybody is asked in."""
        return False
