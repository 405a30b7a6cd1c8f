"""How forms look: Django's own field groups, in our mark-up."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Fields with label, hint and error, tied together for screen readers."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"
