"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from groups.evenings.views import compare, evening, paper, plan, rehearse, room

READ = "group/<uuid:group_id>/evenings/<int:number>/"
EVENING = "lead/groups/<uuid:group_id>/evenings/<int:number>/"
PLAN = EVENING + "plan/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(READ, evening.evening, name="evening"),
    path(READ + "print/", paper.evening_print, name="evening_print"),
    path(READ + "sheet/", paper.handout_print, name="handout_print"),
    path(PLAN, plan.plan, name="plan"),
    path(PLAN + "texts/", plan.plan_texts, name="plan_texts"),
    path(PLAN + "changes/", plan.plan_history, name="plan_history"),
    path(PLAN + "edition/", plan.plan_edition, name="plan_edition"),
    path(PLAN + "library/", plan.plan_choose, name="plan_choose"),
    path(PLAN + "keep/", plan.plan_keep, name="plan_keep"),
    path(PLAN + "compare/", compare.plan_compare, name="plan_compare"),
    path(PLAN + "room/", room.plan_room, name="plan_room"),
    path(PLAN + "print/", paper.plan_print, name="plan_print"),
    path(EVENING + "rehearse/", rehearse.rehearse, name="rehearse"),
]
