"""What the essay says in a row, as hashes: enough to find its words again, too little to read them.

The built-in curriculum takes up the essay's themes and none of its sentences. essay_runs.txt holds
the first 16 hex digits of the SHA-256 of each run of six of its words, in lower case, without
apostrophes and punctuation, sorted. It is made again by

    python -m tests.curriculum.essay PATH_OF_THE_ESSAY
"""

import hashlib
import re
import sys
from pathlib import Path

RUN = 6  # words
HASHES = Path(__file__).with_name("essay_runs.txt")


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub("['’‘ʼ]", "", text.casefold()))


def runs(text: str) -> dict[str, str]:
    """Every run of six words of the text, by its hash."""
    row = words(text)
    found = [" ".join(row[start : start + RUN]) for start in range(len(row) - RUN + 1)]
    return {hashlib.sha256(run.encode()).hexdigest()[:16]: run for run in found}


def known() -> set[str]:
    """The hashes of the essay's runs."""
    return set(HASHES.read_text("ascii").split())


if __name__ == "__main__":
    essay = runs(Path(sys.argv[1]).read_text("utf-8"))
    HASHES.write_text("".join(f"{run}\n" for run in sorted(essay)), "ascii")
