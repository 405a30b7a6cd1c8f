"""What can go wrong with the vault, as types that a view can tell apart."""

__all__ = ["Closed", "Erased", "NotYours", "Unopenable", "VaultError"]


class VaultError(Exception):
    """Anything the vault says no to. Its text never holds a word, an owner or a key."""


class Closed(VaultError):  # named for what is so
    """The house's key is missing, unsafe or not the right one. Nothing is lost; answer 503."""


class NotYours(VaultError):  # named for what is so
    """Somebody asked for a box that is not her own. Raised before any key is touched."""


class Unopenable(VaultError):  # named for what is so
    """These bytes were not sealed by this owner for this place, or they were changed since."""


class Erased(Unopenable):
    """The owner's keys were destroyed: nobody can open this any more."""
