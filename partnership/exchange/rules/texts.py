"""Which of a publisher's languages goes where: German and English side by side, another one only where both are missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnership.exchange.iati.activity import Activity
from partnership.exchange.iati.narratives import Texts
from partnership.exchange.iati.vocabulary import UNDETERMINED_LANGUAGE

OURS = ("de", "en")
OTHERWISE = "en"
"""Language of texts whose publisher states none anywhere: most of the published files are in English."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in both languages; `foreign` is the language of the English one when it is in neither."""

    de: str
    en: str
    foreign: str | None = None


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language in which an activity is mainly written."""

    main: str

    def known(self, texts: Texts) -> Mapping[str, str]:
        """The texts, those without a stated language under the main one unless that has a text of its own."""
        found = {language: text for language, text in texts.items() if language != UNDETERMINED_LANGUAGE}
        if UNDETERMINED_LANGUAGE in texts:
            found.setdefault(self.main, texts[UNDETERMINED_LANGUAGE])
        return found

    def pair(self, texts: Texts) -> Pair:
        """German and English; without either, the text in the main language (else the first by code) stands for the English one."""
        found = self.known(texts)
        if not found or any(language in found for language in OURS):
            return Pair(de=found.get("de", ""), en=found.get("en", ""))
        language = self.main if self.main in found else min(found)
        return Pair(de="", en=found[language], foreign=language)

    def one(self, texts: Texts) -> tuple[str, str | None]:
        """One text and its language: English, else German, else the main language, else the first by code."""
        found = self.known(texts)
        for language in ("en", "de", self.main, *sorted(found)):
            if language in found:
                return found[language], language
        return "", None

    def others(self, texts: Texts) -> dict[str, str]:
        """The texts in neither German nor English."""
        return {language: text for language, text in sorted(self.known(texts).items()) if language not in OURS}


def tongue_of(activity: Activity) -> Tongue:
    """The main language: the stated default, else the only one the activity marks, else English."""
    stated = activity.defaults.language
    if stated != UNDETERMINED_LANGUAGE:
        return Tongue(stated)
    marked = activity.languages - {UNDETERMINED_LANGUAGE}
    return Tongue(min(marked) if len(marked) == 1 else OTHERWISE)
