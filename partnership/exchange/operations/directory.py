"""Organisations as files name them: found by identifier or name, entered when nobody knows them, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from partnership.access.vocabulary import OrganisationKind
from partnership.core.database import db
from partnership.core.search_text import words
from partnership.exchange.rules.planning import Link
from partnership.exchange.rules.published import Party
from partnership.organisations.models import FormerName, Organisation

LONGEST_CODE = 60
WITH_ACCOUNTS = frozenset({OrganisationKind.PARTNER, OrganisationKind.AUTHORITY})

ORGANISATION: Any = Organisation
FORMER_NAME: Any = FormerName
"""The tables as queries mean them: column expressions, where SQLModel's annotations show a type checker plain values."""


@dataclass
class Directory:
    """All organisations by identifier and by folded name, loaded once for a file: some thousand at most.

    An identifier decides where both sides have one; else the name does, in either language, the present one or a former one.
    Of two organisations with one name the older record counts.
    """

    by_identifier: dict[str, Any] = field(default_factory=dict)
    by_name: dict[str, list[tuple[Any, str | None]]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    partners: dict[Any, str] = field(default_factory=dict)

    @classmethod
    def loaded(cls) -> "Directory":
        """The organisations of the register."""
        directory = cls()
        columns = (
            ORGANISATION.id,
            ORGANISATION.code,
            ORGANISATION.iati_identifier,
            ORGANISATION.name_en,
            ORGANISATION.name_de,
            ORGANISATION.kind,
        )
        for organisation_id, code, identifier, name_en, name_de, kind in db.session.execute(
            sa.select(*columns).order_by(ORGANISATION.id)
        ):
            directory.codes.add(code)
            directory._add(organisation_id, identifier=identifier, names=(name_en, name_de))
            if kind in WITH_ACCOUNTS:
                directory.partners[organisation_id] = name_en
        former = sa.select(
            FORMER_NAME.organisation_id, ORGANISATION.iati_identifier, FORMER_NAME.name_en, FORMER_NAME.name_de
        )
        for organisation_id, identifier, name_en, name_de in db.session.execute(
            former.join(ORGANISATION).order_by(FORMER_NAME.id)
        ):
            directory._add(organisation_id, identifier=identifier, names=(name_en, name_de))
        return directory

    def _add(self, key: Any, *, identifier: str | None, names: Iterable[str]) -> None:
        if identifier:
            self.by_identifier.setdefault(_same(identifier), key)
        for name in dict.fromkeys(filter(None, map(_folded, names))):
            self.by_name.setdefault(name, []).append((key, identifier))

    def find(self, party: Party) -> Any:
        """The key of the organisation, or None when nobody knows it."""
        if party.identifier and (known := self.by_identifier.get(_same(party.identifier))) is not None:
            return known
        for name in filter(None, map(_folded, (party.name_en, party.name_de))):
            for key, identifier in self.by_name.get(name, ()):
                if not party.identifier or not identifier:
                    return key
        return None

    def expected(self, parties: Iterable[tuple[Party, str]]) -> frozenset[Link]:
        """The links of a project, without entering anybody: an unknown organisation stands for itself."""
        found = []
        for party, role in parties:
            key = self.find(party)
            if key is None:
                key = party
                self._add(party, identifier=party.identifier, names=(party.name_en, party.name_de))
            found.append((key, role))
        return frozenset(found)

    def linked(self, parties: Iterable[tuple[Party, str]]) -> frozenset[Link]:
        """The links of a project by id; unknown organisations are entered as named in projects only."""
        return frozenset((self._known_or_entered(party), role) for party, role in parties)

    def _known_or_entered(self, party: Party) -> int:
        known = self.find(party)
        if known is not None:
            return int(known)
        organisation = Organisation(
            code=self._free_code(party), name_en=party.name_en, name_de=party.name_de, kind=OrganisationKind.OTHER, iati_type=party.type,
            iati_identifier=party.identifier or None, search_text=" ".join(words(f"{party.name_en} {party.name_de}")),
        )  # fmt: skip
        db.session.add(organisation)
        db.session.flush()
        db.session.expunge(organisation)
        self.codes.add(organisation.code)
        self._add(organisation.id, identifier=organisation.iati_identifier, names=(party.name_en, party.name_de))
        return int(organisation.id or 0)

    def _free_code(self, party: Party) -> str:
        plain_words = (word for word in words(party.name_en) if word.isascii())
        stem = "-".join(plain_words)[: LONGEST_CODE - 6].strip("-") or "organisation"
        number, code = 1, stem
        while code in self.codes:
            number += 1
            code = f"{stem}-{number}"
        return code


def _same(identifier: str) -> str:
    """Identifiers are compared without regard to capitals: publishers write `gb-1` and `GB-1`."""
    return identifier.casefold()


def _folded(name: str) -> str:
    return " ".join(words(name))
