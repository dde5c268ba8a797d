"""Words of projects: states, strands, roles of organisations, kinds of places, origins of a record."""

from partnership.core.vocabulary import N_, Word


class ProjectStatus(Word):
    """The life of a project (product.md section 4)."""

    DRAFT = "draft", N_("Draft")
    ACTIVE = "active", N_("Active")
    SUSPENDED = "suspended", N_("Suspended")
    CLOSING = "closing", N_("Closing")
    CLOSED = "closed", N_("Closed")
    CANCELLED = "cancelled", N_("Cancelled")


IATI_STATUS = {
    ProjectStatus.DRAFT: "1", ProjectStatus.ACTIVE: "2", ProjectStatus.CLOSING: "3",
    ProjectStatus.CLOSED: "4", ProjectStatus.CANCELLED: "5", ProjectStatus.SUSPENDED: "6",
}  # fmt: skip
"""IATI activity status (code list ActivityStatus)."""


class Strand(Word):
    """The four strands of the partnership (strands.csv)."""

    QUAL = "QUAL", N_("Qualification")
    MIGR = "MIGR", N_("Regular migration")
    RETURN = "RETURN", N_("Voluntary return")
    REINT = "REINT", N_("Reintegration")

    @property
    def letter(self) -> str:
        """The letter that stands for the strand beside colour and pattern: Q, M, R, I."""
        return "I" if self is Strand.REINT else self.value[0]


class OrganisationRole(Word):
    """What an organisation does in a project (IATI OrganisationRole)."""

    FUNDING = "1", N_("Funding")
    ACCOUNTABLE = "2", N_("Accountable")
    EXTENDING = "3", N_("Extending")
    IMPLEMENTING = "4", N_("Implementing")


class PlaceKind(Word):
    """Which list a place comes from."""

    GHANA_REGION = "ghana_region", N_("Region in Ghana")
    NRW_DISTRICT = "nrw_district", N_("District in North Rhine-Westphalia")


class Origin(Word):
    """How a record came into the register."""

    ENTERED = "entered", N_("Entered here")
    IATI = "iati", N_("Taken over from an IATI file")


class MoneyKind(Word):
    """What an amount of a project says."""

    BUDGET = "budget", N_("Planned")
    COMMITMENT = "commitment", N_("Committed")
    DISBURSEMENT = "disbursement", N_("Paid out")
    EXPENDITURE = "expenditure", N_("Spent")
    INCOMING = "incoming", N_("Received")
    OTHER = "other", N_("Other")
