"""What a draft that is held says of itself: its title, its language, its agreements."""

from typing import Any

from curriculum.arranging.holding import Held
from curriculum.models import Curriculum, SessionPlan

__all__ = ["tell"]


def tell(held: Held, **values: Any) -> None:
    """Give the draft these values; with another language its plans follow that were in its own.

    Agreements or a guide that somebody writes are in the programme's language from then on.
    IntegrityError: the language was taken under this key at this moment.
    """
    it = held.programme
    values |= {f"{name}_language": "" for name in ("agreements", "guide") if name in values}
    language = values.get("language", it.language)
    if language != it.language:
        if it.begins != Curriculum.Begins.KEY:
            values["begins"] = Curriculum.objects.exclude(pk=it.pk).beginning(it.key, language)
        own = SessionPlan.objects.known_open().filter(curriculum=it, language=it.language)
        own.update(language=language)
    Curriculum.objects.filter(pk=it.pk).update(**values)
