"""Django's /admin/, for the technical owner alone: few tables, and nobody's words.

The site is our own, so that no library registers anything by itself. Another room that has
something to show there imports `site`; tests/people/test_admin.py holds the list.
"""

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from facilitator.people.models import Person


class OwnersSite(admin.AdminSite):
    """Only for staff who signed in with a passkey or with a second step."""

    site_header = site_title = "Kept Chair"

    def has_permission(self, request: HttpRequest) -> bool:
        person = request.user
        if not isinstance(person, Person) or not (person.is_active and person.is_staff):
            return False
        records = get_authentication_records(request, person)
        return any(record["method"] == "mfa" for record in records)

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """The one sign-in page of the house; whoever is signed in and may not is told so."""
        if request.user.is_authenticated:
            raise PermissionDenied
        back = urlencode({"next": request.GET.get("next") or request.get_full_path()})
        return HttpResponse(status=303, headers={"Location": f"{reverse('account_login')}?{back}"})

    def password_change(  # type: ignore[override]  # no page of its own
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Keys are changed behind the open drawer, and nowhere else."""
        return HttpResponse(status=303, headers={"Location": reverse("you_password")})


site = OwnersSite(name="admin")


@admin.register(Person, site=site)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Who may come in here at all. Everything else about people is done on their own pages."""

    list_display = ("name", "email", "is_staff")
    list_filter = ("is_staff",)
    search_fields = ("name", "email")
    fields = ("name", "email", "is_staff")
    readonly_fields = ("name", "email")
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return False
