"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from curriculum.views import (
    library,
    library_blocks,
    library_bring,
    library_choosing,
    paper,
    plan,
    programme,
    programme_compare,
    programme_doing,
    programme_texts,
)

LIBRARY = "lead/library/"
PROGRAMME = "lead/programmes/<uuid:programme_id>/"
PLAN = PROGRAMME + "plans/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(LIBRARY, library.library, name="library"),
    path(LIBRARY + "bring/", library_bring.programme_upload, name="programme_upload"),
    path(LIBRARY + "new/", programme_texts.programme_new, name="programme_new"),
    path(LIBRARY + "blocks/", library_blocks.library_blocks, name="library_blocks"),
    path(LIBRARY + "blocks/<uuid:block_id>/", library_blocks.library_block, name="library_block"),
    path(
        LIBRARY + "blocks/<uuid:block_id>/delete/",
        library_blocks.library_block_delete,
        name="library_block_delete",
    ),
    path("run/programmes/", library.office_programmes, name="office_programmes"),
    path(PROGRAMME, programme.programme, name="programme"),
    path(PLAN, plan.programme_plan, name="programme_plan"),
    path(PLAN + "texts/", plan.programme_plan_texts, name="programme_plan_texts"),
    path(PLAN + "history/", plan.programme_plan_history, name="programme_plan_history"),
    path(PLAN + "edition/", plan.programme_plan_edition, name="programme_plan_edition"),
    path(PROGRAMME + "texts/", programme_texts.programme_texts, name="programme_texts"),
    path(PROGRAMME + "download/", programme.programme_download, name="programme_download"),
    path(PROGRAMME + "copy/", programme_doing.programme_copy, name="programme_copy"),
    path(PROGRAMME + "publish/", programme_doing.programme_publish, name="programme_publish"),
    path(PROGRAMME + "delete/", programme_doing.programme_delete, name="programme_delete"),
    path(PROGRAMME + "compare/", programme_compare.programme_compare, name="programme_compare"),
    path(PROGRAMME + "evenings/", programme_doing.programme_evenings, name="programme_evenings"),
    path(PLAN + "page/", programme.programme_page, name="programme_page"),
    path(PLAN + "print/", paper.programme_print, name="programme_print"),
    path(PLAN + "remove/", programme_doing.programme_remove, name="programme_remove"),
    path(PLAN + "library/", library_choosing.library_choose, name="library_choose"),
    path(PLAN + "keep/", library_blocks.library_keep, name="library_keep"),
]
