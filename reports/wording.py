"""Values as they stand in the text: bilingual texts with language marks, figures, dates; for use in templates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from markupsafe import Markup, escape

from reports.figures import Absence, Count, Figure, Measure, Unit
from reports.language import ReportLanguage


class Bilingual(Protocol):
    """A text that may exist in German, English or both."""

    @property
    def de(self) -> str:
        """The German text, empty if there is none."""

    @property
    def en(self) -> str:
        """The English text, empty if there is none."""


@dataclass(frozen=True)
class Wording:
    """Writes values in one language. What exists only in the other language is marked as such for hyphenation and speech."""

    language: ReportLanguage

    def chosen(self, text: Bilingual) -> tuple[str, str]:
        """Return the text and the code of the language it is in: the report's language if there is any text in it."""
        own: str = getattr(text, self.language.code)
        return (own, self.language.code) if own else (getattr(text, self.language.other), self.language.other)

    def plain(self, text: Bilingual) -> str:
        """Return the bare text, for drawings and running heads."""
        return self.chosen(text)[0]

    def words(self, text: Bilingual) -> Markup:
        """Return the text for a line, inside a language mark if it is in the other language."""
        content, code = self.chosen(text)
        if not content or code == self.language.code:
            return escape(content)
        return Markup('<span lang="{}">{}</span>').format(code, content)

    def paragraphs(self, text: Bilingual, css_class: str = "") -> Markup:
        """Return the text as paragraphs; a blank line begins a new one."""
        content, code = self.chosen(text)
        mark = Markup(' lang="{}"').format(code) if code != self.language.code else Markup("")
        style = Markup(' class="{}"').format(css_class) if css_class else Markup("")
        parts = (" ".join(part.split()) for part in content.split("\n\n"))
        return Markup("\n").join(Markup("<p{}{}>{}</p>").format(style, mark, part) for part in parts if part)

    def figure(self, figure: Figure) -> Markup:
        """Return a number in the form of the language, or the word for why there is none."""
        if figure.absence is not None:
            return self.absence(figure.absence)
        return escape(self.number(figure))

    def number(self, figure: Figure) -> str:
        """Return a shown figure as text without markup, the sign x for a hidden one."""
        if figure.is_hidden:
            return "x"
        if isinstance(figure, Count):
            return "–" if figure.number is None else self.language.number(figure.number)
        return "–" if figure.value is None else self._measure(figure, figure.value)

    def absence(self, absence: Absence) -> Markup:
        """Return the word for a missing figure; a hidden one is an x whose meaning is read out."""
        _ = self.language.gettext
        if absence in (Absence.HIDDEN, Absence.HIDDEN_PARTS):
            meaning = {
                Absence.HIDDEN: _("hidden to protect individuals"),
                Absence.HIDDEN_PARTS: _("hidden because a count it rests on is hidden"),
            }[absence]
            return Markup('<abbr title="{}">x</abbr>').format(meaning)
        word = {
            Absence.NOT_MEASURED: _("not yet measured"),
            Absence.NOT_APPLICABLE: _("not applicable"),
            Absence.BLANK: _("not reported"),
        }[absence]
        return Markup('<span class="none">{}</span>').format(word)

    def _measure(self, figure: Measure, value: Decimal) -> str:
        language = self.language
        if figure.unit is Unit.PERCENT:
            return language.percent(value)
        if figure.unit is Unit.DAYS:
            return language.ngettext("%(num)s day", "%(num)s days", int(value), num=language.number(value))
        if figure.unit is Unit.EURO:
            return language.money(value)
        if figure.unit is Unit.SCORE:
            return language.number(value, decimals=2)
        return language.number(value)

    def money(self, amount: Decimal | None) -> Markup:
        """Return an amount in euros, or the word for one that was not reported."""
        return self.absence(Absence.BLANK) if amount is None else escape(self.language.money(amount))

    def period(self, first_on: date, last_on: date) -> str:
        """Return a span of time for running text; within one year the year is written once."""
        language = self.language
        same_year = first_on.year == last_on.year
        first_day = language.day_and_month(first_on) if same_year else language.day(first_on)
        return language.gettext("%(first_day)s to %(last_day)s", first_day=first_day, last_day=language.day(last_on))

    def months(self, first_on: date | None, last_on: date | None) -> str:
        """Return a span in months for narrow columns."""
        ends = [self.language.month_figures(day) if day else "" for day in (first_on, last_on)]
        return " – ".join(ends) if any(ends) else self.language.gettext("not reported")

    def span(self, first_on: date | None, last_on: date | None) -> str:
        """Return a span of time for tables."""
        _ = self.language.gettext
        if first_on and last_on:
            values = {"first_day": self.language.short_day(first_on), "last_day": self.language.short_day(last_on)}
            return _("%(first_day)s to %(last_day)s", **values)
        if first_on:
            return _("since %(first_day)s", first_day=self.language.short_day(first_on))
        if last_on:
            return _("until %(last_day)s", last_day=self.language.short_day(last_on))
        return _("not reported")
