"""Puts the application together; reads like a table of contents."""

from typing import Any

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from partnership import model_registry  # noqa: F401  every table must be known before the first query
from partnership.access.guard import init_access
from partnership.accounts.setup import init_accounts
from partnership.config import Settings, from_environment
from partnership.core.assets import init_assets
from partnership.core.database import init_database
from partnership.core.errors import Register, init_errors
from partnership.core.formatting import init_formatting
from partnership.core.jobs import init_jobs
from partnership.core.languages import init_languages
from partnership.core.outbox import init_outbox
from partnership.core.paths import resource_folder
from partnership.core.security import init_security
from partnership.features import init_features


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """The application with these settings, by default those of the environment.

    Raises UnsafeSettings when the environment asks for a dangerous start.
    """
    settings = settings or from_environment()
    app = Register(
        "partnership", template_folder=str(resource_folder("templates")), static_folder=str(resource_folder("static"))
    )
    app.config.from_mapping(flask_settings(settings))
    app.config.from_mapping(overrides)
    if settings.secure_cookies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    init_database(app)
    init_languages(app)
    init_formatting(app)
    init_assets(app)
    init_security(app)
    init_errors(app)
    init_jobs(app)
    init_outbox(app)
    init_accounts(app)
    init_access(app)
    init_features(app)
    Compress(app)
    return app


def flask_settings(settings: Settings) -> dict[str, Any]:
    """Our settings in the words of Flask and its extensions."""
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
        "DATABASE_URL": settings.database_url,
        "TESTING": settings.testing,
        "MAX_CONTENT_LENGTH": settings.max_upload,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SESSION_COOKIE_NAME": "__Host-partnership" if settings.secure_cookies else "partnership",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "WTF_CSRF_TIME_LIMIT": None,
        "SEND_FILE_MAX_AGE_DEFAULT": 365 * 24 * 3600,
        "RATELIMIT_STORAGE_URI": settings.redis_url or "memory://",
        "RATELIMIT_ENABLED": not settings.testing,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 5,
    }
