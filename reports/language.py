"""The language of a document: its texts from the catalogue of the reports, its numbers, money and dates in the form of the country."""

import gettext as gettext_catalogues
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

LanguageCode = Literal["de", "en"]

TRANSLATIONS = Path(__file__).parent / "translations"
LOCALES: dict[str, str] = {"de": "de_DE", "en": "en_GB"}
NARROW_NO_BREAK_SPACE = "\u202f"


@lru_cache(maxsize=4)
def catalogue(code: LanguageCode) -> gettext_catalogues.NullTranslations:
    """Return the catalogue of a language, compiled in memory from its .po file; English is the source and needs none."""
    path = TRANSLATIONS / code / "LC_MESSAGES" / "reports.po"
    if code == "en":
        return gettext_catalogues.NullTranslations()
    with path.open("rb") as source:
        messages = read_po(source, locale=LOCALES[code])
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext_catalogues.GNUTranslations(compiled)


@dataclass(frozen=True)
class ReportLanguage:
    """One of the two languages a report is written in.

    Numbers follow DIN 5008 in German (`1.284`, `71 %` with a narrow space, `412.000,00 €`) and British usage in English.
    """

    code: LanguageCode
    locale: Locale = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.code not in LOCALES:
            raise ValueError(f"There is no report in the language {self.code!r}; known are de and en.")
        object.__setattr__(self, "locale", Locale.parse(LOCALES[self.code]))

    @property
    def tag(self) -> str:
        """The language tag for the document, `de-DE` or `en-GB`."""
        return LOCALES[self.code].replace("_", "-")

    @property
    def other(self) -> LanguageCode:
        """The code of the language this report is not written in."""
        return "en" if self.code == "de" else "de"

    def gettext(self, message: str, /, **values: object) -> str:
        """Translate a message and fill in its named placeholders."""
        translated = catalogue(self.code).gettext(message)
        return translated % values if values else translated

    def ngettext(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """Translate a message that depends on a number; `n` is available as `%(num)s`."""
        values.setdefault("num", self.number(n))
        return catalogue(self.code).ngettext(singular, plural, n) % values

    def number(self, value: int | Decimal, *, decimals: int = 0) -> str:
        """Write a number with grouped thousands and a fixed count of decimals."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return _narrow(format_decimal(value, format=pattern, locale=self.locale))

    def signed(self, value: int) -> str:
        """Write a whole number with its sign: `+4`, `0`, `−2` with a real minus."""
        return {1: "+", 0: "", -1: "\u2212"}[(value > 0) - (value < 0)] + self.number(abs(value))

    def percent(self, value: Decimal | int) -> str:
        """Write a value that already is in percent: `71 %` in German, `71%` in English."""
        rounded = self.number(Decimal(value).quantize(Decimal(1)))
        return f"{rounded}{NARROW_NO_BREAK_SPACE}%" if self.code == "de" else f"{rounded}%"

    def money(self, amount: Decimal, *, currency: str = "EUR") -> str:
        """Write an amount with cents and the sign of its currency."""
        return _narrow(format_currency(amount, currency, locale=self.locale))

    def whole_money(self, amount: Decimal, *, currency: str = "EUR") -> str:
        """Write an amount without cents, for axes and running text."""
        pattern = "#,##0\u00a0¤" if self.code == "de" else "¤#,##0"
        return _narrow(format_currency(amount, currency, format=pattern, locale=self.locale, currency_digits=False))

    def day(self, value: date) -> str:
        """Write a day for running text: `30. Juni 2026`, `30 June 2026`; the day never leaves its month."""
        pattern = "d. MMMM y" if self.code == "de" else "d MMMM y"
        return format_date(value, format=pattern, locale=self.locale).replace(" ", "\u00a0", 1)

    def day_and_month(self, value: date) -> str:
        """Write a day without its year: `1. Januar`, `1 January`."""
        pattern = "d. MMMM" if self.code == "de" else "d MMMM"
        return format_date(value, format=pattern, locale=self.locale).replace(" ", "\u00a0", 1)

    def short_day(self, value: date) -> str:
        """Write a day for tables: `30.06.2026`, `30/06/2026`."""
        return format_date(value, format="dd.MM.y" if self.code == "de" else "dd/MM/y", locale=self.locale)

    def month(self, value: date) -> str:
        """Write a month for charts: `Sep 2026`."""
        name = format_date(value, format="LLL", locale=self.locale).rstrip(".")[:3]
        return f"{name} {value.year}"

    def month_figures(self, value: date) -> str:
        """Write a month for tables: `09.2026`, `09/2026`."""
        return f"{value.month:02d}{'.' if self.code == 'de' else '/'}{value.year}"

    def listing(self, items: Sequence[str]) -> str:
        """Join words with commas and a final `and`."""
        if len(items) < 2:
            return "".join(items)
        return self.gettext("%(first_items)s and %(last_item)s", first_items=", ".join(items[:-1]), last_item=items[-1])


def _narrow(text: str) -> str:
    return text.replace("\u00a0", NARROW_NO_BREAK_SPACE)
