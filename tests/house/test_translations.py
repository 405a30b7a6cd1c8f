"""The check of translations sees what it is there for."""

import pytest
from babel.messages import Catalog

from tests.house import translations


def test_words_of_pages_and_of_code_are_found():
    found = translations.used()
    assert (None, ("Your chair is kept",)) in found
    assert (None, ("Skip to the main part of this page",)) in found
    assert (None, ("Your evening", "Your %(number)s evenings")) in found
    assert ("between hours and minutes", (".",)) in found


@pytest.mark.parametrize(
    ("english", "spanish", "fault"),
    [
        ("Saved", "Guardado", []),
        ("Saved", "", ["is not translated"]),
        ("At %(at)s", "A las %(at)s", []),
        ("At %(at)s", "A las %(hora)s", ["holds ['%(hora)s'] where the English holds ['%(at)s']"]),
        ("At {at}", "A las", ["holds [] where the English holds ['{at}']"]),
        (("%(n)s day", "%(n)s days"), ("Un día", "%(n)s días"), []),
        (("Your day", "Your %(n)s days"), ("Tu día", "Tus %(n)s días"), []),
        (
            ("%(n)s day", "%(n)s days"),
            ("Un día", "Unos días"),
            ["holds [] where the English holds ['%(n)s']"],
        ),
        (("%(n)s day", "%(n)s days"), ("Un día", ""), ["is not translated"]),
    ],
)
def test_a_translation_holds_what_the_english_holds(english, spanish, fault):
    message = Catalog().add(english, spanish)
    assert list(translations.faults(message)) == fault


def test_what_is_fuzzy_missing_or_spare_is_told():
    catalog = Catalog()
    catalog.add("Today", "Hoy", flags=["fuzzy"])
    catalog.add("Yesterday", "Ayer")
    wanted = {(None, ("Today",)): "a.html", (None, ("Tomorrow",)): "b.html"}
    assert list(translations.against(catalog, wanted)) == [
        "'Tomorrow' (b.html) is not in it: run makemessages",
        "'Yesterday' is used nowhere",
        "'Today' is fuzzy",
    ]


def test_what_is_compiled_is_what_is_written():
    catalog = Catalog()
    catalog.add("Today", "Hoy")
    before = translations.meant(translations.compiled(catalog))
    catalog.add("Tomorrow", "Mañana")
    assert translations.meant(translations.compiled(catalog)) != before
