"""The page as a form: her words exactly as typed, and a word for today."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from facilitator.pages import tags
from groups.models import Meeting
from groups.reflections.keepsakes import MOST_TITLE, Book
from groups.reflections.looking_back import Phrase
from groups.reflections.sheet import WORDS_FOR_TODAY, Sheet, as_typed
from groups.reflections.writing import Stamp

OWN = "own"
DAY = "day"
YEARS = 10  # as far as a letter can wait
NEARLY = 0.9  # of MAX_PAGE_CHARS: from here on the page says so
MOST = 2**31 - 1
MOST_SOUGHT = 200  # characters of a phrase
IN_MY_WORDS = _("In my own words")  # what a keepsake is called until she calls it something


def utf8(text: str) -> None:
    """Refuse what no file can hold: NUL, and half of a two-part character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValidationError(_odd_character, code="odd") from None
    if "\x00" in text:
        raise ValidationError(_odd_character, code="odd")


def arrived(text: str | None) -> None:
    """Refuse a form whose field did not come with it: nothing is not the same as empty."""
    if text is None:
        raise ValidationError(
            _("Nothing of what you wrote has arrived. Please try again."), code="lost"
        )


_odd_character = _(
    "There is a character in your words that cannot be kept, often from copying. "
    "Take out the odd mark and save again."
)


class WordsField(forms.CharField):
    """Text as it was typed: nothing trimmed, line ends as the browser shows them."""

    default_validators = [utf8]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)
        self.validators = [utf8]

    def clean(self, value: Any) -> str:
        arrived(value)
        return str(super().clean(value))

    def to_python(self, value: Any) -> str:
        return as_typed(value) if isinstance(value, str) else ""

    def validate(self, value: str) -> None:
        if len(value) > settings.MAX_PAGE_CHARS:
            raise ValidationError(
                _(
                    "This page is full. Go on writing on a new page; "
                    "these words stay here until you have taken some out."
                ),
                code="full",
            )


class PageForm(forms.Form):
    """Words and a word for today; never invalid for a reason that she cannot mend."""

    words = WordsField(label=_("Your writing"), widget=forms.Textarea)
    word = forms.CharField(required=False)
    own_word = forms.CharField(
        label=_("My own word"), required=False, max_length=40, validators=[utf8]
    )

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"]
        return word if word in WORDS_FOR_TODAY or word == OWN else ""

    @property
    def sheet(self) -> Sheet:
        """What is to be kept; only after is_valid()."""
        word, own = self.cleaned_data["word"], self.cleaned_data["own_word"]
        return Sheet(self.cleaned_data["words"], word if word in WORDS_FOR_TODAY else own)

    @classmethod
    def of(cls, sheet: Sheet) -> "PageForm":
        """The form that shows what stands."""
        known = sheet.word in WORDS_FOR_TODAY
        own = "" if known else sheet.word
        word = sheet.word if known else (OWN if own else "")
        return cls(initial={"words": sheet.words, "word": word, "own_word": own})


class PhraseField(forms.CharField):
    """What she looks for, refused where no page could answer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.validators = []

    def validate(self, value: str) -> None:
        if "\x00" in value:
            raise ValidationError(
                _("There is a character in it that no page can hold. Write the words by hand."),
                code="odd",
            )
        if len(value) > MOST_SOUGHT:
            raise ValidationError(
                _("These are too many words at once. Look for at most 200 characters."),
                code="long",
            )
        phrase = Phrase(value)
        if not len(phrase):
            raise ValidationError(_("Write the words that you are looking for."), code="empty")
        if not phrase.says_enough:
            raise ValidationError(
                _("One letter stands on nearly every page. Write at least two."), code="short"
            )


class SearchForm(forms.Form):
    """Words to find on her own pages; they stay in this one request."""

    words = PhraseField(
        label=_("Find words on your pages"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search", "dir": "auto"}),
    )


class BookForm(forms.Form):
    """What her keepsake is called, and how it is set. `was`: the title as this page showed it."""

    title = forms.CharField(
        label=_("What it is called"), required=False, max_length=MOST_TITLE, validators=[utf8],
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip
    with_months = forms.BooleanField(label=_("The month below each sentence"), required=False)
    alone = forms.BooleanField(label=_("Each sentence on a page of its own"), required=False)
    named = forms.BooleanField(
        label=_("The name of my group and of its programme on the first page"), required=False
    )
    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean_title(self) -> str:
        arrived(self.data.get("title"))
        return str(self.cleaned_data["title"])

    @property
    def book(self) -> Book:
        """The book without its pieces, as she wishes it; only after is_valid()."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "was"}
        return Book(**said | {"title": "" if said["title"] == IN_MY_WORDS else said["title"]})

    @classmethod
    def of(cls, book: Book) -> "BookForm":
        """The form that shows what stands."""
        said = {"with_months": book.with_months, "alone": book.alone, "named": book.named}
        return cls(initial=said | {"title": book.title or IN_MY_WORDS, "was": book.title})


def stamp_of(data: Any) -> Stamp:
    """Which save a POST is. What is missing or spoilt is made new: words are never refused."""
    return Stamp(
        key=_uuid(data.get("key")),
        pad=_uuid(data.get("pad")),
        base=_count(data.get("base")),
        seq=_count(data.get("seq")),
    )


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid4()


def _count(text: str | None) -> int:
    digits = text or ""
    fine = digits.isascii() and digits.isdigit() and len(digits) < 20
    return min(int(digits), MOST) if fine else 0


class SealForm(forms.Form):
    """Until a day, or until one of the evenings of her groups."""

    until = forms.ChoiceField(
        label=_("Until when?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a day or an evening")},
    )
    day = forms.DateField(
        label=_("The day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date that exists, such as 12 January 2027")},
    )

    def __init__(self, data: Any = None, *, evenings: Sequence[Meeting], today: date) -> None:
        super().__init__(data, initial={"until": DAY})
        self.today = today
        self.evenings = {str(one.pk): one for one in evenings}
        named = [(key, said_evening(one)) for key, one in self.evenings.items()]
        self.fields["until"].choices = [*named, (DAY, _("A day that I choose"))]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def evening(self) -> Meeting | None:
        """The evening that it waits for; only after is_valid()."""
        return self.evenings.get(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("until") != DAY or "day" in self.errors:
            return said
        day = said.get("day")
        if day is None:
            self.add_error("day", _("Choose the day"))
        elif not self.today < day <= self.today.replace(year=self.today.year + YEARS, day=1):
            self.add_error("day", _("Choose a day from tomorrow on, within the next ten years"))
        return said


def said_evening(meeting: Meeting) -> str:
    """Its day and hour, as its own group reads the clock."""
    at = meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone))
    return _("{day}, {clock}").format(day=tags.day(at.date()), clock=tags.clock(at))
