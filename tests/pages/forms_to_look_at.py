"""A form with every kind of field, for the tests of the parts."""

from django import forms

from facilitator.pages.forms import card


class Everything(forms.Form):
    place = forms.CharField(
        label="Place, or a video link",
        help_text="Only members of the group see this.",
        error_messages={"required": "Enter where you meet"},
    )
    starts = forms.TimeField(
        label="Starts", error_messages={"required": "Enter the time the first evening starts"}
    )
    every = forms.ChoiceField(label="Every", choices=[("1", "week"), ("2", "two weeks")])
    reads = forms.ChoiceField(
        label="Who can read this?",
        help_text="You can change this at any time.",
        widget=forms.RadioSelect,
        choices=[
            ("me", card("Only me", "Nobody else can open it <b>at all</b>.")),
            ("us", card("Me and Ruth", "Ruth will see it.")),
        ],
        error_messages={"required": "Choose who can read it"},
    )
    days = forms.MultipleChoiceField(
        label="Days", widget=forms.CheckboxSelectMultiple, required=False,
        choices=[("tue", "Tuesday"), ("thu", "Thursday")],
    )  # fmt: skip
    agrees = forms.BooleanField(
        label="I keep to the agreement",
        help_text="You can read it again later.",
        error_messages={"required": "Tick that you keep to the agreement"},
    )
    words = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)
