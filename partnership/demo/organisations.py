"""Organisations and accounts of the demonstration (product.md section 6)."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from flask_security import hash_password

from partnership.access.vocabulary import OrganisationKind, Role
from partnership.accounts.models import Membership, User
from partnership.core import clock
from partnership.core.database import db
from partnership.core.record import id_of
from partnership.core.search_text import words
from partnership.organisations.models import FormerName, Organisation
from partnership.reference_data.codelists import codelist

PASSWORD = "demo-Ghana-NRW-2026"  # noqa: S105  published on purpose; such accounts exist only where PARTNERSHIP_DEMO=1
SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Body:
    """An organisation whose people sign in."""

    code: str
    name_en: str
    name_de: str
    short: str
    kind: OrganisationKind
    country: str
    iati_type: str


BODIES = (
    Body(
        "ministry",
        "Ministry for Integration of North Rhine-Westphalia (demonstration)",
        "Ministerium für Integration Nordrhein-Westfalen (Vorführung)",
        "Ministerium",
        OrganisationKind.MINISTRY,
        "DE",
        "10",
    ),
    Body(
        "audit-office",
        "State Court of Audit (demonstration)",
        "Landesrechnungshof (Vorführung)",
        "LRH",
        OrganisationKind.AUDIT_OFFICE,
        "DE",
        "10",
    ),
    Body(
        "zfe-nrw",
        "Central office for skilled immigration (demonstration)",
        "Zentralstelle Fachkräfteeinwanderung (Vorführung)",
        "ZFE NRW",
        OrganisationKind.AUTHORITY,
        "DE",
        "10",
    ),
    Body("kumasi-tvet", "Kumasi TVET Institute", "", "Kumasi TVET", OrganisationKind.PARTNER, "GH", "80"),
    Body("accra-return", "Accra Return Advice", "", "Accra Return", OrganisationKind.PARTNER, "GH", "22"),
    Body("tamale-works", "Tamale Metal Workshops", "", "Tamale Works", OrganisationKind.PARTNER, "GH", "80"),
    Body("tema-port-school", "Tema Port Training School", "", "Tema Port School", OrganisationKind.PARTNER, "GH", "80"),
    Body("accra-nursing", "Accra School of Care", "", "Accra Care", OrganisationKind.PARTNER, "GH", "80"),
    Body("ashanti-start", "Neustart Ashanti", "", "Neustart Ashanti", OrganisationKind.PARTNER, "GH", "22"),
    Body("volta-start", "Volta Start-up House", "", "Volta Start-up", OrganisationKind.PARTNER, "GH", "22"),
    Body(
        "cape-coast-college",
        "Cape Coast Vocational College",
        "",
        "Cape Coast College",
        OrganisationKind.PARTNER,
        "GH",
        "80",
    ),
    Body("accra-digital", "Accra Digital Campus", "", "Accra Digital", OrganisationKind.PARTNER, "GH", "80"),
)
PEOPLE = (
    ("officer@ministry.example", "Lena Brandt", "de", "ministry", (Role.OFFICER,)),
    ("officer2@ministry.example", "Jonas Hartwig", "de", "ministry", (Role.OFFICER,)),
    ("head@ministry.example", "Renate Vossbeck", "de", "ministry", (Role.HEAD,)),
    ("privacy@ministry.example", "Tarek Lindqvist", "de", "ministry", (Role.PRIVACY,)),
    ("admin@ministry.example", "Mirjam Oelkers", "de", "ministry", (Role.ADMINISTRATOR,)),
    ("auditor@audit.example", "Piet Sommerkorn", "de", "audit-office", (Role.AUDITOR,)),
    ("clerk@zfe.example", "Ayla Rosenkranz", "de", "zfe-nrw", (Role.CLERK,)),
    ("editor@kumasi-tvet.example", "Kwabena Asɛm", "en", "kumasi-tvet", (Role.EDITOR,)),
    ("lead@kumasi-tvet.example", "Akosua Nyarkɔ", "en", "kumasi-tvet", (Role.LEAD,)),
    ("editor@accra-return.example", "Ɛbo Quaisie", "en", "accra-return", (Role.EDITOR,)),
    ("lead@accra-return.example", "Naa Dɛdɛi Lartɛy", "en", "accra-return", (Role.LEAD,)),
)


def load_organisations() -> dict[str, Organisation]:
    """The bodies above and those of the code list, by code."""
    found = {}
    for body in BODIES:
        found[body.code] = Organisation(
            code=body.code, name_en=body.name_en, name_de=body.name_de, short_name=body.short, kind=body.kind, country=body.country, iati_type=body.iati_type,
            valid_from=SINCE, agreement_from=None if body.kind in (OrganisationKind.MINISTRY, OrganisationKind.AUDIT_OFFICE) else SINCE,
            search_text=" ".join(words(f"{body.code} {body.name_en} {body.name_de} {body.short}")),
        )  # fmt: skip
    for entry in codelist("organisations").values():
        more = entry.more
        found[entry.code] = Organisation(
            code=entry.code.lower(), name_en=entry.name_en, name_de=entry.name_de, short_name=more["short"], kind=OrganisationKind.OTHER,
            country=more["country"] or None, iati_type=more["iati_org_type"] or None, search_text=" ".join(words(f"{entry.code} {entry.name_en} {entry.name_de} {more['short']}")),
        )  # fmt: skip
    db.session.add_all(found.values())
    db.session.flush()
    labour = found["GH-MLJE"]
    db.session.add(
        FormerName(
            organisation_id=id_of(labour),
            name_en="Ministry of Employment and Labour Relations",
            used_until=date(2025, 1, 6),
        )
    )
    return found


def load_accounts(organisations: dict[str, Organisation]) -> dict[str, User]:
    """The demonstration accounts, by mail address."""
    password = hash_password(PASSWORD)
    users = {}
    for email, name, language, _organisation, _roles in PEOPLE:
        users[email] = User(
            email=email,
            name=name,
            language=language,
            password=password,
            fs_uniquifier=uuid4().hex,
            confirmed_at=clock.now(),
        )
    db.session.add_all(users.values())
    db.session.flush()
    for email, _name, _language, organisation, roles in PEOPLE:
        for role in roles:
            db.session.add(
                Membership(
                    user_id=id_of(users[email]),
                    organisation_id=id_of(organisations[organisation]),
                    role=role,
                    valid_from=SINCE,
                )
            )
    db.session.flush()
    return users
