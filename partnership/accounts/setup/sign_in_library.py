"""How Flask-Security is set up: our forms, pages, words, addresses and limits in time."""

from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask, Response, make_response, render_template, request
from flask_babel import lazy_gettext as _
from flask_security import FSQLALiteUserDatastore, RoleMixin, Security
from flask_security.babel import FsDomain
from wtforms.form import BaseForm

from partnership.accounts import forms
from partnership.accounts.models import Passkey, User
from partnership.accounts.notifications import HouseMail
from partnership.accounts.operations.codes import HashedRecoveryCodes, OnceOnlyTotp
from partnership.accounts.operations.passkeys import HousePasskeys
from partnership.config import Settings
from partnership.core import clock
from partnership.core.database import db
from partnership.core.languages import current_language

CODE_TOLERANCE = 30
"""Seconds a phone's clock may be wrong: one code before and one after (RFC 6238 section 5.2)."""
MAIN_FORMS = (
    "login_user_form", "verify_form", "forgot_password_form", "reset_password_form", "change_password_form", "mf_recovery_form",
    "two_factor_select_form", "wan_register_form", "wan_signin_form", "wan_verify_form", "mf_recovery_codes_form",
)  # fmt: skip


class NoRole(RoleMixin):
    """The library wants a class of roles; rights come from memberships, so there are none."""


class Words(FsDomain):
    """The library's own catalogue; our own sentences, which come as lazy texts, are spoken by ours.

    The library calls its German `de_DE`, we call ours `de`.
    """

    @cached_property
    def german(self) -> NullTranslations:
        """The library's German sentences."""
        return Translations.load(self.translation_directories[0], ["de_DE"], self.domain[0])

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of the language being spoken."""
        if current_language() == "de":
            return self.german
        return super().get_translations()  # type: ignore[no-any-return]

    def gettext(self, string: Any, **variables: Any) -> str:
        """Return the sentence in the reader's language."""
        if isinstance(string, str):
            return str(super().gettext(string, **variables))  # type: ignore[no-untyped-call]
        return str(string) % variables if variables else str(string)


