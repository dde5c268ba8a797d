"""Refusals that a person can read, and the pages for everything that goes wrong."""

import logging
import re
import secrets
from typing import Any

from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from typing_extensions import override
from werkzeug.exceptions import Forbidden, HTTPException, NotFound, RequestEntityTooLarge, TooManyRequests
from werkzeug.routing import IntegerConverter, Map

from partnership.core.record import LARGEST_KEY

log = logging.getLogger(__name__)
RETRY_AFTER = 60
"""Seconds to wait that a refusal without a time of its own names."""


class Refused(Exception):
    """Something the rules do not allow; `str()` is one sentence for the user, in the user's language."""

    status = 422


class ChangedMeanwhile(Refused):
    """Somebody else saved the same record between our reading and our writing (promise 6)."""

    status = 409


REFERENCE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")


def reference() -> str:
    """A short word the user can quote and support can find in the log, e.g. `7KQ2-M9XT`."""
    alphabet = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
    word = "".join(secrets.choice(alphabet) for _position in range(8))
    return f"{word[:4]}-{word[4:]}"


class RowNumber(IntegerConverter):
    """A number in an address that a row can have; a larger one is no address of ours and never reaches the database."""

    def __init__(self, url_map: Map, **settings: Any) -> None:
        super().__init__(url_map, **{"max": LARGEST_KEY, **settings})


def without_values(error: BaseException) -> BaseException:
    """The failure as it may be logged. Messages of the database quote the values it refused, so only its kind and place stay."""
    if not isinstance(error, DBAPIError):
        return error
    kind = type(error.orig).__name__ if error.orig is not None else type(error).__name__
    return RuntimeError(f"{type(error).__name__}: {kind}").with_traceback(error.__traceback__)


class Register(Flask):
    """Flask, except that numbers in addresses have a limit, and that a failure while an answer is being finished is logged by

    endpoint: addresses can hold tokens.
    """

    def __init__(self, *names: Any, **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.url_map.converters["int"] = RowNumber

    @override
    def log_exception(self, exc_info: Any) -> None:
        error = without_values(exc_info[1])
        log.error("unexpected failure %s in %s %s", reference(), request.method, request.endpoint, exc_info=error)


def init_errors(app: Flask) -> None:
    """Register one page for each kind of failure."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _page(status: int, *, heading: str, text: str, **more: Any) -> tuple[str, int]:
    return render_template("errors/error.html", heading=heading, text=text, status=status, **more), status


def _refused(error: Refused) -> tuple[str, int]:
    return _page(error.status, heading=_("This is not possible"), text=str(error))


def _stale(_error: StaleDataError) -> tuple[str, int]:
    return _refused(
        ChangedMeanwhile(
            _(
                "Somebody else changed this record while you were working on it. Nothing was overwritten. Go back, reload the page and try again."
            )
        )
    )


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, CSRFError):
        return _page(
            400,
            heading=_("This page was open for too long"),
            text=_(
                "For your safety we did not accept what was sent. What you typed is still in the browser: go back, reload the page in a second window, sign in there, then send it again."
            ),
        )
    if isinstance(error, Forbidden):
        return _page(
            403,
            heading=_("You may not do this"),
            text=_(
                "Your role does not include this. If you think it should, ask your organisation's lead or the ministry."
            ),
        )
    if isinstance(error, NotFound):
        return _page(
            404,
            heading=_("There is no such page"),
            text=_("The address may be mistyped, or the record belongs to another organisation."),
        )
    if isinstance(error, RequestEntityTooLarge):
        return _page(
            413,
            heading=_("This is too large"),
            text=_("The file or text you sent is larger than this service accepts."),
        )
    if isinstance(error, TooManyRequests):
        page, status = _page(429, heading=_("Too many attempts"), text=_("Please wait a few minutes and try again."))
        return page, status, {"Retry-After": str(error.retry_after or RETRY_AFTER)}
    return _page(error.code, heading=_("This did not work"), text=_("The service could not understand the request."))


def _unexpected(error: Exception) -> tuple[str, int]:
    mark = reference()
    log.error("unexpected failure %s in %s %s", mark, request.method, request.endpoint, exc_info=without_values(error))
    return _page(
        500,
        heading=_("Something went wrong on our side"),
        text=_("Nothing was saved. Please try again; if it happens again, quote this reference to support."),
        reference=mark,
    )
