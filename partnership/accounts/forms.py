"""Forms of accounts: the sign-in library's forms in our words, and our own."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_security import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    MfRecoveryForm,
    PasswordUtil,
    ResetPasswordForm,
    TwoFactorRescueForm,
    TwoFactorSelectForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
    WebAuthnRegisterForm,
)  # fmt: skip
from wtforms import BooleanField, PasswordField, RadioField, SelectChoice
from wtforms.validators import DataRequired, Email, InputRequired, Length, ValidationError

from partnership.access.vocabulary import Role
from partnership.accounts.rules import password_problems
from partnership.accounts.vocabulary import PasswordProblem
from partnership.core.forms import HouseForm, TextLine
from partnership.core.languages import LANGUAGES

Labels = Mapping[str, Any]
EMAIL, PASSWORD = lazy_gettext("E-mail address"), lazy_gettext("Password")
NEW_PASSWORD, AGAIN, CODE = lazy_gettext("New password"), lazy_gettext("New password, once more"), lazy_gettext("Code")
SPOKEN = [SelectChoice(code, name) for code, name in LANGUAGES.items()]


class OurWords:
    """Replaces labels of the library's forms, which speak to a general public, and its hints, which are markup."""

    LABELS: ClassVar[Labels] = {}

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for name, text in self.LABELS.items():
            field = self._fields[name]  # type: ignore[attr-defined]
            field.label.text, field.description, field.flags.required = str(text), "", True


class SignInForm(OurWords, LoginForm):
    """E-mail address and password; no "remember me": ministry machines are shared."""

    LABELS = {"email": EMAIL, "password": PASSWORD}
    remember = None

    def validate(self, **settings: Any) -> bool:
        """Also refuse, to somebody who knows the password, an account that may do nothing today; note every failure."""
        good = bool(super().validate(**settings))
        if good and not current_app.extensions["may_sign_in"](self.user):
            self.form_errors.append(
                _(
                    "Your account is not open today: your role has ended, or your organisation has no agreement in force. Ask your organisation's lead or the ministry."
                )
            )
            good = False
        if not good and self.user is None and self.email.data:
            current_app.extensions["failed_sign_in"](None, how="password", email=self.email.data)
        return good


class ConfirmForm(OurWords, VerifyForm):
    """The password once more, before something sensitive."""

    LABELS = {"password": PASSWORD}


class ForgottenForm(OurWords, ForgotPasswordForm):
    """Ask for a link to choose a new password."""

    LABELS = {"email": EMAIL}


class ResetForm(OurWords, ResetPasswordForm):
    """Choose a new password by a link."""

    LABELS = {"password": NEW_PASSWORD, "password_confirm": AGAIN}


class ChangeForm(OurWords, ChangePasswordForm):
    """Change the password, knowing the old one."""

    LABELS = {"password": lazy_gettext("Present password"), "new_password": NEW_PASSWORD, "new_password_confirm": AGAIN}


class CodeForm(OurWords, TwoFactorVerifyCodeForm):
    """The code of the authenticator app."""

    LABELS = {"code": CODE}


class RecoveryForm(OurWords, MfRecoveryForm):
    """A recovery code instead of the second factor."""

    LABELS = {"code": lazy_gettext("Recovery code")}

    def validate(self, **settings: Any) -> bool:
        """Note a wrong code in the log."""
        good = bool(super().validate(**settings))
        if not good:
            current_app.extensions["failed_sign_in"](self.user, how="recovery code")
        return good


class SetupForm(TwoFactorSetupForm):
    """Set up or remove the authenticator app; the only method besides passkeys, since mails and text messages can be read by others."""

    setup = RadioField(
        default="authenticator", choices=[SelectChoice("authenticator"), SelectChoice("disable")], validate_choice=False
    )


class RescueForm(TwoFactorRescueForm):
    """The library's way to ask for help; our pages name recovery codes and the administrators instead."""

    help_setup = RadioField(choices=[], validate_choice=False)


class WayForm(OurWords, TwoFactorSelectForm):
    """Which second factor to use, for those who have several."""

    LABELS = {"which": lazy_gettext("How do you want to confirm that it is you?")}


