"""Tables of organisations and their former names."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from partnership.access.vocabulary import OrganisationKind
from partnership.core.columns import belongs_to, has_many, one_of, word
from partnership.core.record import Entry, Record


class Organisation(Record, table=True):
    """A body that takes part. `code` is ours and stands in addresses; `iati_identifier` is the published one."""

    __tablename__ = "organisation"
    __table_args__ = (
        one_of("kind", OrganisationKind),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to", name="valid_in_order"),
        CheckConstraint("agreement_to IS NULL OR agreement_from IS NOT NULL", name="agreement_has_start"),
        CheckConstraint("length(trim(name_en)) > 0", name="has_name"),
    )
    code: str = Field(max_length=60, unique=True)
    name_en: str = Field(max_length=300)
    name_de: str = Field(default="", max_length=300)
    short_name: str = Field(default="", max_length=60)
    kind: OrganisationKind = word(OrganisationKind, default=OrganisationKind.OTHER, index=True)
    iati_type: str | None = Field(default=None, max_length=3)
    iati_identifier: str | None = Field(default=None, max_length=120, unique=True)
    country: str | None = Field(default=None, max_length=2)
    valid_from: date | None = None
    valid_to: date | None = None
    agreement_from: date | None = None
    agreement_to: date | None = None
    search_text: str = Field(default="", max_length=900)
    former_names: list["FormerName"] = has_many("organisation", order_by="FormerName.used_until")

    @property
    def organisation_id(self) -> int | None:
        """Itself, for the permission table."""
        return self.id

    @property
    def organisation_kind(self) -> OrganisationKind:
        """Its own kind, for the permission table."""
        return self.kind

    def may_sign_in_on(self, day: date) -> bool:
        """Whether its people may use the service: it exists and, for partners, a processing agreement is in force.

        Art. 26 and 28 GDPR: no agreement, no login (domain.md section 9).
        """
        exists = (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
        if self.kind in (OrganisationKind.MINISTRY, OrganisationKind.AUDIT_OFFICE):
            return exists
        agreed = self.agreement_from is not None and self.agreement_from <= day
        return exists and agreed and (self.agreement_to is None or day <= self.agreement_to)


class FormerName(Entry, table=True):
    """A name an organisation had until a day; ministries are renamed after elections."""

    __tablename__ = "organisation_former_name"
    __table_args__ = (UniqueConstraint("organisation_id", "used_until"),)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    organisation: Organisation = belongs_to(back_populates="former_names")
    name_en: str = Field(max_length=300)
    name_de: str = Field(default="", max_length=300)
    used_until: date
