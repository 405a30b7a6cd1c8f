"""How forms look: Django's own field groups, in our mark-up."""

from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise, lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString


class FormRenderer(TemplatesSetting):
    """Fields with label, hint and error, tied together for screen readers."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"


def _card(title: str | Promise, hint: str | Promise) -> SafeString:
    return format_html("<b>{}</b><span>{}</span>", title, hint)


#: The label of a radio card with a second, quieter line: `(value, card(_("Only me"), _("...")))`.
card = lazy(_card, SafeString)
