"""What editors are asked for in each column of each kind of fact: a name for it, and how to fill it in. Plain words.

A column says it for all kinds in OF_ALL, or for one kind in OF_KIND. A test asks that every column is here.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Said = tuple[Promise | str, Promise | str]

# One of a kind, and many, where the table's own name is a word of ours.
KINDS: dict[str, Said] = {
    "crosswalk": (_("likeness of two frameworks"), _("Likenesses of frameworks")),
    "competency": (_("part of a framework"), _("Parts of frameworks")),
    "level": (_("level of a framework"), _("Levels of frameworks")),
    "out-of-programme-kind": (_("kind of time out of training"), _("Kinds of time out of training")),
    "outside-code": (_("code or rule of others"), _("Codes and rules of others")),
    "registration-status": (_("outcome of a register"), _("Outcomes of registers")),
    "shared-title": (_("title that several jobs share"), _("Titles that several jobs share")),
    "statutory-note": (_("note on the law"), _("Notes on the law")),
    "time-out-to-choose": (_("time out that people choose"), _("Time out that people choose")),
    "wording": (_("Welsh of some words"), _("Welsh of words")),
}

SHORT_NAME = (
    _("Short name"),
    _("Small letters, numbers and lines, such as chief-nurse. Files and other facts name it by this. Do not change it"),
)
FAMILIES = (_("Professions that may"), _("Tick the families of professions. Tick none where all may"))
PROFESSIONS = (_("Professions that it holds for"), _("Tick none where it holds for all of this regulator"))
LINK = (_("Link"), _("The whole address of a page that readers can open, with https"))
PLACE = (_("Place in the list"), _("A whole number. 1 comes first"))
WHAT_WAS_READ = (
    _("What of this was read there"),
    _("What the source says, and what is general knowledge. Readers see it beside the source"),
)
FAMILY = (_("Family of professions"), _("Whose page shows it"))

OF_ALL: dict[str, Said] = {
    "source": (_("Source"), _("Where it was read: a page, a document or a law, so that the next reader finds it")),
    "valid_from": (_("True from"), _("The first day on which it is true. Leave empty where it has long been true")),
    "valid_to": (_("True no more from"), _("The first day on which it is true no more. Leave empty while it is true")),
    "code": SHORT_NAME,
    "slug": (_("Name in the address"), _("How the address of its page ends: small letters and lines, no blanks")),
    "source_covers": WHAT_WAS_READ,
    "url": LINK,
    "link": LINK,
    "position": PLACE,
    "sort": PLACE,
    "disabled_on": (
        _("Not to choose from"),
        _("The first day on which nobody can choose it any more. Leave empty while people can"),
    ),
    "families": FAMILIES,
    "professions": PROFESSIONS,
}

OF_KIND: dict[str, dict[str, Said]] = {
    "bank-holiday": {
        "nation": (_("Nation"), _("Where it is a day off. One that is a day off in two nations is entered twice")),
        "day": (_("Day"), _("The day off. Nobody there gets letters of ours on it")),
        "name": (_("Name"), _("For example Good Friday")),
    },
    "competency": {
        "framework": (_("Framework"), _("The framework, and which version of it, that this is a part of")),
        "parent": (_("Part of"), _("The larger part that this stands under. Leave empty for a main part")),
        "kind": (_("What the framework calls such a part"), _("For example competency, domain or element")),
        "title": (_("Title"), _("As the framework says it")),
        "summary": (_("In our own words"), _("One sentence of ours. Empty where the publisher allows titles only")),
        "wordings": (
            _("What it looks like at each level"),
            _("One level a line: the short name of the level, a colon, our words. Such as working: You lead a project"),
        ),
    },
    "crosswalk": {
        "from_competency": (_("This part"), _("A part of one framework")),
        "to_competency": (_("is like this part"), _("A part of another framework")),
        "strength": (_("How close they are"), _("One word, for example related or same")),
        "basis": (_("Who says so"), _("For example: our own view, not an official mapping")),
        "is_official": (_("Both publishers say so"), _("Leave unticked where it is our own view")),
    },
    "framework": {
        "version": (_("Version"), _("As its publisher calls it, often a year. New words are a new version")),
        "name": (_("Name"), _("As its publisher says it")),
        "publisher": (_("Publisher"), _("The body whose framework it is")),
        "status": (_("Where it stands"), _("Whether it is out, in use, or replaced")),
        "audience": (_("Whom it is for"), _("A few words, for example all NHS staff")),
        "permission": (_("What we may show of it"), _("What the publisher allows. If nobody asked, say so")),
        "permission_note": (_("What was allowed, by whom"), _("Who answered, and when")),
        "is_for_self_assessment": (
            _("People may look at themselves by it"),
            _("Needs levels, and a part with words for each level"),
        ),
    },
    "guidance-note": {
        "regulator": (_("Regulator"), _("Whose guidance it is. Leave empty for another body, and enter that below")),
        "body": (_("Other body"), _("Only where it is no regulator of a profession")),
        "question": (_("Question"), _("What a clinician who leads would ask, as a question")),
        "summary": (_("What the guidance says"), _("In our own words, short")),
        "stance": (_("Does it speak of leaders?"), _("Whether the guidance says how it applies to those who lead")),
    },
    "level": {
        "framework": (_("Framework"), _("The framework, and which version of it, that this is a level of")),
        "name": (_("Name"), _("As the framework says it")),
        "rank": (
            _("How high it stands"),
            _("1 is the lowest. 0 is for an answer that says nothing, such as: no chance to show it"),
        ),
        "description": (_("What it means"), _("One sentence, beginning with You")),
    },
    "licence-consequence": {
        "follows": (_("When it holds"), _("With the answers as they are, if people keep it up, or if it ends")),
        "outcome": (_("After which answer"), _("Leave empty where it holds after every answer")),
        "regulator": (_("Regulator"), _("Leave empty where it holds for all regulators that are like this")),
        "licence_apart": (
            _("Only where a licence stands beside the registration?"),
            _("Yes: only where they are two things. No: only where they are one. Not said: both"),
        ),
        "says": (_("What follows"), _("A sentence. It says what is so, and never what somebody should do")),
    },
    "licence-rule": {
        "version": (
            _("Version"),
            _("1 for a new rule. A rule that changed is a new fact with the same short name and the next number"),
        ),
        "regulator": (_("Regulator"), _("Who asks for it")),
        "applies_to": (_("Whom it holds for, in words"), _("For example all nurses and midwives")),
        "title": (_("Title"), _("What is asked for, for example Practice hours")),
        "measure": (_("How it is counted"), _("What is added up, or that nothing is")),
        "facets": (
            _("What evidence must be to count"),
            _("Tick what a thing in somebody’s log must be. Tick none where all of it counts"),
        ),
        "quantity": (_("How many"), _("A whole number. Leave empty where there is no number")),
        "unit": (_("Of what"), _("For example hours, days or pieces")),
        "period_months": (_("Over how many months"), _("In months: 36 for 3 years. Empty where there is no period")),
        "window": (_("From when it counts"), _("Since the last renewal, each year, or another stretch of time")),
        "within_months": (_("How long before the end"), _("In months, where it must be done shortly before renewing")),
        "away_from_months": (_("Away for at least"), _("In months, for a rule on coming back after a time away")),
        "away_to_months": (_("Away for less than"), _("In months, for a rule on coming back after a time away")),
        "lead_months": (_("How long coming back takes"), _("In months, for a rule on coming back")),
        "window_words": (_("The time, in words"), _("Readers see this, for example In the 3 years before you renew")),
        "counts_in_management": (
            _("Does work in management count?"),
            _("Whether leaders can meet it with their leadership work"),
        ),
        "how_leaders_meet_it": (_("How leaders meet it"), _("Short sentences to the reader")),
        "management_note": (
            _("How we know what leaders may count"),
            _("Only where it was read at second hand, for example at a professional body"),
        ),
        "evidence_to_hold": (_("What to keep"), _("For example a log, a form or a name")),
        "if_missed": (_("What happens if it is missed"), _("What the regulator may do")),
    },
    "opportunity": {
        "title": (_("Title"), _("What it is called")),
        "kind": (_("Kind"), _("What sort of chance it is")),
        "programme": (_("Programme"), _("For an intake: of which programme. Else leave empty")),
        "organisation": (_("Organisation"), _("Who runs it. Its staff decide on applications")),
        "summary": (_("What it is"), _("Two or three short sentences")),
        "who_can_apply": (_("Who can apply"), _("In words, for example nurses of band 7 and above")),
        "stages": (_("Stages in leadership"), _("Tick for whom it is. Tick none where it is for all")),
        "region": (_("Region"), _("Leave empty where it is open to all regions")),
        "funder": (_("Who pays for it"), _("Leave empty where nobody knows")),
        "cost": (_("Cost"), _("For example free, or 500 pounds")),
        "places": (_("Places"), _("How many people are taken. Leave empty where nobody knows")),
        "opens_on": (_("Opens on"), _("The first day for applications. Leave empty where it is open already")),
        "closes_on": (_("Closes on"), _("The last day for applications. Leave empty where it has none")),
        "starts_on": (_("Starts on"), _("The day on which it begins, where that is known")),
    },
    "out-of-programme-kind": {
        "name": (_("Name"), _("For example Time out for a fellowship")),
        "counts": (_("Does it count towards training?"), _("What the guide for training says")),
        "counts_words": (_("Does it count, in words"), _("Where one word is not enough")),
        "approval_words": (_("Who agrees to it"), _("Who must say yes before it starts")),
        "longest_months": (_("Longest time"), _("In months. Leave empty where there is no limit")),
        "keeps_number": (_("Is the training number kept?"), _("In a few words")),
        "typical_use": (_("What people use it for"), _("In a few words")),
        "review_outcomes": (
            _("Outcomes of the yearly review while away"),
            _("Tick those that are usual. Tick none where nobody knows"),
        ),
    },
    "outside-code": {
        "kind": (
            _("What it is a code of"),
            _("Programs and rules of ours rest on it. Changing it here changes no rule"),
        ),
        "code": (_("Code"), _("As the other system writes it")),
        "name": (_("Name"), _("As the other system says it")),
        "says": (_("What it means there"), _("Short, and what of it is our own reading")),
    },
    "pathway": {
        "name": (_("Name"), _("For example Hospital doctor to medical director")),
        "family": FAMILY,
    },
    "pathway-step": {
        "pathway": (_("Pathway"), _("The way that this is a step of")),
        "position": (_("Which step it is"), _("1 is the first. No two steps of a pathway have the same number")),
        "role": (_("Role"), _("The role that people hold at this step")),
        "usual_years": (_("Usual time in it"), _("In years, for example 3")),
        "entry_condition": (_("What comes before"), _("What people have when they start, in a few words")),
        "programmes": (_("Programmes that help here"), _("Tick none where you know of none")),
        "is_optional": (_("People may leave it out"), _("Tick it where many go past this step")),
        "reached": (_("How often people reach it"), _("Common, sometimes or rare")),
        "alternatives": (_("Roles held instead"), _("Roles of the register that people hold here instead")),
        "other_ways": (_("Other titles held instead"), _("Titles without a page here. One a line")),
    },
    "pay-award": {
        "year": (_("Pay year"), _("Written as 2025/26")),
        "group": (_("Group of staff"), _("Whose pay rose")),
        "award": (_("Rise"), _("In words, for example 3.6 per cent")),
    },
    "pay-point": {
        "scheme": (_("Pay scheme"), _("The short name of the scheme. All its points carry the same")),
        "point": (_("Point"), _("As the scheme numbers it, for example 8a")),
        "name": (_("Name"), _("As readers see it, for example Band 8a, top")),
        "from_date": (_("Paid from"), _("The day from which this figure holds")),
        "amount": (_("Amount"), _("In whole pounds a year, full time. Leave empty where no figure is known")),
        "reached": (_("When people reach it"), _("For example after 3 years")),
        "nation": (_("Nation"), _("Where it is paid, for example England")),
        "covers": (_("What it covers"), _("For example basic full-time pay")),
        "basis": (_("What the figure rests on"), _("Only a published figure can be shown as checked")),
        "how": (_("How it was worked out"), _("Where it is no published figure: from what, and how")),
    },
    "practice-setting": {
        "kind": (_("Which list it is of"), _("Where somebody worked, or what kind of work it was")),
        "name": (_("Name"), _("In the regulator’s own words")),
    },
    "profession": {
        "name": (_("Name"), _("What one of them is called, for example Dietitian")),
        "family": (_("Family of professions"), _("Whose roles and routes people of it are shown")),
        "regulator": (_("Regulator"), _("Who keeps its register. Leave empty where nobody does")),
        "number_prefix": (_("Letters before the number"), _("Where the number tells the profession, for example PH")),
        "staff_group": (_("Staff group"), _("As staff records of the NHS call it, for example Allied Health")),
        "typical_college": (_("College"), _("The college or society that most of them belong to")),
    },
    "programme": {
        "name": (_("Name"), _("As those who run it say it")),
        "kind": (_("Kind"), _("What sort of programme it is")),
        "provider": (_("Run by"), _("The body that runs it")),
        "profession_scope": (_("Professions, in words"), _("For example all, or all registered clinicians")),
        "career_stage": (_("For whom"), _("When in a career, for example first leadership role")),
        "tier": (_("Level of leadership"), _("1 is learning to lead, 7 is chief executive. Empty where nobody knows")),
        "months": (_("Length"), _("In months. Leave empty where nobody knows")),
        "commitment": (_("Time it takes"), _("For example 4 hours a week")),
        "cost": (_("Cost or pay"), _("For example free, or pay as before")),
        "counts": (_("Does it count towards training?"), _("What was read. Colleges decide for each person")),
        "out_of_programme": (_("Kind of time out"), _("What a trainee takes for it. Leave empty where none is needed")),
        "award": (_("Award"), _("What people have at the end, for example a certificate")),
        "status": (_("Where it stands"), _("For example offered every year, or ended")),
        "opens": (_("When it opens"), _("For example each winter")),
    },
    "regulator": {
        "name": (_("Name"), _("In full")),
        "short_name": (_("Name in short"), _("As people say it, for example GMC")),
        "nations": (_("Where"), _("UK, or the nations it registers people for")),
        "number_label": (_("What it calls its number"), _("For example GMC reference number")),
        "number_pattern": (
            _("Pattern of the number"),
            _("In the notation of programs. Leave it as it is unless you know that, and empty where any number goes"),
        ),
        "number_hint": (_("How a number looks, in words"), _("People read it below the box, for example 7 digits")),
        "number_example": (_("Example of a number"), _("Made up, and fitting the pattern")),
        "is_pattern_sure": (_("Every number fits the pattern"), _("Unticked, one that does not fit only warns")),
        "separates_licence": (
            _("A licence stands beside the registration"),
            _("Tick it where people can be registered without a licence to practise"),
        ),
        "register_url": (_("Its register"), _("The whole address of the page on which anybody can look up a number")),
        "renewal_months": (_("Renewed every"), _("In months. Leave empty where nobody knows")),
        "revalidation_months": (_("Revalidated every"), _("In months. Leave empty where there is no such thing")),
    },
    "registration-status": {
        "regulator": (_("Regulator"), _("On whose public register it stands")),
        "label": (_("Outcome"), _("In the words of the register, for example Registered with conditions")),
        "state": (_("What it says of the registration"), _("Goals and lists go by this")),
        "licence": (_("What it says of the licence"), _("No separate licence, where the regulator has none")),
    },
    "renewal-window": {
        "regulator": (_("Regulator"), _("Who renews in this time")),
        "name": (_("Who renews in it"), _("As readers see it, for example Dietitians")),
        "number_prefix": (_("Letters before the number"), _("Where the number tells the profession, for example PH")),
        "opens": (_("Opens"), _("Month and day, the month first: 02-01 for 1 February. Empty where it is always open")),
        "closes": (_("Closes"), _("Month and day, the month first: 04-30 for 30 April")),
        "closing_years": (_("In which years"), _("Every year, or every second one")),
    },
    "requirement": {
        "role": (_("Role"), _("The role that asks for it")),
        "kind": (_("Kind"), _("What sort of thing is asked for")),
        "strength": (_("How strongly it is asked for"), _("Must is for law, a regulator or a contract only")),
        "words": (_("What is asked for"), _("As readers see it, for example Board experience")),
        "rule": (_("When does somebody meet it?"), _("What nobody told us never counts against them")),
        "options": (_("What the rule asks for"), _("It stands below the rule you choose")),
        "basis": (_("Who asks for it"), _("Law, regulator, contract, or our view")),
        "steps": (_("Next steps"), _("1 to 3 things to do for somebody who does not meet it yet")),
        "disabled_on": (_("Asked for no more from"), _("The first day without it. Leave empty while it is asked for")),
    },
    "role": {
        "title": (_("Title"), _("As most employers say it")),
        "other_titles": (_("Other titles"), _("What else employers call it. One a line")),
        "purpose": (_("What it is for"), _("Two sentences")),
        "stage": (_("How far it reaches"), _("In which column of the diagram it stands")),
        "lane": (_("What it is mostly about"), _("In which row of the diagram it stands")),
        "tier": (_("Level of leadership"), _("From 1, learning to lead, to 7, chief executive or national")),
        "tier_name": (_("Level in words"), _("For example Board")),
        "setting": (_("Kind of employer"), _("For example trust, or integrated care board")),
        "is_board_role": (_("It sits on a board"), _("Then the law for board members is shown")),
        "needs_registration": (_("Does it need a registration?"), _("With the regulator of a profession")),
        "needs_licence": (_("Does it need a licence?"), _("A licence to practise, where the regulator has one")),
        "pay": (_("Pay"), _("As readers see it. Name the band, so that the figures are found")),
        "sessions": (_("Time it takes"), _("For example full time, or 2 sessions a week")),
        "years_qualified": (_("Years since registration"), _("What is usual, for example about 10")),
        "responsibilities": (_("What people do in it"), _("Short sentences")),
        "experience": (_("What people bring"), _("Short sentences")),
        "notes": (_("Notes"), _("What else readers need to know")),
    },
    "route": {
        "from_role": (_("From this role"), _("Where people are before")),
        "to_role": (_("To this role"), _("Where they go. A way back to practice is a route too")),
        "family": FAMILY,
        "commonness": (_("How often people go this way"), _("It decides how the line is drawn")),
        "basis": (_("How we know"), _("For example expert view, or seen in the register")),
    },
    "shared-title": {
        "title": (_("Title"), _("As people say it. Whoever types it is asked which of the jobs they mean")),
        "other_titles": (_("Other ways to write it"), _("One a line, for example its initials")),
        "roles": (_("Jobs that it may mean"), _("Tick at least two")),
        "family": (_("Page that shows how they relate"), _("For who is not sure. Leave empty where there is none")),
    },
    "specialty": {
        "name": (_("Name"), _("As the regulator says it")),
        "group": (_("Group"), _("The larger field it belongs to, for example medicine")),
        "nhs_code": (_("Number in staff records"), _("The 3 digits that the NHS gives it, where it has them")),
        "lead_college": (_("College"), _("The college that leads its training")),
    },
    "statutory-note": {
        "title": (_("Title"), _("The name of the law or the check")),
        "text": (_("What it says"), _("In our own words, short")),
        "reach": (_("Which roles it holds for"), _("All, those on boards, or those who answer to a board too")),
        "expected": (_("Expected when"), _("For a law on its way: about when, while no day is known")),
    },
    "time-out-to-choose": {
        "name": (_("Name"), _("As people choose it for their training. Whether it counts stands with the other kinds")),
    },
    "training-grade": {
        "name": (_("Name"), _("In full, for example Foundation year 1")),
        "abbreviation": (_("Name in short"), _("For example F1")),
        "sector": (_("Part of training"), _("For example medical, dental or education")),
    },
    "training-outcome": {
        "name": (_("Name"), _("As the guide for training says it")),
        "short_label": (_("Name in short"), _("A word or two, for tables")),
        "satisfactory": (_("Is it satisfactory?"), _("yes, no, pending, or unknown")),
        "effect": (_("What follows"), _("For example training goes on")),
        "is_legacy": (_("Given no more"), _("Tick it for an outcome that is of older years only")),
    },
    "wording": {
        "english": (_("English"), _("The exact words of a fact")),
        "welsh": (_("Welsh"), _("The same in Welsh, wherever a fact says those words")),
    },
}

# What the choice of rules calls each, and what each of their options asks for.
RULES: dict[str, Promise | str] = {
    "profession": _("They belong to one of these professions"),
    "registration": _("They are on a professional register"),
    "licence": _("They hold a licence to practise"),
    "years_qualified": _("They have been registered for some years"),
    "held_role": _("They hold or held such a role"),
    "scope": _("They lead this widely"),
    "programme": _("They finished one of these programmes"),
    "qualification": _("They hold such a qualification"),
    "skill": _("They answered that they have this skill"),
    "evidence": _("They added an example of this skill"),
    "own_word": _("They say so themselves, and the employer checks it"),
}
OPTIONS: dict[str, Said] = {
    "families": (_("Which families of professions"), _("Tick at least one. Who belongs to one of them meets it")),
    "years": (_("How many years"), _("A whole number")),
    "roles": (_("Which roles"), _("Tick at least one. Time in any of them is added up")),
    "scope": (_("How widely"), _("Those who lead this widely or more meet it")),
    "programmes": (_("Which programmes"), _("Tick at least one. One of them is enough")),
    "qualifications": (_("Which kinds of qualification"), _("Tick at least one. One of them is enough")),
    "competency": (_("Which skill"), _("A part of the register’s own framework")),
    "rank": (_("At which level"), _("Those at this level or a higher one meet it")),
}


def words_of(kind: str, column: str) -> Said:
    """The name of a column, and how to fill it in. Raises KeyError for one that nobody put into words."""
    own = OF_KIND.get(kind, {})
    return own[column] if column in own else OF_ALL[column]
