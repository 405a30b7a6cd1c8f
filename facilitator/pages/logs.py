"""One JSON line per event, without names, addresses, query strings or private text."""

import json
import logging
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

DEEPEST = 6  # frames


def places(found: TracebackType | None) -> list[str]:
    """Where it broke, the deepest last: file and line, without a word of what stood there."""
    frames = [f"{Path(frame.f_code.co_filename).name}:{line}" for frame, line in walk_tb(found)]
    return frames[-DEEPEST:]


class LineFormatter(logging.Formatter):
    """Time, level, logger, message, the exception's class and lines; never its arguments.

    Django's own lines about a request say its path, and a path may hold the code of an invitation
    or the token of a mail. Here they say which page it was by its pattern.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "where": record.name,
            "what": self.what(record),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["from"] = places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)

    def what(self, record: logging.LogRecord) -> str:
        """The message; of a request only its status, method and pattern."""
        request = getattr(record, "request", None)
        if request is None:
            return record.getMessage()
        match = getattr(request, "resolver_match", None)
        return " ".join([
            str(getattr(record, "status_code", "")),
            getattr(request, "method", None) or "request",
            f"/{match.route}" if match else "no such page",
        ])  # fmt: skip
