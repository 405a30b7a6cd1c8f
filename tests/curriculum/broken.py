"""The example with one rule broken: "rule: how" to the text and the words on the line named."""

from tests.curriculum.samples import EXAMPLE, FIRST, PART, changed, evening, without

LONG_WORDS = (
    "Notwithstanding considerable organisational difficulties, participating individuals "
    "characteristically demonstrate extraordinary communicative capabilities, incorporating "
    "multidimensional considerations, interdisciplinary collaboration, intergenerational "
    "responsibilities, simultaneously accommodating psychological heterogeneity, unquestionably "
    "necessitating comprehensive institutional understanding, continuously."
)
QUESTION = "3. What can I leave unanswered, only for this week?"

# rule: (the text, the words on whose line it is said)
ERRORS = {
    "minutes: of the blocks": (changed("minutes: 22", "minutes: 21"), "# Blocks"),
    "minutes: of the plan": (changed("number = 1\n", "number = 1\nminutes = 91\n"), "# Blocks"),
    "block: without a kind": (changed("kind: input\n", ""), "## A loss nobody"),
    "block: of an unknown kind": (changed("kind: input", "kind: lecture"), "kind: lecture"),
    "block: without a title": (changed("## A loss nobody sends a card for", "##"), "##\n"),
    "block: without a minute": (
        changed("minutes: 22\ntrim: 16", "minutes: 0").replace("minutes: 15", "minutes: 37"),
        "minutes: 0",
    ),
    "block: trimmed to its whole length": (changed("trim: 16", "trim: 22"), "trim: 22"),
    "block: trimmed below nothing": (changed("trim: 16", "trim: -1"), "trim: -1"),
    "block: of an unknown role": (changed("role: co", "role: both"), "role: both"),
    "blocks: too few": (
        without("## My name", "## This week")
        .replace("minutes: 8\ntrim: 5", "minutes: 20\ntrim: 5")
        .replace("minutes: 15", "minutes: 60"),
        "# Blocks",
    ),
    "blocks: too many": (
        changed(
            "## This week", "## More\n\nkind: rest\nminutes: 1\n\n" * 3 + "## This week"
        ).replace("minutes: 22", "minutes: 19"),
        "# Blocks",
    ),
    "close: missing": (changed("kind: close", "kind: rest"), "# Blocks"),
    "close: twice": (
        changed("kind: quiet", "kind: close\nrole: co\n")
        .replace("close\nrole: co\n\nminutes: 7\ntrim: 5", "close\nminutes: 15", 1)
        .replace("minutes: 22\ntrim: 16", "minutes: 14\ntrim: 1"),
        "# Blocks",
    ),
    "close: not the last": (
        changed("minutes: 22", "minutes: 17")[: EXAMPLE.index("# Page")]
        + "## After all\n\nkind: rest\nminutes: 5\n\n"
        + EXAMPLE[EXAMPLE.index("# Page") :],
        "# Blocks",
    ),
    "close: trimmed": (
        changed("kind: close\nminutes: 10", "kind: close\nminutes: 10\ntrim: 9"),
        "trim: 9\n\n### Say\n\nOne word each",
    ),
    "close: too short": (
        changed("kind: close\nminutes: 10", "kind: close\nminutes: 7").replace(
            "minutes: 15", "minutes: 18"
        ),
        "minutes: 7\n\n### Say\n\nOne word each",
    ),
    "contents: title": (changed('title = "Putting a name to the ache"\n', ""), "+++\nnumber"),
    "contents: theme": (without("# Theme", "# Aim"), "+++\nnumber"),
    "contents: aim": (without("# Aim", "# Caution"), "+++\nnumber"),
    "contents: caution": (without("# Caution", "# Blocks"), "+++\nnumber"),
    "contents: page": (without("# Page", "# Questions"), "+++\nnumber"),
    "contents: an empty page": (without("Some losses come with", "# Questions"), "# Page"),
    "contents: practice": (EXAMPLE[: EXAMPLE.index("# Practice")], "+++\nnumber"),
    "contents: two questions": (changed(QUESTION, ""), "# Questions"),
    "contents: five questions": (
        changed(QUESTION, f"{QUESTION}\n4. And what else?\n5. And then?"),
        "# Questions",
    ),
    "contents: an empty question": (changed(QUESTION, f"{QUESTION}\n4."), "4.\n"),
    "agree: not in the first": (
        changed("kind: agree", "kind: group\nrole: co").replace(
            "### Say\n\nWhat you tell us", "### Say\n\nYou may pass. What you tell us"
        ),
        "# Blocks",
    ),
    "confidential: no limits": (without("There is one limit", "\n"), "## How we will look"),
    "about: key": (changed('key = "the-lamp-and-the-open-door"\n', ""), "+++"),
    "about: a key with capitals": (changed('key = "the-', 'key = "The '), "key ="),
    "about: version": (changed("version = 1\n", ""), "+++"),
    "about: version 0": (changed("version = 1", "version = 0"), "version ="),
    "about: version -1": (changed("version = 1", "version = -1"), "version ="),
    "about: version 40000": (changed("version = 1", "version = 40000"), "version ="),
    "about: language": (changed('language = "en"', 'language = ""'), "language ="),
    "about: no such language": (changed('language = "en"', 'language = "english"'), "language ="),
    "about: title": (changed('title = "The Lamp and the Open Door"\n', ""), "+++"),
    "about: author": (changed('author = "The Kept Chair project"\n', ""), "+++"),
    "about: licence": (changed('licence = "CC BY-SA 4.0"\n', ""), "+++"),
    "limits: a day of minutes": (
        changed("minutes = 90", "minutes = 1440").replace("number = 1", "number = 1\nminutes = 90"),
        "minutes = 1440",
    ),
    "limits: an evening of 9 minutes": (
        changed("minutes = 90", "minutes = 9").replace("number = 1", "number = 1\nminutes = 90"),
        "minutes = 9",
    ),
    "numbers: the first is 2": (changed("number = 1", "number = 2"), "number = 2"),
    "numbers: one is missing": (EXAMPLE + evening(3), "number = 3"),
    "numbers: one twice": (EXAMPLE + evening(1), 'number = 1\npart = "main"'),
    "numbers: none": (changed("number = 1\n", ""), '+++\ntitle = "Putting'),
    "numbers: a late Session 0": (EXAMPLE + evening(2, part="before"), "number = 2"),
    "numbers: an early reunion": (EXAMPLE + evening(1, part="after"), "number = 1\npart"),
    "numbers: no evening": (changed("number = 1", 'number = 0\npart = "before"'), "+++"),
    "parts: unknown": (EXAMPLE + evening(2, part="break"), 'part = "break"'),
    "numbers: a second Session 0": (
        EXAMPLE + evening(0, part="before") + evening(0, part="before").replace("= 0", "= 0 #"),
        "number = 0 #",
    ),
    "numbers: a reunion that is late": (EXAMPLE + evening(3, part="after"), "number = 3"),
    "numbers: one twice in a translation": (PART + FIRST.replace("= 1", "= 1 #"), "number = 1 #"),
    "numbers: none in a translation": (changed("number = 1\n", "", PART), '+++\ntitle = "Pon'),
    "minutes: of Session 0": (
        evening(0, part="before").replace("minutes: 22", "minutes: 21") + EXAMPLE,
        "# Blocks",
    ),
    "close: missing in the reunion": (
        evening(2, part="after").replace("kind: close", "kind: rest") + EXAMPLE,
        "# Blocks",
    ),
    "contents: Session 0 without a page": (
        EXAMPLE + without("# Page", "# Questions", evening(0, part="before")),
        "+++\nnumber = 0",
    ),
    "contents: the reunion with five questions": (
        evening(2, part="after").replace(QUESTION, f"{QUESTION}\n4. And?\n5. Then?") + EXAMPLE,
        "# Questions",
    ),
    "translation: of itself": (
        changed('language = "en"', 'language = "en"\ntranslation_of = "en"'),
        "translation_of =",
    ),
    "translation: of no language": (
        changed('language = "en"', 'language = "en"\ntranslation_of = "Spanish"'),
        "translation_of =",
    ),
    "length: the language of the original": (
        changed('language = "en"', 'language = "en"\ntranslation_of = "es-Latn-419"'),
        "translation_of =",
    ),
    "language: of a plan": (
        changed("number = 1\n", 'number = 1\nlanguage = "español"\n'),
        'language = "español"',
    ),
    "confidential: no limits in Spanish": (
        changed("Hay un límite: si", "Si", PART).replace('translation_of = "en"\n', ""),
        "## How we will look",
    ),
    "length: attribution": (
        changed("minutes = 90", f'attribution = "{"a" * 2001}"\nminutes = 90'),
        "attribution =",
    ),
    "length: page": (changed("This one does not.", "This one. " * 5001), "Some losses come"),
    "length: words": (changed("There is tea.", "There is tea. " * 4000), "Good evening"),
    "length: title": (changed("Putting a name to the ache", "A" * 121), 'title = "AAA'),
    "length: block": (changed("With one other", "A" * 161), "## AAA"),
    "length: subtitle": (changed("Eight evenings", "A" * 201), 'subtitle = "AAA'),
    "one-line: title": (changed("Putting a name to", "Putting\\na name to"), 'title = "Putting'),
    "one-line: block": (changed("## With one other", "## \\sWith one other"), "## \\sWith"),
    "one-line: licence": (changed("CC BY-SA", "CC\\u0000BY-SA"), "licence ="),
}
WARNINGS = {
    "trim: too little": (EXAMPLE.replace("trim: 16\n", "").replace("trim: 0\n", ""), "# Blocks"),
    "passing: round": (
        changed("One sentence is enough, and passing is fine.", "One sentence."),
        "One sentence.",
    ),
    "passing: nothing said": (
        changed("### Say\n\nOne sentence is enough, and passing is fine.\n\n", ""),
        "## One true sentence",
    ),
    "passing: pairs": (changed("If you would rather pass, drink", "Drink"), "Turn to the woman"),
    "blame: on the page": (
        changed("This one does not.", "This one does not.\nThe ungrateful do."),
        "The ungrateful",
    ),
    "blame: in what is said": (
        changed("Nobody brings a casserole", "It is toxic"),
        "Some losses h",
    ),
    "diagnosis: in the practice": (
        changed("Once, when the ache comes,", "If he is a narcissist,"),
        "If he is a n",
    ),
    "promise: in the aim": (
        changed(
            "Each woman says in her own words what has changed.",
            "Each woman learns how to win\nher back.",
        ),
        "Each woman learns",
    ),
    "promise: in a question": (
        changed("What is one small thing", "How do I heal this family"),
        "2. How do I",
    ),
    "why: asked": (changed(QUESTION, "3. Why did this happen to us?"), "3. Why did"),
    "reading-age: too old": (
        changed("Some losses come with a day", f"{LONG_WORDS} A day"),
        LONG_WORDS[:20],
    ),
}
# The same in Spanish; the text of the other rules is the example's own.
SPANISH = {
    "passing: round": (changed("pasar está bien.", "es bastante.", PART), "One sentence is"),
    "passing: come in is not passing": (
        changed("Puedes decir «paso».", "Pasen.", PART),
        "Your name",
    ),
    "blame: on the page": (changed("Hay pérdidas", "Hay gente tóxica", PART), "Hay gente"),
    "blame: in the aim": (
        changed("Each woman says", "No hay malas\nmadres, each woman says", PART),
        "No hay malas",
    ),
    "diagnosis: in what is said": (
        changed("Nobody brings a casserole", "Es narcisista", PART),
        "Some losses h",
    ),
    "promise: in the practice": (
        changed("Once, when", "Para recuperar a tu hija, once, when", PART),
        "Para recuperar",
    ),
    "promise: in a question": (
        changed("¿qué tiempo hace hoy?", "¿llegará la reconciliación?", PART),
        "1. Si la",
    ),
    "why: asked": (changed("¿qué tiempo hace hoy?", "¿por qué es así?", PART), "1. Si la"),
}
