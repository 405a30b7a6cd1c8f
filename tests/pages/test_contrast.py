"""Every pair of text and ground can be read, in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = (Path(settings.BASE) / "static" / "css" / "house.css").read_text()
TEXT = [
    *(
        (text, ground)
        for text in ("ink", "ink-2", "spruce")
        for ground in ("paper", "sheet", "tint", "lamp-soft")
    ),
    ("ink", "tint-2"),
    ("ink", "clay-soft"),
    ("clay", "paper"),
    ("clay", "sheet"),
    ("clay", "clay-soft"),
    ("on-spruce", "spruce"),
    ("on-spruce", "spruce-deep"),
    ("on-lamp", "lamp"),
    *(("ink", f"k-{kind}") for kind in ("together", "round", "listening", "alone", "rest")),
]
CONTROLS = [
    ("edge", "sheet"),
    ("edge", "paper"),
    ("edge", "tint"),
    ("lamp-edge", "paper"),
    ("lamp-edge", "lamp-soft"),
    ("focus", "paper"),
    ("focus", "sheet"),
    ("focus", "lamp-soft"),
]


def tokens(opening):
    block = CSS[CSS.index(opening) :].split("}", 1)[0]
    return dict(re.findall(r"--([a-z0-9-]+):(#[0-9A-F]{6})", block))


LIGHT = tokens(":root{")
DARK = LIGHT | tokens(":root[data-theme=dark]{")


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(top, share, ground):
    both = zip(*[[int(c[n : n + 2], 16) for n in (1, 3, 5)] for c in (top, ground)], strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in both)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(theme):
    poor = {pair: contrast(theme[pair[0]], theme[pair[1]]) for pair in TEXT}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_what_can_be_pressed_can_be_seen(theme):
    poor = {pair: contrast(theme[pair[0]], theme[pair[1]]) for pair in CONTROLS}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 3} == {}


@pytest.mark.parametrize(("theme", "glow"), [(LIGHT, 0.34), (DARK, 0.26)], ids=["light", "dark"])
def test_words_can_be_read_on_the_brightest_corner_of_the_lamp(theme, glow):
    corner = mixed(theme["lamp"], glow, theme["lit"])
    assert f"--glow:{glow:.0%}" in CSS
    assert min(contrast(theme[text], corner) for text in ("ink", "ink-2", "spruce")) >= 4.5
