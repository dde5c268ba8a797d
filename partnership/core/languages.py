"""Which language a page speaks, and how the reader changes it."""

from urllib.parse import urlsplit

from babel import Locale
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel
from flask_babel import get_locale as _babel_locale
from flask_login import current_user

LANGUAGES = {"de": "Deutsch", "en": "English"}
TIME_ZONE = "Europe/Berlin"


def current_language() -> str:
    """`de` or `en`: the language being spoken right now."""
    locale: Locale | None = _babel_locale()
    return locale.language if locale and locale.language in LANGUAGES else "en"


def select_language() -> str | None:
    """The language of this request: chosen in this session, else of the account, else of the browser."""
    if not has_request_context():
        return None
    if "speak" in g:
        return str(g.speak)
    chosen = session.get("language") or getattr(current_user, "language", None)
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES, default="de")


def local_target(address: str | None, *, otherwise: str) -> str:
    """`address` if it stays on this site, else `otherwise`: no page sends its reader to a stranger."""
    if not address or "\\" in address or any(ord(character) < 32 for character in address):
        return otherwise
    parts = urlsplit(address)
    local = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//")
    return address if local else otherwise


def init_languages(app: Flask) -> None:
    """Attach Babel and the switch between languages."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", TIME_ZONE)
    Babel(app, locale_selector=select_language)
