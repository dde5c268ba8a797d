"""The colours and fonts of charts and marks, for paper and for the web: same shapes, two ways of naming colours."""

from collections.abc import Mapping
from dataclasses import dataclass

STRAND_LETTERS: Mapping[str, str] = {"QUAL": "Q", "MIGR": "M", "RETURN": "R", "REINT": "I"}
"""Letter of each strand; with pattern and colour it is the strand's sign everywhere (design direction, section 1)."""


@dataclass(frozen=True)
class Theme:
    """Values put into SVG attributes.

    `font` is the attribute text set on each piece of lettering, since a font does not inherit into SVG on paper.
    `strands` maps the strand code to its colour, `tints` to three steps from light to full.
    """

    ink: str
    soft: str
    rule: str
    rule_strong: str
    ground: str
    late: str
    strands: Mapping[str, str]
    tints: Mapping[str, tuple[str, str, str]]
    font: str

    def strand(self, code: str) -> str:
        """Return the colour of a strand, ink where a line belongs to none."""
        return self.strands.get(code, self.ink)


PRINT = Theme(
    ink="#17222b",
    soft="#4c5963",
    rule="#c9d1d4",
    rule_strong="#6d7a83",
    ground="#ffffff",
    late="#a8180f",
    strands={"QUAL": "#006a73", "MIGR": "#14305c", "RETURN": "#a45a00", "REINT": "#2c5f1f"},
    tints={
        "QUAL": ("#dcebec", "#8fbfc2", "#006a73"),
        "MIGR": ("#dfe4ee", "#9aa9c6", "#14305c"),
        "RETURN": ("#f5e8d6", "#dcae75", "#a45a00"),
        "REINT": ("#e1ecdd", "#a3c496", "#2c5f1f"),
    },
    font=' font-family="Report Sans"',
)

WEB = Theme(
    ink="var(--ink)",
    soft="var(--ink-soft)",
    rule="var(--rule)",
    rule_strong="var(--rule-strong)",
    ground="var(--ground)",
    late="var(--late)",
    strands={"QUAL": "var(--q)", "MIGR": "var(--m)", "RETURN": "var(--r)", "REINT": "var(--i)"},
    tints={
        "QUAL": ("var(--q-tint)", "var(--q-mid)", "var(--q)"),
        "MIGR": ("var(--m-tint)", "var(--m-mid)", "var(--m)"),
        "RETURN": ("var(--r-tint)", "var(--r-mid)", "var(--r)"),
        "REINT": ("var(--i-tint)", "var(--i-mid)", "var(--i)"),
    },
    font="",
)
