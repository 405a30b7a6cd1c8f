"""Drawings and text that templates ask for."""

import pytest

from facilitator.pages import tags
from facilitator.pages.markdown import rendered


def test_the_circle_says_who_is_in_it():
    seats = [{"state": "coming", "label": "Ewa"}, {"state": "away", "label": "Grace, away"}]
    drawing = tags.chair_ring(seats)
    assert 'role="img" aria-label="A circle of two chairs: Ewa, Grace, away."' in drawing
    assert drawing.count('class="seat coming"') == 1
    assert drawing.count('class="seat away"') == 1
    assert "radialGradient" not in drawing


def test_only_the_lit_chair_has_the_lamp_over_it():
    drawing = tags.chair_ring([{"state": "lit", "label": ""}, {"state": "plain", "label": ""}])
    assert drawing.count('fill="url(#pool-') == 1
    assert drawing.count("<radialGradient") == 1
    assert 'class="seat lit-seat"' in drawing


def test_two_circles_on_one_page_do_not_share_a_name():
    one = tags.chair_ring([{"state": "lit", "label": "Ewa"}])
    other = tags.chair_ring([{"state": "lit", "label": "Joyce"}])
    assert one.split("pool-")[1][:6] != other.split("pool-")[1][:6]


def test_a_name_cannot_break_out_of_the_drawing():
    drawing = tags.chair_ring([{"state": "wait", "label": '"><script>alert(1)</script>'}])
    assert "<script" not in drawing


def test_an_empty_room_can_be_drawn():
    assert 'aria-label="An empty room."' in tags.chair_ring([])
    assert 'class="seat' not in tags.chair_ring([])


def test_a_state_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="A seat is one of"):
        tags.chair_ring([{"state": "asleep", "label": "Ewa"}])


def test_the_mark_is_eight_chairs_one_of_them_lit():
    assert tags.brand_mark().count("<rect") == 8
    assert tags.brand_mark().count('class="lamp"') == 1


def test_a_mark_in_a_table_is_words_for_who_hears_it():
    assert tags.seat_mark("absent").startswith('<span class="vh">did not come</span>')


@pytest.mark.parametrize("state", sorted(tags.MARK_WORDS))
def test_each_mark_has_a_shape_of_its_own(state):
    others = {tags.seat_mark(one).split("</span>")[1] for one in tags.MARK_WORDS if one != state}
    assert tags.seat_mark(state).split("</span>")[1] not in others


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*so*", "<p><em>so</em></p>\n"),
        ("# Big", "<h2>Big</h2>\n"),
        ("<b onclick='x()'>x</b>", "<p>&lt;b onclick='x()'&gt;x&lt;/b&gt;</p>\n"),
        ("![x](https://example.org/x.png)", None),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("", ""),
    ],
)
def test_markdown_can_do_nothing_but_be_read(text, html):
    if html is None:
        assert "<img" not in rendered(text)
    else:
        assert rendered(text) == html


def test_a_link_out_tells_nothing_about_where_it_came_from():
    assert 'rel="noopener noreferrer"' in rendered("[x](https://example.org)")


def test_a_wall_of_brackets_does_not_stop_the_house():
    assert rendered("[" * 50_000) is not None
    assert rendered("> " * 5_000 + "x") is not None


@pytest.mark.parametrize(
    ("words", "said"), [("So it is", "So it is."), ("Is it?", "Is it?"), ("", "")]
)
def test_a_subtitle_becomes_a_sentence(words, said):
    assert tags.sentence(words) == said


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (90, 1), (301, 2), (820, 4)])
def test_a_page_is_read_at_two_hundred_words_a_minute(words, minutes):
    assert tags.reading_minutes("word " * words) == minutes