ADDRESSES = {
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "VERIFY_URL": "/sign-in/confirm",
    "RESET_URL": "/forgotten-password",
    "CHANGE_URL": "/account/password",
    "TWO_FACTOR_SETUP_URL": "/account/authenticator",
    "TWO_FACTOR_TOKEN_VALIDATION_URL": "/sign-in/code",
    "TWO_FACTOR_RESCUE_URL": "/sign-in/rescue",
    "TWO_FACTOR_SELECT_URL": "/sign-in/second-factor",
    "MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
    "MULTI_FACTOR_RECOVERY_URL": "/sign-in/recovery-code",
    "WAN_REGISTER_URL": "/account/passkeys",
    "WAN_DELETE_URL": "/account/passkeys/delete",
    "WAN_SIGNIN_URL": "/sign-in/passkey",
    "WAN_VERIFY_URL": "/sign-in/confirm-by-passkey",
    "POST_LOGOUT_VIEW": "/sign-in",
    "POST_CHANGE_VIEW": "/account",
    "TWO_FACTOR_POST_SETUP_VIEW": "/account/after-set-up",
}
MESSAGES = {
    "GENERIC_AUTHN_FAILED": (_("E-mail address and password do not match an open account."), "error"),
    "PASSWORD_RESET_REQUEST": (
        _(
            "If there is an account with this address, we have just sent it a link. It works for two hours. If no mail arrives, look among the unwanted mail."
        ),
        "info",
    ),
    "PASSWORD_RESET_EXPIRED": (_("This link is too old. Ask for a new one."), "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (_("This link was used already or is not complete. Ask for a new one."), "error"),
    "PASSWORD_RESET_NO_LOGIN": (_("Your new password is in force. Sign in with it."), "success"),
    "PASSWORD_CHANGE": (_("Your new password is in force. All other browsers were signed out."), "success"),
    "PASSWORD_NOT_PROVIDED": (_("Enter the password"), "error"),
    "EMAIL_NOT_PROVIDED": (_("Enter the e-mail address"), "error"),
    "INVALID_EMAIL_ADDRESS": (_("Enter a complete e-mail address, for example ama@example.org"), "error"),
    "INVALID_PASSWORD": (_("This is not your password."), "error"),
    "PASSWORD_IS_THE_SAME": (_("Choose a password that differs from the present one."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (_("The two passwords differ. Type the same one twice."), "error"),
    "TWO_FACTOR_INVALID_TOKEN": (_("This code is wrong or too old. Type the one your app shows now."), "error"),
    "INVALID_RECOVERY_CODE": (_("This recovery code is wrong or was used already."), "error"),
    "TWO_FACTOR_PERMISSION_DENIED": (_("Please sign in with your password first."), "info"),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (_("You are signed in."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        _("Your authenticator app is set up. From now on you are asked for its code when you sign in."),
        "success",
    ),
    "TWO_FACTOR_DISABLED": (_("The authenticator app is no longer asked for."), "success"),
    "TWO_FACTOR_SETUP_EXPIRED": (_("That took too long. Start again, please."), "error"),
    "REAUTHENTICATION_REQUIRED": (_("Please confirm that it is still you."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (_("Thank you. Go on, please."), "success"),
    "UNAUTHENTICATED": (_("Please sign in first."), "info"),
    "WEBAUTHN_NAME_REQUIRED": (_("Give the passkey a name"), "error"),
    "WEBAUTHN_REGISTER_SUCCESSFUL": (_("The passkey “%(name)s” is ready."), "success"),
    "WEBAUTHN_CREDENTIAL_DELETED": (_("The passkey “%(name)s” was removed."), "success"),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (_("This passkey is not known here."), "error"),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": (_("This passkey is registered for another use."), "error"),
    "WEBAUTHN_EXPIRED": (_("That took too long. Start again, please."), "error"),
}


def configuration(settings: Settings) -> dict[str, Any]:
    """The library's settings. Keys are derived from the one secret, so that none is used for two purposes."""
    return {
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SALT": settings.secret_key,
        "REGISTERABLE": False,
        "RECOVERABLE": True,
        "CHANGEABLE": True,
        "TRACKABLE": True,
        "JOIN_USER_ROLES": False,
        "USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": str.lower, "case_insensitive": True}}],
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
        "EMAIL_PLAINTEXT": False,
        "EMAIL_HTML": False,
        "RETURN_GENERIC_RESPONSES": True,
        "RESET_PASSWORD_WITHIN": timedelta(hours=2),
        "LOGOUT_METHODS": ["POST"],
        "DATETIME_FACTORY": clock.now,
        "FRESHNESS": timedelta(minutes=30),
        "FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
        "API_ENABLED_METHODS": ["session"],
        "TWO_FACTOR": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": CODE_TOLERANCE,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TOTP_SECRETS": {"1": sha256(b"one-time codes" + settings.secret_key.encode()).hexdigest()},
        "TOTP_ISSUER": "Ghana–NRW",
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 10,
        "WEBAUTHN": True,
        "WAN_RP_NAME": "Ghana–NRW partnership register",
        "WAN_ALLOW_USER_HINTS": False,
        "WAN_POST_REGISTER_VIEW": "/account/passkeys",
        **ADDRESSES,
        **{f"MSG_{name}": message for name, message in MESSAGES.items()},
    }


def init_library(app: Flask) -> None:
    """Attach Flask-Security; settings given to the application before win."""
    for name, value in configuration(app.config["SETTINGS"]).items():
        app.config.setdefault(f"SECURITY_{name}", value)
    security = Security(
        app, FSQLALiteUserDatastore(db, User, NoRole, Passkey), render_template=render, mail_util_cls=HouseMail,  # type: ignore[arg-type]
        password_util_cls=forms.HousePasswords, totp_cls=OnceOnlyTotp, mf_recovery_codes_util_cls=HashedRecoveryCodes, webauthn_util_cls=HousePasskeys,
        login_form=forms.SignInForm, verify_form=forms.ConfirmForm, forgot_password_form=forms.ForgottenForm,
        reset_password_form=forms.ResetForm, change_password_form=forms.ChangeForm, two_factor_setup_form=forms.SetupForm,
        two_factor_verify_code_form=forms.CodeForm, two_factor_select_form=forms.WayForm, two_factor_rescue_form=forms.RescueForm, mf_recovery_form=forms.RecoveryForm,
        wan_register_form=forms.PasskeyForm,
    )  # fmt: skip
    security.i18n_domain = Words(app)  # type: ignore[no-untyped-call]
    security.principal.skip_static = True  # style sheets and pictures are the same for everybody


def render(template: str, **context: Any) -> Response:
    """A page of the library in ours: its main form is called `form`, and a refused one answers 422, so that nothing is committed."""
    form = next((context[name] for name in MAIN_FORMS if context.get(name) is not None), None)
    if form is None:
        form = context.get("two_factor_verify_code_form")
    refused = request.method == "POST" and any(
        value.errors for value in context.values() if isinstance(value, BaseForm)
    )
    return make_response(render_template(template, form=form, **context), 422 if refused else 200)
