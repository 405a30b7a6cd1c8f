"""The help lines of this installation, read from the file that HELP_LINES_FILE names."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.utils import timezone

TEXTS = ("country", "language", "name", "number", "hours")
KEPT = {*TEXTS, "free", "checked_on"}
STALE = timedelta(days=365)
NO_LINES = "keptchair.E002"
OLD_LINES = "keptchair.W002"


class HelpLinesError(ValueError):
    """The file cannot be read as help lines; the words say where and why."""


@dataclass(frozen=True)
class HelpLine:
    """Somebody who answers. `checked_on` is the day when a person last tried the number."""

    country: str
    language: str
    name: str
    number: str
    hours: str
    free: bool
    checked_on: date

    @property
    def dial(self) -> str:
        """The number as a telephone takes it: digits, and a leading plus."""
        plus = "+" if self.number.strip().startswith("+") else ""
        return plus + "".join(sign for sign in self.number if sign.isdigit())

    def stale(self, today: date) -> bool:
        return today - self.checked_on > STALE


def read(text: str) -> list[HelpLine]:
    """The lines of a TOML text of `[[line]]` tables.

    Raises HelpLinesError with the number of the line and the key that is missing or wrong.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise HelpLinesError(f"It is not TOML: {error}.") from error
    lines = found.get("line", [])
    if not isinstance(lines, list) or set(found) - {"line"}:
        raise HelpLinesError("Write each help line as a table of its own, under [[line]].")
    return [_line(number, values) for number, values in enumerate(lines, 1)]


def _line(number: int, values: object) -> HelpLine:
    if not isinstance(values, dict):
        raise HelpLinesError(f"Line {number}: write it as a table, under [[line]].")
    if wrong := _wrong(values):
        raise HelpLinesError(f"Line {number}: {wrong}.")
    return HelpLine(**values)


def _wrong(values: dict[str, object]) -> str:
    """What is wrong with the first key that is wrong; empty when nothing is."""
    if missing := KEPT - set(values):
        return f"{', '.join(sorted(missing))} missing"
    if unknown := set(values) - KEPT:
        return f"{', '.join(sorted(unknown))} not known"
    for key in TEXTS:
        if not str(values[key]).strip() or not isinstance(values[key], str):
            return f"{key} must be words"
    if not isinstance(values["free"], bool):
        return "free must be true or false"
    if type(values["checked_on"]) is not date:
        return "checked_on must be a date such as 2026-11-01"
    if not any(sign.isdigit() for sign in str(values["number"])):
        return "number must hold digits that can be dialled"
    return ""


def load(path: str) -> list[HelpLine]:
    """The lines in the file at `path`; none when no path is set. Raises HelpLinesError."""
    if not path:
        return []
    try:
        stamp = Path(path).stat().st_mtime_ns
        return list(_load(path, stamp))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise HelpLinesError(f"HELP_LINES_FILE cannot be read: {reason}.") from error


@lru_cache(maxsize=4)
def _load(path: str, stamp: int) -> tuple[HelpLine, ...]:
    """Read again only when the file changed; `stamp` is its time of change."""
    return tuple(read(Path(path).read_text(encoding="utf-8")))


def by_country(lines: Sequence[HelpLine]) -> list[tuple[str, list[HelpLine]]]:
    """The lines under their countries, in the order of the file."""
    grouped: dict[str, list[HelpLine]] = {}
    for line in lines:
        grouped.setdefault(line.country, []).append(line)
    return list(grouped.items())


def of_country(lines: Sequence[HelpLine], country: str) -> list[HelpLine]:
    """The lines of one country; every line where it has none, or where nobody said which."""
    there = [line for line in lines if country and line.country.upper() == country.upper()]
    return there or list(lines)


@checks.register("startup")
def check_help_lines(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """Nobody starts this house for real without a number that somebody answers.

    Only web, worker and beat name both databases; other commands may run without help lines.
    """
    if not set(databases or ()) >= {"default", "keyring"}:
        return []
    try:
        lines = load(settings.HELP_LINES_FILE)
    except HelpLinesError as error:
        return [checks.Error(f"The help lines cannot be used. {error}", id=NO_LINES)]
    if not lines and not settings.DEMO:
        return [
            checks.Error(
                "No help line is set: a hard night needs somebody who answers.",
                hint="Name a TOML file of [[line]] tables in HELP_LINES_FILE.",
                id=NO_LINES,
            )
        ]
    today = timezone.localdate()
    return [
        checks.Warning(
            f"Nobody has tried the number of {line.name} since {line.checked_on}.",
            hint="Ring it, then set checked_on to the day.",
            id=OLD_LINES,
        )
        for line in lines
        if line.stale(today)
    ]
