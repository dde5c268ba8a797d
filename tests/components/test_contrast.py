"""Contrast of the colours on their grounds, computed from the tokens by the formula of WCAG 2.2."""

from __future__ import annotations

import re

import pytest

from tests.components.conftest import ROOT

TEXT, MARK = 4.5, 3.0  # WCAG 2.2, criteria 1.4.3 and 1.4.11
TEXTS = ("ink", "ink-soft", "action", "late", "q", "m", "r", "i")


def tokens(*, dark: bool) -> dict[str, str]:
    light, _, night = (
        (ROOT / "static/css/tokens.css").read_text(encoding="utf-8").partition("@media (prefers-color-scheme: dark)")
    )
    pattern = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6})\b")
    return dict(pattern.findall(light)) | (dict(pattern.findall(night)) if dark else {})


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_agrees_with_black_on_white() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", TEXTS)
def test_text_colours_are_legible_on_ground_and_tint(name: str, dark: bool) -> None:
    colours = tokens(dark=dark)
    assert contrast(colours[name], colours["ground"]) >= TEXT
    assert contrast(colours[name], colours["tint"]) >= TEXT


@pytest.mark.parametrize("dark", [False, True])
def test_borders_of_inputs_and_errors_are_seen(dark: bool) -> None:
    colours = tokens(dark=dark)
    assert contrast(colours["rule-strong"], colours["ground"]) >= MARK
    assert contrast(colours["late"], colours["late-tint"]) >= TEXT
    assert contrast(colours["ground"], colours["action-deep"]) >= TEXT
