"""What each storey brings along for shared work and shared pages, by dotted name: the part of the settings that grows
with every noun. It holds no value that an operator chooses, and settings.py takes all of it in.
"""

from celery.schedules import crontab

# --- Work that the clock rings for
# A worker that was away finds one ring of each kind, not an hour of them: the next beat asks again.
_unless_late = {"expires": 15}
CELERY_BEAT_SCHEDULE = {
    "send letters that were not rung for": {"task": "letters.send_waiting", "schedule": 20.0, "options": _unless_late},
    "ask what came back": {"task": "letters.ask_what_came_back", "schedule": 3600.0},
    "ring again for imports that were missed": {
        "task": "imports.ring_again",
        "schedule": 20.0,
        "options": _unless_late,
    },
    "write letters that imports were asked for": {
        "task": "imports.write_letters",
        "schedule": 20.0,
        "options": _unless_late,
    },
    "seal the record": {"task": "audit.seal", "schedule": 60.0, "options": _unless_late},
    "say that the worker lives": {"task": "audit.heartbeat", "schedule": 20.0, "options": _unless_late},
    "follow the rules of cohorts": {"task": "tracking.follow_cohort_rules", "schedule": crontab(hour=2, minute=10)},
    "suggest steps to new people of cohorts": {"task": "tracking.give_templates", "schedule": 3600.0},
    "forget words of names that nobody has": {"task": "tracking.forget_words", "schedule": 6 * 3600.0},
    "file the newest names": {"task": "tracking.file_names", "schedule": 60.0, "options": _unless_late},
    "count all cohorts": {"task": "tracking.count_cohorts", "schedule": crontab(hour=3, minute=10)},
    "count cohorts that changed": {
        "task": "tracking.count_touched_cohorts",
        "schedule": 300.0,
        "options": _unless_late,
    },
    "keep the bits that filters are counted by": {
        "task": "tracking.keep_facets",
        "schedule": 300.0,
        "options": _unless_late,
    },
    "write asked exports": {"task": "tracking.write_exports", "schedule": 30.0, "options": _unless_late},
    "prepare asked figures": {"task": "tracking.prepare_figures", "schedule": 30.0, "options": _unless_late},
    "materialise reminders": {"task": "tracking.send_reminders", "schedule": 3600.0},
    "tell staff what waits": {"task": "tracking.write_digests", "schedule": crontab(minute="*/10")},
    "tell of meetings that are near": {"task": "tracking.tell_of_meetings", "schedule": 3600.0},
    "show discussions whose day has come": {"task": "tracking.show_discussions", "schedule": 3600.0},
    "let unused roles rest": {"task": "accounts.review_access", "schedule": 6 * 3600.0},
    "let go what is due by the rules": {"task": "profiles.retention", "schedule": crontab(hour="2", minute="15")},
    "ask who has been away for years": {"task": "profiles.ask_inactive", "schedule": crontab(hour="4", minute="30")},
    "ask again who may see people": {"task": "profiles.ask_consent_again", "schedule": crontab(hour="5", minute="30")},
    "ask those who have not answered or begun": {
        "task": "profiles.ask_again",
        "schedule": crontab(hour="7", minute="15"),
    },
    "let go what is short-lived": {"task": "profiles.retention_hourly", "schedule": 3600.0},
    "tell of new opportunities": {"task": "pathways.write_digests", "schedule": crontab(hour="6", minute="0")},
    "tell of what closes soon": {"task": "pathways.tell_of_closing", "schedule": 3600.0},
    "remind raters and close feedback": {"task": "pathways.tend_feedback", "schedule": 3600.0},
    "tell of mentoring that ends": {"task": "pathways.tend_mentoring", "schedule": crontab(hour="6", minute="20")},
    "follow what was earned before": {"task": "pathways.look_back", "schedule": crontab(hour="4", minute="50")},
    "end pauses whose day has come": {"task": "profiles.end_pauses", "schedule": 3600.0},
    "settle who is the same person": {"task": "profiles.settle_same_person", "schedule": 600.0},
    "anonymise people who left": {"task": "profiles.carry_out_departures", "schedule": 3600.0},
    "make asked copies": {"task": "profiles.make_data_copies", "schedule": 20.0, "options": _unless_late},
}

# Kinds of background work: name → function() → since when its oldest piece is due, for /readyz
LAG_PROBES = {
    "letters": "talent_register.letters.lag.oldest_due",
    "imports": "talent_register.imports.lag.oldest_due",
    "figures": "tracking.actions.figure_runs.oldest_due",
}

# --- What somebody is asked once they have logged in: functions of (request, user, where they were going) → page or ""
AFTER_LOG_IN = ["profiles.after_log_in.new_words"]