class PasskeyForm(OurWords, WebAuthnRegisterForm):
    """Name a new passkey and say what it is for."""

    LABELS = {"name": lazy_gettext("Name of the passkey")}
    usage = RadioField(
        lazy_gettext("What it is for"), default="first",
        choices=[SelectChoice("first", lazy_gettext("Sign in with it, without a password")), SelectChoice("secondary", lazy_gettext("Confirm a sign-in by password"))],
    )  # fmt: skip


class HousePasswords(PasswordUtil):
    """Every new password passes our rule, wherever it is chosen."""

    def validate(self, password: str, is_register: bool, **about: Any) -> tuple[list[str] | None, str]:  # noqa: ARG002  the library's signature
        """Return what is wrong, as sentences, and the normalised password."""
        normal = self.normalize(password)
        user = about.get("user")
        personal = [user.name, user.email] if user is not None else list(about.get("personal", ()))
        return [problem.label for problem in password_problems(normal, personal=personal)] or None, normal


class InvitationForm(HouseForm):
    """Invite somebody into an organisation."""

    name = TextLine(
        lazy_gettext("Name"), validators=[DataRequired(lazy_gettext("Enter the person's name")), Length(max=200)]
    )
    email = TextLine(
        EMAIL,
        validators=[
            DataRequired(lazy_gettext("Enter the person's e-mail address")),
            Email(lazy_gettext("Enter a complete e-mail address, for example ama@example.org")),
            Length(max=255),
        ],
    )
    role = RadioField(lazy_gettext("Role"), validators=[InputRequired(lazy_gettext("Choose a role"))])
    language = RadioField(lazy_gettext("Language of the mail and the pages"), choices=SPOKEN, default="en")

    def offer(self, roles: list[Role]) -> None:
        """The roles to choose from, in the order of the vocabulary."""
        self.role.choices = [SelectChoice(role.value, role.label) for role in Role if role in roles]


class AcceptForm(HouseForm):
    """Take up an invitation with a new account."""

    name = TextLine(
        lazy_gettext("Your name"), validators=[DataRequired(lazy_gettext("Enter your name")), Length(max=200)]
    )
    language = RadioField(lazy_gettext("Language"), choices=SPOKEN)
    password = PasswordField(PASSWORD, validators=[InputRequired(lazy_gettext("Choose a password"))])

    def __init__(self, *args: Any, email: str = "", **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.email = email

    def validate_password(self, field: PasswordField) -> None:
        """The rule of every password."""
        problems: list[PasswordProblem] = password_problems(
            field.data or "", personal=[self.email, self.name.data or ""]
        )
        if problems:
            raise ValidationError(problems[0].label)


class JoinForm(HouseForm):
    """Take up an invitation with the account one is signed in with: a button."""


class OwnAccountForm(HouseForm):
    """How one is called and spoken to."""

    name = TextLine(
        lazy_gettext("Your name"), validators=[DataRequired(lazy_gettext("Enter your name")), Length(max=200)]
    )
    language = RadioField(lazy_gettext("Language"), choices=SPOKEN)


class EmailForm(HouseForm):
    """Ask for a change of address; the password proves that it is not somebody at an open screen."""

    email = TextLine(
        lazy_gettext("New e-mail address"),
        validators=[
            DataRequired(lazy_gettext("Enter the new address")),
            Email(lazy_gettext("Enter a complete e-mail address, for example ama@example.org")),
            Length(max=255),
        ],
    )
    password = PasswordField(
        lazy_gettext("Present password"), validators=[InputRequired(lazy_gettext("Enter your present password"))]
    )

    def __init__(self, *args: Any, user: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.user = user

    def validate_password(self, field: PasswordField) -> None:
        """It must be the password of this account."""
        if not self.user.verify_and_update_password(field.data):
            self.user.track_failed_authn("password")
            raise ValidationError(_("This is not your password."))


class EndMembershipForm(HouseForm):
    """Take somebody's role away; `without_lead` is asked for when nobody would be left to lead."""

    without_lead = BooleanField(lazy_gettext("I know that the organisation has no lead afterwards"))


class AccountSearch(HouseForm):
    """Words to find an account by; sent by GET."""

    class Meta:
        """Looking for something changes nothing, so the address needs no token."""

        csrf = False

    q = TextLine(lazy_gettext("Search by name or e-mail address"))
