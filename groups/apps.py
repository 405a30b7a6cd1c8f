"""The room's registration with Django."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"
    label = "groups"

    def ready(self) -> None:
        """The navigation asks for roles, and the library how many groups use a programme."""
        from curriculum.using import ask_for_use
        from facilitator.pages import hats
        from groups.models.group import uses
        from groups.models.membership import roles

        hats.ask_for_roles(roles)
        ask_for_use(uses)
