"""One JSON line per event, without names, addresses, query strings or private text."""

import json
import logging


class LineFormatter(logging.Formatter):
    """Time, level, logger, message and the exception's class; never its arguments.

    Django's own lines about a request say its path, and a path may hold the code of an invitation
    or the token of a mail. Here they say which page it was by its pattern.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "where": record.name,
            "what": self.what(record),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
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
