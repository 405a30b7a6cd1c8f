"""How long words take to say (pure). 130 words a minute is slow speech, with room to breathe."""

import re

__all__ = ["A_MINUTE", "minutes"]

A_MINUTE = 130
WORD = re.compile(r"\w+(?:['’-]\w+)*")


def minutes(words: str) -> int:
    """Whole minutes to say them aloud, a started one counted; 0 where there is nothing to say."""
    return -(-len(WORD.findall(words)) // A_MINUTE)