# --- Sections of a clinician's profile: dotted names of common.sections.Section, in the order of the pages
PROFILE_SECTIONS = [
    *map("profiles.presenters.sections.{}".format, ["REGISTRATION", "POSTS", "QUALIFICATIONS", "PROGRAMMES"]),
    *map("profiles.presenters.sections.{}".format, ["TRAINING", "ASPIRATIONS", "SUPPORT"]),
    *map("pathways.presenters.{}".format, ["skills.SKILLS", "goals.GOALS"]),
    "profiles.presenters.equality.SECTION",
]

# --- What upper storeys add to a section's page or to home: code → functions of (clinician) that give sections.Aside
SECTION_ASIDES = {
    "home": list(map("pathways.presenters.{}".format, ["goals.aside", "plans.aside", "opportunities.saved_aside"])),
    "aspirations": ["profiles.presenters.interest.aside", "pathways.presenters.goals.aside"],
    "support": ["profiles.presenters.wanted.aside"],
}

# --- What is derived from people and kept apart, like words for search: run after people were erased
AFTER_ERASURE = ["tracking.actions.words.forget_unused", "tracking.actions.facets.forget_gone"]

# --- What follows from what organisations say that people have earned: functions of (people, at), after each change
AFTER_RECOGNITIONS = ["pathways.actions.earned.follow"]

# --- What goes after its days: what each app can let go; when and why stands in the table of retention rules
RETENTION_SWEEPS = [
    "talent_register.audit.retention.SWEEPS",
    "profiles.retention.SWEEPS",
    "talent_register.letters.retention.SWEEPS",
    "talent_register.accounts.retention.SWEEPS",
    "talent_register.imports.retention.SWEEPS",
    "tracking.retention.SWEEPS",
]

# --- Lists that can be imported: name → the Resource that declares columns, cleaning and effect
IMPORT_LIST_TYPES = ["profiles.resources.LIST_TYPES", "tracking.resources.LIST_TYPES"]

# --- What the nouns of tracking add to shared staff pages: functions as tracking.registry describes them
STAFF_ATTENTION = [
    "tracking.presenters.staff.overdue_reviews",
    "tracking.presenters.staff.exports_waiting",
    *map("tracking.presenters.waiting.{}".format, ["imports", "roles_to_confirm", "left_behind", "holidays"]),
    *map("tracking.presenters.waiting.{}".format, ["support", "numbers", "held", "wrong_addresses", "answers"]),
    "tracking.presenters.waiting.files",
    "tracking.presenters.reviewers.attention",
    "tracking.presenters.talent.attention",
    "tracking.presenters.meetings.attention",
    "tracking.presenters.support.attention",
    "tracking.presenters.nominations.attention",
    "tracking.presenters.staff.cohorts_to_look_at",
    "tracking.presenters.cohorts.rules_standing_still",
    "tracking.presenters.cohorts.moved_lately",
    "tracking.presenters.reports.attention",
    "tracking.watching.attention",
]
STAFF_COMING = [
    "tracking.presenters.staff.reviews_coming",
    "tracking.presenters.staff.applications_closing",
    "tracking.presenters.meetings.coming",
    "tracking.presenters.nominations.coming",
]
# What staff keep for a team and a colleague takes over: see accounts.actions.handing_over.Belongings
BELONGINGS = list(map("tracking.actions.handing_over.{}".format, ["SEARCHES", "ACTIONS", "SEATS", "DISCUSSIONS"]))
# Filters with live counts: objects, see tracking.search.facets
PEOPLE_FACETS = [
    "tracking.search.readiness.READINESS",
    "tracking.search.reviewers.REVIEWER",
    "tracking.search.agreed.CONSENT",
    *map("tracking.search.of_rows.{}".format, ["SPECIALTY", "GOAL", "COHORT", "PROGRAMME", "EMPLOYER", "PATTERN"]),
]
PERSON_PARTS = [
    "tracking.presenters.talent.parts",
    "tracking.presenters.support.parts",
    "tracking.presenters.nominations.parts",
    "tracking.presenters.plans.parts",
    "tracking.presenters.feedback.parts",
]
PERSON_CARDS = [
    "tracking.presenters.person.own_cards",
    "tracking.presenters.goals.cards",
    "tracking.presenters.talent.cards",
    "tracking.presenters.reviewers.cards",
    "tracking.presenters.meetings.cards",
    "tracking.presenters.support.cards",
    "tracking.presenters.nominations.cards",
]
PERSON_TAGS = ["tracking.presenters.person.own_tags", "tracking.presenters.talent.tags"]
PERSON_EVENTS = [
    "tracking.presenters.history.own_events",
    "tracking.presenters.talent.events",
    "tracking.presenters.reviewers.events",
    "tracking.presenters.meetings.events",
    "tracking.presenters.support.events",
]
COHORT_PARTS = [
    "tracking.presenters.cohorts.own_parts",
    "tracking.presenters.talent.cohort_parts",
    "tracking.presenters.gifts.cohort_parts",
]

