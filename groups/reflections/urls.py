"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from groups.reflections import views

PRACTICE = "group/<uuid:group_id>/evenings/<int:number>/practice/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("w/<str:token>/", views.write_by_link, name="write_by_link"),
    path("writing/", views.writing, name="writing"),
    path("writing/new/", views.write, name="write"),
    path("writing/drafts/", views.draft_keys, name="draft_keys"),
    path("writing/deleted/", views.basket, name="basket"),
    path("writing/letters/", views.letters, name="letters"),
    path("writing/letters/new/", views.new_letter, name="new_letter"),
    path("writing/letters/gone/", views.letter_gone, name="letter_gone"),
    path("writing/letters/<uuid:letter_id>/", views.letter, name="letter"),
    path("writing/letters/<uuid:letter_id>/save/", views.save_letter, name="save_letter"),
    path("writing/letters/<uuid:letter_id>/seal/", views.seal_letter, name="seal_letter"),
    path("writing/letters/<uuid:letter_id>/open/", views.open_letter, name="open_letter"),
    path("writing/letters/<uuid:letter_id>/let-go/", views.let_go, name="let_go_letter"),
    path("writing/keepsake/", views.keepsake, name="keepsake"),
    path("writing/keepsake/pages/", views.keepsake_pages, name="keepsake_pages"),
    path("writing/keepsake/pages/<uuid:page_id>/", views.keepsake_pick, name="keepsake_pick"),
    path("writing/keepsake/print/", views.keepsake_print, name="keepsake_print"),
    path("writing/keepsake/let-go/", views.let_go_keepsake, name="let_go_keepsake"),
    path("writing/search/", views.search, name="search"),
    path("writing/read/", views.read_in_order, name="read_in_order"),
    path("writing/<uuid:page_id>/", views.page, name="page"),
    path("writing/<uuid:page_id>/read/", views.read_page, name="read_page"),
    path("writing/<uuid:page_id>/save/", views.save_page, name="save_page"),
    path("writing/<uuid:page_id>/delete/", views.delete_page, name="delete_page"),
    path("writing/<uuid:page_id>/put-back/", views.put_back, name="put_back"),
    path("writing/<uuid:page_id>/give/", views.give, name="give"),
    path("writing/given/<uuid:share_id>/", views.given, name="given"),
    path("writing/given/<uuid:share_id>/back/", views.take_back, name="take_back"),
    path("you/tender/", views.you_tender, name="you_tender"),
    path("you/tender/telling/<uuid:membership_id>/", views.tender_telling, name="tender_telling"),
    path("you/tender/<uuid:date_id>/away/", views.tender_away, name="tender_away"),
    path(PRACTICE, views.practice, name="practice"),
    path("lead/given/", views.lead_given, name="lead_given"),
    path("lead/given/<uuid:share_id>/", views.lead_given_page, name="lead_given_page"),
    path("group/<uuid:group_id>/contact/", views.contact, name="contact"),
    path("group/<uuid:group_id>/contact/back/", views.contact_back, name="contact_back"),
    path("group/<uuid:group_id>/ending/", views.ending, name="ending"),
    path("group/<uuid:group_id>/ending/erase/", views.ending_erase, name="ending_erase"),
    path("group/<uuid:group_id>/cards/", views.cards, name="cards"),
    path("group/<uuid:group_id>/cards/<uuid:share_id>/hide/", views.hide_card, name="hide_card"),
    path("group/<uuid:group_id>/cards/<uuid:share_id>/show/", views.show_card, name="show_card"),
]
