"""The report's standing texts in both languages: what is printed whatever the figures say."""

from reports.landtag_report.document import Passage, Term, Words

TITLE = Words("Migrationspartnerschaft mit Ghana", "Migration partnership with Ghana")
SUBTITLE = Words(
    "Qualifizierung, Migration, Rückkehr und Reintegration", "Qualification, migration, return and reintegration"
)
ISSUER = Words(
    "Bericht der Landesregierung Nordrhein-Westfalen", "Report of the State Government of North Rhine-Westphalia"
)
ADDRESSEE = Words("an den Landtag, Integrationsausschuss", "to the Landtag, Committee on Integration")
OCCASION = Words(
    "Der Landtag hat die Landesregierung aufgefordert, den Dialog mit dem Partnerland Ghana über Qualifizierung, Migration, Rückkehr und Reintegration "
    "zu einer dauerhaften Migrationspartnerschaft fortzuentwickeln. Dieser Bericht legt den Stand dar.",
    "The Landtag asked the State Government to turn the dialogue with partner country Ghana on qualification, migration, return and reintegration "
    "into a lasting migration partnership. This report sets out where that stands.",
)
STRAND_TEXTS: dict[str, Words] = {
    "QUAL": Words(
        "Ausbildung, Sprache und Anerkennung laufen nebeneinander. Wer nach der Ausbildung in Ghana arbeitet, zählt als Erfolg: Die Ausbildung dient beiden Arbeitsmärkten.",
        "Training, language and recognition run side by side. Those who work in Ghana afterwards count as a success: training serves both labour markets.",
    ),
    "MIGR": Words(
        "Der Weg führt über ein verbindliches Angebot, das beschleunigte Fachkräfteverfahren nach § 81a AufenthG und das Visum zur Ankunft in einer Gemeinde. "
        "In Gesundheits- und Pflegeberufen wird vorher geprüft, dass niemand in Ghana abgeworben wird (§ 38 BeschV).",
        "The way leads from a binding offer through the fast-track procedure under section 81a of the Residence Act and the visa to arrival in a municipality. "
        "In health and care occupations it is checked first that nobody is poached in Ghana (section 38 of the Employment Ordinance).",
    ),
    "RETURN": Words(
        "Rückkehr ist eine Entscheidung, die bis zur Ausreise widerrufen werden kann. Gezählt wird nur die freiwillige Rückkehr; Rückführungen sind nicht Teil der Partnerschaft.",
        "Return is a decision that can be revoked until departure. Only voluntary return is counted; forced return is not part of the partnership.",
    ),
    "REINT": Words(
        "Nach der Ankunft geht es um Auskommen, Wohnen und Gemeinschaft. Was hält, zeigt sich nach sechs und nach zwölf Monaten.",
        "After arrival it is about income, housing and community. What lasts shows after six and twelve months.",
    ),
}
METHOD = (
    Passage(
        Words("Wie gezählt wird", "How we count"),
        Words(
            "Gezählt werden Teilnahmen: eine Person in einem Strang eines Projekts, jede nur einmal je Kennzahl und Zeitraum. Ein Schritt zählt, wenn er bis zum Stichtag erreicht "
            "und nicht als irrtümlich gestrichen ist. Quoten nennen Zähler und Nenner; ist der Nenner null, steht „entfällt“. Dauern sind Kalendertage, der Mittelwert ist der Median.",
            "We count participations: one person in one strand of one project, each once per indicator and period. A step counts if it was reached by the reporting day and not "
            "struck out as a mistake. Rates give numerator and denominator; if the denominator is zero, “not applicable” is printed. Durations are calendar days; the average is the median.",
        ),
    ),
    Passage(
        Words("Wie Einzelne geschützt werden", "How individuals are protected"),
        Words(
            "Zahlen unter drei werden nicht gezeigt, bei Rückkehr und Reintegration Zahlen unter fünf. Wo sich eine verborgene Zahl aus anderen errechnen ließe, wird eine weitere verborgen. "
            "Für jede verborgene Zahl ist mit einem linearen Programm geprüft, dass die veröffentlichten Zahlen mindestens eine Spanne von drei zulassen. Auch Quoten von keinem und von allen bleiben verborgen, weil sie über jede einzelne Person etwas sagen. Verborgenes steht als x.",
            "Numbers below three are not shown, in return and reintegration numbers below five. Where a hidden number could be computed from others, another one is hidden too. "
            "For each hidden number a linear programme has verified that the published numbers leave a range of at least three. Rates of none and of all stay hidden too, because they say something about every single person. What is hidden is printed as x.",
        ),
    ),
    Passage(
        Words("Wann etwas als verspätet gilt", "When something counts as late"),
        Words(
            "Ein Meilenstein ist verspätet, wenn der zuletzt erwartete Termin vergangen ist oder mehr als drei Monate hinter dem Plan liegt. Das wird errechnet, nicht beurteilt.",
            "A milestone is late when the day last expected has passed or lies more than three months behind the plan. This is computed, not judged.",
        ),
    ),
    Passage(
        Words("Was nicht gezählt wird", "What is not counted"),
        Words(
            "Das Register führt keine Daten über Rückführungen und Duldungen einzelner Menschen. Zu den Punkten B3 und B6 nennt der Bericht nur amtliche Zahlen anderer Stellen mit Quelle.",
            "The register holds no data on forced returns or tolerations of individuals. On points B3 and B6 the report gives only official figures of other bodies, with their source.",
        ),
    ),
)
ABBREVIATIONS = (
    Term("AufenthG", Words("Aufenthaltsgesetz", "Residence Act")),
    Term("BA", Words("Bundesagentur für Arbeit", "Federal Employment Agency")),
    Term("BeschV", Words("Beschäftigungsverordnung", "Employment Ordinance")),
    Term("BQFG", Words("Berufsqualifikationsfeststellungsgesetz", "Professional Qualifications Assessment Act")),
    Term(
        "CTVET",
        Words(
            "Kommission für technische und berufliche Bildung Ghanas",
            "Commission for Technical and Vocational Education and Training, Ghana",
        ),
    ),
    Term("EURP", Words("EU-Reintegrationsprogramm", "EU Reintegration Programme")),
    Term(
        "GER",
        Words(
            "Gemeinsamer Europäischer Referenzrahmen für Sprachen",
            "Common European Framework of Reference for Languages (CEFR)",
        ),
    ),
    Term(
        "IATI",
        Words(
            "Internationaler Transparenzstandard der Entwicklungszusammenarbeit",
            "International Aid Transparency Initiative",
        ),
    ),
    Term("KIM", Words("Kommunales Integrationsmanagement", "municipal integration management")),
    Term(
        "MICR",
        Words(
            "Migrationsinformationszentrum für Rückkehrende am Flughafen Accra",
            "Migration Information Centre for Returnees at Accra airport",
        ),
    ),
    Term("REAG/GARP", Words("Förderprogramm für die freiwillige Rückkehr", "programme that supports voluntary return")),
    Term(
        "ZFE",
        Words(
            "Zentralstelle Fachkräfteeinwanderung Nordrhein-Westfalen",
            "Central Office for Skilled Immigration of North Rhine-Westphalia",
        ),
    ),
)
GLOSSARY = (
    Term("Gleichwertigkeit", Words("Ergebnis der Anerkennung: Der ausländische Abschluss entspricht dem deutschen Referenzberuf ganz, teilweise oder nicht.", "Outcome of recognition: the foreign qualification matches the German reference occupation in full, in part or not.")),
    Term("Stichtag", Words("Tag, bis zu dem gezählt wird; was danach geschah, steht nicht in den Zahlen.", "Day up to which is counted; what happened later is not in the figures.")),
    Term("Strang", Words("Einer der vier Teile der Partnerschaft: Qualifizierung, Migration, Rückkehr, Reintegration.", "One of the four parts of the partnership: qualification, migration, return, reintegration.")),
    Term("Vorabzustimmung", Words("Zustimmung der Ausländerbehörde zum Visum, bevor es beantragt wird.", "Consent of the immigration authority to a visa before it is applied for.")),
)  # fmt: skip
RESOLUTION_NOTE = Words(
    "Für die Punkte B3 und B6 nennt dieser Bericht nur amtliche Zahlen anderer Stellen, mit Quelle und Stichtag; sie stammen nicht aus dem Register.",
    "For points B3 and B6 this report gives only official figures of other bodies, with source and date; they do not come from the register.",
)
SOURCES = (
    Words(
        "Register der Migrationspartnerschaft Nordrhein-Westfalen – Ghana",
        "Register of the migration partnership North Rhine-Westphalia – Ghana",
    ),
)
