"""The words that the linter looks for, by language (pure).

A blank in a list stands for any blanks, also the end of a line. What is not listed is not looked
for: the rules are silent in a language that nobody has written down here.
"""

import re
from collections.abc import Mapping, Sequence

__all__ = ["CAUSE", "LIMITS", "LOADED", "PASSING"]


def any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words).replace(" ", r"\s+") + r")\b", re.IGNORECASE)


PASSING = {
    "en": any_of([r"pass(?:es|ing|ed)?"]),
    "es": any_of([r"paso", r"pasar"]),
}
LIMITS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {  # of keeping, and of its bounds
    "en": (
        ("confiden", "secret"),
        ("cannot", "can't", "can not", "limit", "except", "unless"),
    ),
    "es": (
        ("confiden", "secret"),
        ("límite", "no podemos", "no puedo", "no se puede", "excepto", "salvo", "a no ser que",
         "a menos que"),
    ),
}  # fmt: skip
CAUSE = {
    "en": any_of([
        r"why", r"how come", r"what (?:went wrong|caused|made (?:her|him|them))", r"whose fault",
        r"the (?:reason|cause)",
    ]),
    "es": any_of([
        r"por qué", r"qué (?:salió mal|causó|provocó)", r"de quién (?:es|fue) la culpa",
        r"(?:el motivo|la (?:razón|causa))",
    ]),
}  # fmt: skip
LOADED = {
    "en": {
        "blame": any_of([
            r"toxic", r"ungrateful\w*", r"ingratitude", r"selfish\w*",
            r"spoil(?:ed|t) (?:child|children)", r"manipulative", r"brainwash\w*",
            r"bad (?:mother|daughter|son|child)s?", r"scapegoats?", r"golden child",
        ]),
        "diagnosis": any_of([
            r"narcissis\w*", r"borderline", r"bipolar", r"psychopath\w*", r"sociopath\w*",
            r"co-?dependen\w*", r"gaslight\w*", r"trauma[- ]bond\w*", r"personality disorders?",
            r"parental alienation", r"empty[- ]nest syndrome", r"attachment disorders?",
        ]),
        "promise": any_of([
            r"heal (?:your|the|this|that) (?:relationship|family|bond)s?",
            r"win (?:(?:her|him|them|your \w+|my \w+) )?back",
            r"(?:get|bring) (?:her|him|them|your \w+|my \w+) back",
            r"(?:s?he|they|your (?:child(?:ren)?|daughter|son)) will (?:come|call|return|forgive)",
            r"(?:repair|fix|mend|save) (?:your|the|this) (?:relationship|family|bond)s?",
            r"reunite\w*",
        ]),
    },
    "es": {
        "blame": any_of([
            r"tóxic[oa]s?", r"ingrat[oa]s?", r"ingratitud", r"desagradecid[oa]s?", r"egoístas?",
            r"manipulador(?:a|as|es)?", r"malas? (?:madre|hija)s?", r"malos? hij[oa]s?",
            r"mal hijo", r"hij[oa]s? malcriad[oa]s?", r"chivos? expiatorios?",
        ]),
        "diagnosis": any_of([
            r"narcisis\w*", r"borderline", r"bipolar(?:es)?", r"psicópatas?", r"sociópatas?",
            r"codependen\w*", r"luz de gas", r"alienación parental",
            r"síndrome del nido vacío", r"trastornos? del? (?:la )?(?:personalidad|apego)",
        ]),
        "promise": any_of([
            r"(?:sanar|arreglar|salvar) (?:[ts]u|la|esta|esa) (?:relación|familia|vínculo)",
            r"recuperar a (?:tus?|sus?|mis?) (?:hij[oa]s?|familia)",
            r"(?:hij[oa]|ella|él) (?:te )?(?:volverá|regresará|llamará|perdonará)",
            r"(?:hij[oa]s|ell[oa]s) (?:te )?(?:volverán|regresarán|llamarán|perdonarán)",
            r"reconciliar\w*", r"reconciliación(?:es)?",
        ]),
    },
}  # fmt: skip
