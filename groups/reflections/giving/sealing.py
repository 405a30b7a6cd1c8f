"""The words that were given and what closes them; nothing else opens a group's keys.

Who may read is asked before: here only the key is turned.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError
from django.views.decorators.debug import sensitive_variables

from facilitator import vault
from facilitator.vault.envelopes import group_box, new_key, own_box
from groups.reflections.models import Answer, Contact, Share
from groups.reflections.reading import CannotOpenError

__all__ = ["NotGivenError", "Opener", "destroy_keys", "or_cannot_open", "or_not_given", "seal"]


class NotGivenError(Exception):
    """The vault or a database could not keep it now; nothing was given and nothing changed."""


Given = Share | Contact  # each under a key of its own


class Opener:
    """Opens what was given, for one request: one query to the keyring for each group."""

    def __init__(self) -> None:
        self._groups: dict[UUID, vault.Box] = {}

    def __repr__(self) -> str:
        return "Opener()"

    @sensitive_variables()
    def words(self, share: Given) -> str:
        """What stands on it. Unopenable: the bytes no longer open."""
        return self._own(share).open(bytes(share.sealed), **share.seat("sealed")).decode()

    @sensitive_variables()
    def words_or_none(self, share: Given) -> str | None:
        """The same; None where the bytes no longer open, so that the other cards still do."""
        try:
            return self.words(share)
        except vault.Unopenable:
            return None

    @sensitive_variables()
    def answer(self, said: Answer, share: Share) -> str:
        """The word that came back."""
        return self._own(share).open(bytes(said.sealed), **said.seat).decode()

    @sensitive_variables()
    def answer_or_none(self, said: Answer, share: Share) -> str | None:
        """The same; None where the bytes no longer open."""
        try:
            return self.answer(said, share)
        except vault.Unopenable:
            return None

    @sensitive_variables()
    def seal_answer(self, said: Answer, share: Share, words: str) -> None:
        """Close it with the key of what it answers, so that both are gone together."""
        said.sealed = self._own(share).seal(words.encode(), **said.seat)

    @sensitive_variables()
    def _own(self, share: Given) -> vault.Box:
        if share.group_id not in self._groups:
            self._groups[share.group_id] = group_box(share.group_id)
        key = self._groups[share.group_id].open(bytes(share.wrapped), **share.seat("wrapped"))
        return own_box(key, text=share.pk)


@sensitive_variables()
def seal(share: Given, words: str) -> None:
    """Close the words with a key of their own, and that key with the group's."""
    key = new_key()
    share.wrapped = group_box(share.group_id).seal(key, **share.seat("wrapped"))
    share.sealed = own_box(key, text=share.pk).seal(words.encode(), **share.seat("sealed"))


def destroy_keys(groups: Iterable[UUID], *, now: datetime) -> int:
    """The keys of these groups are gone: no text given in them opens again, in no old copy of the
    records. How many there were; a group that has none any more counts nothing."""
    return sum(vault.shred(group, now=now) for group in vault.living() & set(groups))


@contextmanager
def or_cannot_open() -> Iterator[None]:
    """What goes wrong inside is a CannotOpenError: nothing is lost, ask again later."""
    try:
        yield
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise CannotOpenError from error


@contextmanager
def or_not_given() -> Iterator[None]:
    """What goes wrong inside is a NotGivenError."""
    try:
        yield
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise NotGivenError from error
