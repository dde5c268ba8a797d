"""What a Landtag report consists of: the contract with whoever gathers it, and the privacy border.

Whoever reviews what may be printed reads these files, one for each part of the report, and nothing else.
What is not in these classes cannot be printed. Counts of people are `Count` values that have passed disclosure
control; texts come in both languages; days are dates, money is Decimal euros.
"""

from reports.landtag_report.document.annex import (
    AnnexTable,
    IndicatorDefinition,
    Passage,
    StepDefinition,
    TableRow,
    Term,
)
from reports.landtag_report.document.basics import NO_WORDS, RESOLUTION_POINTS, STRANDS, Fact, Period, Words
from reports.landtag_report.document.people import GroupCount, RegionCount, Step, StrandChapter, TargetRow
from reports.landtag_report.document.projects import (
    Forecast,
    LateThing,
    Milestone,
    Organisation,
    ProjectProfile,
    ProjectStatus,
    ResultRow,
    YearMoney,
)
from reports.landtag_report.document.report import LandtagReport, ReportState
from reports.landtag_report.document.resolution import MilestoneAnswer, Resolution, ResolutionPoint
from reports.landtag_report.document.summary import KeyFigure, Summary

__all__ = [
    "NO_WORDS",
    "RESOLUTION_POINTS",
    "STRANDS",
    "AnnexTable",
    "Fact",
    "Forecast",
    "GroupCount",
    "IndicatorDefinition",
    "KeyFigure",
    "LandtagReport",
    "LateThing",
    "Milestone",
    "MilestoneAnswer",
    "Organisation",
    "Passage",
    "Period",
    "ProjectProfile",
    "ProjectStatus",
    "RegionCount",
    "ReportState",
    "Resolution",
    "ResolutionPoint",
    "ResultRow",
    "Step",
    "StepDefinition",
    "StrandChapter",
    "Summary",
    "TableRow",
    "TargetRow",
    "Term",
    "Words",
    "YearMoney",
]
