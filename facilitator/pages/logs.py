"""One JSON line per event, without names, addresses, query strings or private text."""

import json
import logging


class LineFormatter(logging.Formatter):
    """Time, level, logger, message and the exception's class; never its arguments."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "where": record.name,
            "what": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)
