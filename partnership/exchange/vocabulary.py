"""Words of imports: how far one is, what became of an activity, and what the report remarks on."""

from partnership.core.vocabulary import N_, Word


class ImportState(Word):
    """How far an import is."""

    CHECKING = "checking", N_("Being checked")
    CHECKED = "checked", N_("Checked, waiting for your decision")
    APPLYING = "applying", N_("Being taken over")
    APPLIED = "applied", N_("Taken over")
    REFUSED = "refused", N_("Refused")
    DISCARDED = "discarded", N_("Discarded")


class Outcome(Word):
    """What became of one activity or row."""

    CREATED = "created", N_("Created")
    UPDATED = "updated", N_("Updated")
    UNCHANGED = "unchanged", N_("Unchanged")
    REFUSED = "refused", N_("Refused")
    SKIPPED = "skipped", N_("Left out by the filter")


class Remark(Word):
    """What the import itself remarks on, beside the faults found while reading; the label is the sentence."""

    REPEATED = (
        "repeated",
        N_(
            "The identifier “%(identifier)s” stands in this file before, in line %(first_line)s. Only the first of the two is taken over."
        ),
    )
    IDENTIFIER_TOO_LONG = (
        "identifier_too_long",
        N_(
            "The identifier has %(length)s characters. At most %(limit)s can be kept, and a cut identifier would be another one."
        ),
    )
    CLOSED_HERE = (
        "closed_here",
        N_(
            "The ministry has closed or cancelled this project (%(code)s). That is final, so nothing of the file is taken over."
        ),
    )
    TEXT_CUT = "text_cut", N_("“%(text)s” is longer than %(limit)s characters and is cut (%(field)s).")
    LINK_TOO_LONG = (
        "link_too_long",
        N_("The address of a document has more than %(limit)s characters; the document is left out."),
    )
    REFERENCE_TOO_LONG = (
        "reference_too_long",
        N_(
            "The identifier “%(text)s” of another activity or organisation has more than %(limit)s characters and is left out."
        ),
    )
    NO_TITLE_BUT_IDENTIFIER = (
        "no_title_but_identifier",
        N_("The identifier stands for the missing title until an officer enters one."),
    )
    OTHER_LANGUAGE = (
        "other_language",
        N_(
            "“%(field)s” is neither in German nor in English. The text in the language “%(language)s” is shown until an officer translates it."
        ),
    )
    NO_STATUS = "no_status", N_("The activity has no status and becomes a draft.")
    DATES_REVERSED = (
        "dates_reversed",
        N_("The activity ends (%(end)s) before it begins (%(start)s). These two dates are left out."),
    )
    ACTUAL_IN_FUTURE = (
        "actual_in_future",
        N_("The day %(day)s lies in the future and cannot be the day on which something happened. It is left out."),
    )
    REPEATED_DATE = (
        "repeated_date",
        N_("The activity gives the same kind of date twice. The first one, %(day)s, is kept."),
    )
    UNKNOWN_SECTOR = (
        "unknown_sector",
        N_("The sector code “%(code)s” is not in the list of the OECD. It is kept as it stands."),
    )
    REPEATED_SECTOR = (
        "repeated_sector",
        N_("The sector “%(code)s” stands in the activity several times. Its shares are added up."),
    )
    SECTOR_LEFT_OUT = (
        "sector_left_out",
        N_("The sector code “%(code)s” has more than %(limit)s characters and is left out."),
    )
    NO_AMOUNT_LEFT_OUT = "no_amount_left_out", N_("A transaction without an amount is left out.")
    BUDGET_WITHOUT_PERIOD = (
        "budget_without_period",
        N_("A budget of %(amount)s %(currency)s has no beginning or no end and is left out."),
    )
    ROUNDED = "rounded", N_("The amount %(amount)s is rounded to two decimal places.")
    VALUE_ROUNDED = (
        "value_rounded",
        N_("The value %(value)s is rounded to six decimal places; the text is kept as it stands."),
    )
    SEVERAL_BASELINES = (
        "several_baselines",
        N_("The indicator “%(title)s” has several baselines. The first one is kept."),
    )
    PLANNED_DISBURSEMENTS = (
        "planned_disbursements",
        N_("Planned disbursements are not taken over (%(count)s in this activity); budgets and transactions are."),
    )
    KEPT_OURS = (
        "kept_ours",
        N_(
            "The file now says something else, but the ministry has changed this here. The ministry's version stays: %(fields)s."
        ),
    )
    ORDER_KEPT = (
        "order_kept",
        N_(
            "Together with the dates entered here, the dates of the file would end before they begin. The dates entered here stay."
        ),
    )
    PARTNER_SEES = "partner_sees", N_("%(name)s is a partner with accounts here. Its people will see this project.")
    MORE = "more", N_("There are %(count)s more remarks on this activity.")


class Part(Word):
    """The parts of a project an import can change, as the report names them."""

    TITLE_DE = "title_de", N_("German title")
    TITLE_EN = "title_en", N_("English title")
    SUMMARY_DE = "summary_de", N_("German summary")
    SUMMARY_EN = "summary_en", N_("English summary")
    STATUS = "status", N_("Status")
    PLANNED_START = "planned_start", N_("Planned start")
    PLANNED_END = "planned_end", N_("Planned end")
    ACTUAL_START = "actual_start", N_("Actual start")
    ACTUAL_END = "actual_end", N_("Actual end")
    RECIPIENT_COUNTRY = "recipient_country", N_("Recipient country")
    ORGANISATIONS = "organisations", N_("Organisations")
    SECTORS = "sectors", N_("Sectors")
    STRANDS = "strands", N_("Suggested strands")
    GOALS = "goals", N_("Goals")
    PLACES = "places", N_("Places")
    BUDGETS = "budgets", N_("Budgets")
    TRANSACTIONS = "transactions", N_("Transactions")
    RESULTS = "results", N_("Results")
    INDICATORS = "indicators", N_("Indicators")
    PERIODS = "periods", N_("Periods of indicators")
    DOCUMENTS = "documents", N_("Documents")
    RELATIONS = "relations", N_("Related activities")
    DETAILS = "details", N_("Other details of the file")