# Functions(clinician) → common.ical.Entry, for the calendar that a person's own program fetches
CALENDAR_ENTRIES = [
    "profiles.presenters.calendar.review_entries",
    *map("pathways.presenters.calendar.{}".format, ["plan_entries", "opportunity_entries", "licence_entries"]),
]

# Functions(clinician) → [(day, who, what)]: when the programme got in touch, for the person's own page
CONTACTS = ["tracking.presenters.support.contacts", "tracking.presenters.gifts.contacts"]

# function() → pathways.rules.taken.Edition: published figures on how people came to each role, or None
ROUTES_TAKEN = "tracking.presenters.routes_taken.edition"

# function() → {code of a kind of time out of training: whether it counts, in words}
TIME_OUT_COUNTS = "pathways.presenters.out_of_programme.counts_by_code"

# --- Facts that the register ships: what `manage.py load_reference` runs, in this order
# `WORDINGS` gives the Welsh of what facts say, as a mapping from the English.
WORDINGS = "pathways.wordings.welsh"
REFERENCE_LOADERS = ["profiles.reference.load", "pathways.reference.load", "tracking.reference.load"]

# --- Pages of docs/ that are made from code by `manage.py write_docs`: each gives its path and text
DOCUMENTS = [
    "talent_register.accounts.documents.permissions",
    "talent_register.common.documents.environment",
    "talent_register.imports.documents.states",
]

# --- Letters
BANK_HOLIDAYS = "pathways.holidays.by_nation"  # function() → {nation: days} on which no letters go
# Beginnings of kinds → function(letter) → why it must not go any more, or "".
LETTER_RECHECKS = {
    "": "profiles.emails.unless_unwanted",
    "profiles/claim": "profiles.emails.still_wanted",
    "profiles/claim_again": "profiles.asking_letters.still_to_ask",
    "profiles/unfinished": "profiles.asking_letters.still_unfinished",
    "profiles/number_disagrees": "profiles.number_letters.still_disagrees",
    "profiles/same_person": "profiles.same_person_letters.still_to_ask",
    "pathways/feedback": "pathways.rechecks.reason_not_to_ask",
    "pathways/mentor": "pathways.rechecks.reason_not_to_tell_of_mentoring",
    "pathways/outcome": "pathways.rechecks.reason_not_to_tell_of_an_outcome",
    "pathways/closing": "pathways.rechecks.reason_not_to_tell_of_closing",
    "pathways/opportunities": "pathways.rechecks.reason_not_to_tell_what_came_in",
    "profiles/changed": "profiles.emails.still_to_tell",
    "tracking/review": "tracking.rechecks.reason_not_to_remind",
    "tracking/plan": "tracking.rechecks.reason_not_to_remind",
    "tracking/licence": "tracking.rechecks.reason_not_to_remind",
    "tracking/digest": "tracking.rechecks.reason_not_to_digest",
    "tracking/meeting": "tracking.meeting_letters.reason_not_to_tell",
    "tracking/update": "tracking.rechecks.reason_not_to_tell",
    "tracking/support": "tracking.rechecks.reason_not_to_write",
    "tracking/approach": "tracking.rechecks.reason_not_to_approach",
}
# Beginnings of kinds → function(day) → the day on which staff let such letters leave again, or None.
LETTER_HOLDS = dict.fromkeys(
    ["tracking/review", "tracking/plan", "tracking/licence", "tracking/digest"], "tracking.rechecks.held_until"
)
# The object that keeps which purposes a person on the register does not want: see letters.wishes.
LETTER_WISHES = "profiles.actions.preferences.OWN_WISHES"
# Beginnings of kinds of which a second copy does no harm, where nobody can say whether the first one left.
LETTER_REPEATABLE = ["account/"]
# Dictionaries of kind → example context, for the page of previews and the test that renders every letter.
LETTER_EXAMPLES = [
    "talent_register.accounts.letter_examples.EXAMPLES",
    "profiles.letter_examples.EXAMPLES",
    "pathways.emails.EXAMPLES",
    "tracking.emails.EXAMPLES",
    "tracking.meeting_letters.EXAMPLES",
    "talent_register.imports.emails.EXAMPLES",
]
