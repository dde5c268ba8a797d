"""Words of the report for states and strands."""

from collections.abc import Mapping

from reports.landtag_report.document import ProjectStatus, ReportState
from reports.marks import Station


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


STRAND_NAMES: Mapping[str, str] = {
    "QUAL": N_("Qualification"),
    "MIGR": N_("Regular migration"),
    "RETURN": N_("Voluntary return"),
    "REINT": N_("Reintegration"),
}

STRAND_SUBJECTS: Mapping[str, str] = {
    "QUAL": N_("Training, language and recognition"),
    "MIGR": N_("Fast-track procedure, visas, entries"),
    "RETURN": N_("Counselling, departure, arrival"),
    "REINT": N_("Work, housing and community after 6 and 12 months"),
}

STRAND_PATTERNS: Mapping[str, str] = {
    "QUAL": N_("solid"),
    "MIGR": N_("dashed"),
    "RETURN": N_("dotted"),
    "REINT": N_("double"),
}

STATION_WORDS: Mapping[Station, str] = {
    Station.REACHED: N_("reached"),
    Station.NOW: N_("under way"),
    Station.PARTLY: N_("partly reached"),
    Station.PLANNED: N_("planned"),
    Station.LATE: N_("late"),
    Station.PAUSED: N_("paused"),
    Station.CANCELLED: N_("cancelled"),
    Station.OUTSIDE: N_("outside the partnership"),
}

PROJECT_STATUS_WORDS: Mapping[ProjectStatus, str] = {
    ProjectStatus.PIPELINE: N_("in preparation"),
    ProjectStatus.RUNNING: N_("running"),
    ProjectStatus.FINALISING: N_("being completed"),
    ProjectStatus.CLOSED: N_("closed"),
    ProjectStatus.CANCELLED: N_("cancelled"),
    ProjectStatus.SUSPENDED: N_("suspended"),
}

REPORT_STATE_WORDS: Mapping[ReportState, str] = {
    ReportState.DRAFT: N_("draft"),
    ReportState.FROZEN: N_("frozen"),
    ReportState.IN_REVIEW: N_("in review"),
    ReportState.APPROVED: N_("approved"),
    ReportState.PUBLISHED: N_("published"),
    ReportState.SUPERSEDED: N_("superseded"),
}
