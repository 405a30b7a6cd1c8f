"""allauth's second factors: its secrets are sealed, its words are ours."""

from allauth.mfa.adapter import DefaultMFAAdapter


class MFAAdapter(DefaultMFAAdapter):
    """Seals what allauth keeps for TOTP."""
