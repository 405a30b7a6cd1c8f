"""How old a reader should be to read a text without effort (pure, English only).

The grade is that of Kincaid, Fishburne, Rogers and Chissom (1975, Naval Technical Training Command
research report 8-75): 0.39 words per sentence + 11.8 syllables per word - 15.59. A child in grade n
is about n + 5 years old. Syllables are counted as groups of vowels, less a silent e; it is meant
for passages of some length.
"""

import re

__all__ = ["SHORTEST", "reading_age"]

SHORTEST = 30  # words; below that the formula says nothing
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
SENTENCE = re.compile(
    r"(?<![.!?])[.!?]++(?=[\s\"'”’)*_]|$)|\n\s*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)]|#+)[ \t])"
)
VOWELS = re.compile(r"[aeiouy]+")


def reading_age(text: str) -> float | None:
    """The age in years, or None for a text of fewer than SHORTEST words."""
    words = WORD.findall(text)
    if len(words) < SHORTEST:
        return None
    sentences = sum(1 for part in SENTENCE.split(text) if WORD.search(part))
    spoken = sum(map(syllables, words))
    grade = 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59
    return grade + 5


def syllables(word: str) -> int:
    """At least one: the groups of vowels, less an e or ed at the end that is not spoken."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(VOWELS.findall(plain))
    silent = re.search(r"[^aeiouylr]e[sd]?$|[aeiou][lr]e[sd]?$", plain)
    spoken_after_all = re.search(r"(?:[td]ed|[sxz]es|ches|shes|ges|ces)$", plain)
    return max(1, groups - (1 if silent and not spoken_after_all else 0))
