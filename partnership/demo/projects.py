"""The dozen invented projects of the demonstration: what they are about, who works in them, how they stand."""

from dataclasses import dataclass, field

from partnership.projects.vocabulary import ProjectStatus, Strand

Q, M, R, I = Strand.QUAL, Strand.MIGR, Strand.RETURN, Strand.REINT  # noqa: E741  the letters of the strands


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A milestone: its titles, when it was planned (months from the project's start), by how many months each later forecast slipped."""

    title_de: str
    title_en: str
    month: int
    slips: tuple[int, ...] = (0, 0, 0, 0)
    reached: bool = False
    cancelled: str | None = None
    point: str | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One project. `began` and `lasts` are months before the demonstration's day and of duration; money in euros a year."""

    slug: str
    title_de: str
    title_en: str
    summary_de: str
    summary_en: str
    strands: tuple[Strand, ...]
    points: tuple[str, ...]
    regions: tuple[tuple[str, str], ...]
    districts: tuple[str, ...]
    partners: tuple[str, ...]
    people: int
    began: int
    lasts: int
    money: int
    occupation: str = "7411"
    status: ProjectStatus = ProjectStatus.ACTIVE
    reason: str | None = None
    health: bool = False
    sdg: tuple[str, ...] = ("4.4", "10.7")
    gcm: tuple[str, ...] = ("GCM18",)
    goals: tuple[Goal, ...] = field(default=())


PLANS = (
    Plan(
        slug="solar", title_de="Solar- und Elektroberufe Kumasi–Dortmund", title_en="Solar and electrical trades Kumasi–Dortmund",
        summary_de="Junge Menschen in Kumasi lernen einen Elektroberuf nach beiden Systemen. Wer will, arbeitet danach in Ghana; wer kann und will, in Dortmund.",
        summary_en="Young people in Kumasi learn an electrical trade under both systems. Those who wish work in Ghana afterwards; those who can and wish, in Dortmund.",
        strands=(Q, M), points=("B1", "B2", "B5"), regions=(("GH-AH", "Kumasi"), ("GH-AA", "Accra")), districts=("05913",),
        partners=("kumasi-tvet", "zfe-nrw"), people=64, began=18, lasts=33, money=412_000, gcm=("GCM18", "GCM05"),
        goals=(
            Goal(title_de="Lehrwerkstatt eröffnet", title_en="Training workshop opened", month=6, slips=(0, 0, 1), reached=True),
            Goal(title_de="Zweite Klasse beginnt", title_en="Second class begins", month=20),
            Goal(title_de="Abschlussprüfung der ersten Klasse", title_en="Final examination of the first class", month=20, slips=(0, 1, 1, 2, 3, 4)),
            Goal(title_de="Erste Einreisen nach Dortmund", title_en="First arrivals in Dortmund", month=25, slips=(0, 0, 0, 1, 2, 3), point="B1"),
        ),
    ),
    Plan(
        slug="metall", title_de="Metallhandwerk Tamale", title_en="Metal trades Tamale",
        summary_de="Werkstätten in Tamale bilden mit der Handwerkskammer Dortmund Schlosserinnen und Schlosser für den Norden Ghanas aus.",
        summary_en="Workshops in Tamale train metal workers for the north of Ghana together with the Dortmund chamber of crafts.",
        strands=(Q,), points=("B5",), regions=(("GH-NP", "Tamale"),), districts=("05913", "05515"), partners=("tamale-works",), people=38, began=22, lasts=36,
        money=188_000, occupation="7222", gcm=("GCM18", "GCM02"),
        goals=(
            Goal(title_de="Ausbildungsordnung abgestimmt", title_en="Training rules agreed", month=5, slips=(0, 2), reached=True),
            Goal(title_de="30 Lehrverträge geschlossen", title_en="30 apprenticeship contracts signed", month=14, slips=(0, 0, 1), reached=True),
            Goal(title_de="Gesellenprüfung", title_en="Journeyman's examination", month=30),
        ),
    ),
    Plan(
        slug="logistik", title_de="Ausbildung Lagerlogistik Tema–Duisburg", title_en="Warehouse logistics Tema–Duisburg",
        summary_de="Zwei Hafenstädte bilden gemeinsam aus: ein Jahr in Tema, danach die Wahl zwischen einer Stelle dort und einer Ausbildung in Duisburg.",
        summary_en="Two port cities train together: one year in Tema, then the choice between a job there and training in Duisburg.",
        strands=(Q, M), points=("B1", "B4", "B5"), regions=(("GH-AA", "Tema"),), districts=("05112",), partners=("tema-port-school", "zfe-nrw"), people=46,
        began=20, lasts=30, money=265_000, occupation="4321", gcm=("GCM05", "GCM18"),
        goals=(
            Goal(title_de="Partnerbetriebe gewonnen", title_en="Partner companies found", month=6, reached=True),
            Goal(title_de="Erste Visa erteilt", title_en="First visas issued", month=16, slips=(0, 0, 2, 4, 5), point="B2"),
            Goal(title_de="Wohnraum in Duisburg gesichert", title_en="Housing in Duisburg secured", month=22, slips=(0, 1)),
        ),
    ),
    Plan(
        slug="pflege", title_de="Pflege lernen, Pflege teilen: Accra–Münster", title_en="Learning care, sharing care: Accra–Münster",
        summary_de="Ausbildungsplätze in Ghana entstehen zuerst; erst danach und nur auf eigene Bewerbung folgt die Anerkennung in Nordrhein-Westfalen.",
        summary_en="Training places in Ghana come first; only then, and only on a person's own application, follows recognition in North Rhine-Westphalia.",
        strands=(Q, M), points=("B1", "B2", "B5"), regions=(("GH-AA", "Accra"), ("GH-CP", "Cape Coast")), districts=("05515",),
        partners=("accra-nursing", "zfe-nrw"), people=34, began=24, lasts=36, money=520_000, occupation="2221", health=True, sdg=("3.c", "4.4"), gcm=("GCM06", "GCM18"),
        goals=(
            Goal(title_de="60 zusätzliche Ausbildungsplätze in Ghana", title_en="60 additional training places in Ghana", month=12, reached=True, slips=(0, 1)),
            Goal(title_de="Vereinbarung mit der Bundesagentur für Arbeit", title_en="Agreement with the Federal Employment Agency", month=10, slips=(0, 3, 6), reached=True),
            Goal(title_de="Erste Kenntnisprüfungen", title_en="First knowledge tests", month=27, slips=(0, 0, 1)),
        ),
    ),
    Plan(
        slug="rueckkehr-accra", title_de="Rückkehrberatung Accra", title_en="Return advice Accra",
        summary_de="Wer aus Nordrhein-Westfalen freiwillig zurückkehrt, wird am Flughafen Accra empfangen und in den ersten vier Wochen begleitet.",
        summary_en="People who return voluntarily from North Rhine-Westphalia are received at Accra airport and accompanied during the first four weeks.",
        strands=(R,), points=("B5",), regions=(("GH-AA", "Accra"),), districts=("05315",), partners=("accra-return",), people=52, began=26, lasts=48, money=140_000,
        sdg=("10.7",), gcm=("GCM21",),
        goals=(
            Goal(title_de="Empfangsbüro am Flughafen besetzt", title_en="Reception desk at the airport staffed", month=3, reached=True),
            Goal(title_de="Beratung in drei Sprachen", title_en="Advice in three languages", month=12, slips=(0, 0, 1), reached=True),
            Goal(title_de="Zehn Beratungsstellen in Nordrhein-Westfalen angeschlossen", title_en="Ten advice offices in North Rhine-Westphalia connected", month=25, slips=(0, 0, 0, 1)),
        ),
    ),
    Plan(
        slug="neustart", title_de="Neustart Ashanti", title_en="New start Ashanti",
        summary_de="Rückkehrende in der Region Ashanti finden mit einem Plan, einer Ansprechperson und einer Gruppe wieder Halt.",
        summary_en="Returnees in the Ashanti region find their footing with a plan, one contact person and a group.",
        strands=(R, I), points=("B5",), regions=(("GH-AH", "Kumasi"),), districts=("05913",), partners=("accra-return", "ashanti-start"), people=44, began=24, lasts=36,
        money=230_000, sdg=("10.7", "8.5"), gcm=("GCM21",),
        goals=(
            Goal(title_de="Begleitung in allen Bezirken der Region", title_en="Support in all districts of the region", month=9, slips=(0, 1, 2), reached=True),
            Goal(title_de="100 Pläne vereinbart", title_en="100 plans agreed", month=23, slips=(0, 0, 3, 4)),
            Goal(title_de="Wirkungserhebung nach zwölf Monaten", title_en="Survey after twelve months", month=30),
        ),
    ),
    Plan(
        slug="volta", title_de="Existenzgründung Volta", title_en="Starting up in Volta",
        summary_de="Zurückgekehrte gründen in Ho und Keta Betriebe; Eschweiler und Keta geben Patenschaften.",
        summary_en="Returnees start businesses in Ho and Keta; Eschweiler and Keta give mentors.",
        strands=(I,), points=("B5", "B7"), regions=(("GH-TV", "Ho"),), districts=("05334",), partners=("volta-start",), people=28, began=16, lasts=30, money=96_000,
        sdg=("8.3",), gcm=("GCM21", "GCM19"),
        goals=(
            Goal(title_de="Gründungsfonds eingerichtet", title_en="Start-up fund set up", month=6, slips=(0, 1), reached=True),
            Goal(title_de="20 Betriebe gegründet", title_en="20 businesses started", month=20, slips=(0, 0, 1)),
        ),
    ),
    Plan(
        slug="deutsch", title_de="Deutsch an Berufsschulen Cape Coast–Bonn", title_en="German at vocational schools Cape Coast–Bonn",
        summary_de="Berufsschulen in Cape Coast bieten Deutsch bis B1 an; Bonner Schulen stellen Tandems.",
        summary_en="Vocational schools in Cape Coast teach German up to B1; schools in Bonn provide tandem partners.",
        strands=(Q,), points=("B5", "B7"), regions=(("GH-CP", "Cape Coast"),), districts=("05314",), partners=("cape-coast-college",), people=58, began=14, lasts=24,
        money=74_000, occupation="5120", gcm=("GCM18",),
        goals=(
            Goal(title_de="Lehrkräfte ausgebildet", title_en="Teachers trained", month=5, reached=True),
            Goal(title_de="Prüfungszentrum anerkannt", title_en="Examination centre accredited", month=15, slips=(0, 2, 5), point="B5"),
        ),
    ),
    Plan(
        slug="zfe", title_de="Fachkräfteverfahren: eine Akte, ein Weg", title_en="Fast track: one file, one way",
        summary_de="Die Zentralstelle Fachkräfteeinwanderung begleitet ghanaische Fachkräfte und ihre Betriebe durch das beschleunigte Verfahren.",
        summary_en="The central office for skilled immigration accompanies Ghanaian skilled workers and their employers through the fast-track procedure.",
        strands=(M,), points=("B1", "B2", "B4"), regions=(("GH-AA", "Accra"),), districts=("05314", "05315"), partners=("zfe-nrw",), people=48, began=26, lasts=48,
        money=155_000, occupation="7126", sdg=("10.7", "16.6"), gcm=("GCM05", "GCM12"),
        goals=(
            Goal(title_de="Fallsteuerung eingeführt", title_en="Case control introduced", month=8, reached=True, point="B2"),
            Goal(title_de="Bearbeitungszeit unter vier Monaten", title_en="Processing time below four months", month=24, slips=(0, 0, 1, 2), point="B2"),
        ),
    ),
    Plan(
        slug="bau", title_de="Bauberufe Obuasi–Essen", title_en="Building trades Obuasi–Essen",
        summary_de="Die Städtepartner Obuasi und Essen bauen eine Lehrbaustelle auf.",
        summary_en="The twin towns Obuasi and Essen set up a training site for building trades.",
        strands=(Q,), points=("B5",), regions=(("GH-AH", "Obuasi"),), districts=("05113",), partners=("kumasi-tvet",), people=22, began=9, lasts=30, money=120_000,
        occupation="7112", status=ProjectStatus.SUSPENDED, reason="Das Gelände wird nach einem Hochwasser saniert.",
        goals=(Goal(title_de="Lehrbaustelle in Betrieb", title_en="Training site in operation", month=10, slips=(0, 3), point="B5"),),
    ),
    Plan(
        slug="diaspora", title_de="Ghana-Forum: Wissen teilen", title_en="Ghana Forum: sharing knowledge",
        summary_de="Vereine der ghanaischen Diaspora und Kommunen sprechen öffentlich darüber, wie Zuwanderung und Rückkehr gelingen.",
        summary_en="Diaspora associations and municipalities talk in public about what makes immigration and return succeed.",
        strands=(Q, I), points=("B7",), regions=(("GH-AA", "Accra"),), districts=("05111", "05113"), partners=("volta-start",), people=0, began=23, lasts=24,
        money=38_000, status=ProjectStatus.CLOSING, gcm=("GCM17", "GCM19"), sdg=("10.2",),
        goals=(
            Goal(title_de="Sechs öffentliche Abende", title_en="Six public evenings", month=18, reached=True, point="B7"),
            Goal(title_de="Befragung zum gesellschaftlichen Konsens", title_en="Survey on social consensus", month=19, slips=(0, 2, 4), point="B7"),
        ),
    ),
    Plan(
        slug="it", title_de="Softwareberufe Accra–Aachen", title_en="Software careers Accra–Aachen",
        summary_de="Absolventinnen und Absolventen aus Accra arbeiten ein Jahr im Wechsel in Accra und Aachen.",
        summary_en="Graduates from Accra spend a year working in turn in Accra and Aachen.",
        strands=(Q, M), points=("B1", "B5"), regions=(("GH-AA", "Accra"),), districts=("05334",), partners=("accra-digital",), people=0, began=-3, lasts=24,
        money=210_000, occupation="2512", status=ProjectStatus.DRAFT, gcm=("GCM05",),
    ),
)  # fmt: skip
"""In the order of their codes."""
