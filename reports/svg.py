"""Pieces of SVG: numbers written short, escaped text, lettering whose width is known before it is drawn."""

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from reports.theme import Theme

WIDTHS: dict[str, float] = {
    character: width
    for width, characters in (
        (0.24, "'!,.:;·"),
        (0.27, " \u00a0\u202fij"),
        (0.31, "IJ`l()[]{}"),
        (0.35, "ft"),
        (0.40, 'r"-|„“–*'),
        (0.46, "?sɛcx~ɔz17"),
        (0.51, "+235<=>FLvy#/9TZ\\_gk"),
        (0.55, "$46ESX^aä§08CVYeé€"),
        (0.60, "AKPhnouöüÄŋBRbdpqß"),
        (0.66, "DGUÜ"),
        (0.71, "HNQOÖw"),
        (0.83, "MW%m&"),
        (1.02, "@"),
    )
    for character in characters
}
"""Advance widths of Fira Sans 400 in em, rounded up to classes; 600 is 1 % wider (measured on the font)."""

UNKNOWN_WIDTH = 0.62
"""Width in em assumed for any other letter."""


def text_width(text: str, *, size: float) -> float:
    """Return how wide a line of lettering is, in the unit of `size`; never less than the truth for German or English."""
    return size * 1.02 * sum(WIDTHS.get(character, UNKNOWN_WIDTH) for character in text)


def fitted(text: str, *, size: float, width: float) -> str:
    """Shorten a text to a width, with an ellipsis at the end of a word where something was left out."""
    if text_width(text, size=size) <= width:
        return text
    kept = text
    while kept and text_width(kept + "…", size=size) > width:
        kept = kept[:-1]
    return kept.rstrip(" ,-–") + "…"


def wrapped(text: str, *, size: float, width: float, lines: int = 2) -> list[str]:
    """Break a text into at most so many lines; what does not fit into the last is cut with an ellipsis."""
    rows: list[str] = []
    words = text.split()
    while words and len(rows) < lines - 1:
        taken = 1
        while taken < len(words) and text_width(" ".join(words[: taken + 1]), size=size) <= width:
            taken += 1
        rows.append(fitted(" ".join(words[:taken]), size=size, width=width))
        words = words[taken:]
    return [*rows, fitted(" ".join(words), size=size, width=width)] if words else rows


def number(value: float) -> str:
    """Write a coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def lettering(
    x: float, y: float, text: str, *, size: float, theme: Theme, colour: str | None = None, weight: int = 400
) -> str:
    """Return one line of text that starts at x on the base line y (no text-anchor: on paper it makes files five times larger)."""
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}"{bold}{theme.font}'
        f' fill="{colour or theme.ink}">{escape(text)}</text>'
    )


def line(path: str, *, colour: str, width: float, dash: str = "", round_caps: bool = False) -> str:
    """Return an unfilled path."""
    pattern = f' stroke-dasharray="{dash}"' if dash else ""
    caps = ' stroke-linecap="round"' if round_caps else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{number(width)}"{pattern}{caps}/>'


def drawing(parts: Iterable[str], *, width: float, height: float, title: str, decorative: bool = False) -> Markup:
    """Wrap parts in an `<svg>` whose title says what it shows; a decorative one is hidden from readers but still titled."""
    hidden = ' aria-hidden="true"' if decorative else ' role="img"'
    box = f'viewBox="0 0 {number(width)} {number(height)}"'
    # Every text in the parts went through escape() in lettering().
    return Markup(  # noqa: S704
        f"<svg {box}{hidden}><title>{escape(title)}</title>{''.join(parts)}</svg>"
    )
