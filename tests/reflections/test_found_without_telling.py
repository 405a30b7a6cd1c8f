"""The letter box and the keepsake are found where she looks; each thing says where it is."""

import re

from groups.models import Meeting
from groups.reflections.models import Letter
from tests.reflections.conftest import begun, with_key

BOX, BOOK = 'href="/writing/letters/"', 'href="/writing/keepsake/"'


def main(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_home_leads_to_both_once_something_is_written(house, client):
    with_key(client, house.ewa)
    assert BOX in main(client, "/home/")
    begun(house.ewa)
    page = main(client, "/home/")
    assert BOX in page
    assert BOOK in page


def test_my_writing_says_what_each_is_for(house, client):
    with_key(client, house.ewa)
    page = main(client, "/writing/")
    assert "The letter box, for letters that are never sent" in page
    assert "Your keepsake, a small book of sentences of your own" in page


def test_every_evenings_page_leads_to_both_and_the_facilitators_does_not(house, client):
    for number in (1, 4):
        page = main(with_key(client, house.ewa), f"/group/{house.group.pk}/evenings/{number}/")
        assert BOX in page
        assert BOOK in page
        client.logout()
    with_key(client, house.ruth)
    assert BOX not in main(client, f"/group/{house.group.pk}/evenings/4/")


def test_a_letter_that_is_let_go_leads_back_to_the_box(house, client):
    assert BOX in main(with_key(client, house.ewa), "/writing/letters/gone/")


def test_before_sealing_she_is_told_where_the_letter_lies_and_the_day_stands_at_its_field(
    house, client
):
    with_key(client, house.ewa)
    client.post("/writing/letters/new/", {"words": "Dear you", "then": "done"})
    page = main(client, f"/writing/letters/{Letter.objects.get().pk}/seal/")
    assert "The letter is saved in your letter box." in page
    choices = re.findall(r'name="until" value="([\w-]+)"', page)
    assert choices[-1] == "day"
    assert page.index('value="day"') < page.index('name="day"')


def test_a_letter_sealed_until_a_day_names_the_day_and_no_hour(house, client):
    with_key(client, house.ewa)
    client.post("/writing/letters/new/", {"words": "Dear you", "then": "done"})
    letter = f"/writing/letters/{Letter.objects.get().pk}/"
    client.post(f"{letter}seal/", {"until": "day", "day": "2026-12-25"})
    for address in (letter, "/writing/letters/"):
        assert "It lies here until Friday 25 December." in main(client, address)


def test_after_she_took_a_break_it_is_said_that_it_began_and_that_she_is_back(house, client):
    with_key(client, house.ewa)
    for weeks, words in (("2", "Your break has begun."), ("none", "You are back.")):
        client.post("/you/break/", {"weeks": weeks})
        assert words in client.get("/you/break/").content.decode()


def test_in_spanish_the_book_is_a_book_and_the_count_down_one_sentence(house, client, at_now):
    house.ewa.language = "es"
    house.ewa.save(update_fields=["language"])
    with_key(client, house.ewa)
    begun(house.ewa)
    page = main(client, "/writing/keepsake/let-go/")
    assert "Dejar ir el librito" in page
    assert "Conservar el librito" in page
    at_now.move_to(Meeting.objects.get(group=house.group, number=6).ends_at)
    with_key(client, house.ewa)
    assert "Quedan dos encuentros" in main(client, "/home/")
