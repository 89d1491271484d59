"""Words of the pathways: stages, lanes, how common a move is, and the families of professions with a page."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far a role reaches: the columns of the diagram, from left to right."""

    TEAM = "TEAM", _("Team")
    SERVICE = "SERVICE", _("Service or directorate")
    ORGANISATION = "ORGANISATION", _("Organisation")
    SYSTEM = "SYSTEM", _("System and national")


class Lane(models.TextChoices):
    """What a role is mostly about: the bands of the diagram, from top to bottom."""

    PROFESSION = "PROFESSION", _("Profession and service")
    QUALITY = "QUALITY", _("Quality and education")
    SYSTEM = "SYSTEM", _("Primary care and system")
    OPERATIONS = "OPERATIONS", _("Operations and strategy")
    PRACTICE = "PRACTICE", _("Practice, and leading beside it")


class Commonness(models.TextChoices):
    COMMON = "COMMON", _("Common")
    SOMETIMES = "SOMETIMES", _("Sometimes")
    RARE = "RARE", _("Rare")


class Needs(models.TextChoices):
    """Whether a role needs something: sometimes it depends on the post or the profession."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    ASK = "ask", _("It depends")


class Measure(models.TextChoices):
    """How a rule of a regulator is counted."""

    PRACTICE_HOURS = "PRACTICE_HOURS", _("Hours of practice")
    CPD_HOURS = "CPD_HOURS", _("Hours of learning")
    POINTS = "POINTS", _("Points")
    COUNT = "COUNT", _("Number of things")
    AS_THEY_COME = "AS_THEY_COME", _("All that happen")
    RENEWAL = "RENEWAL", _("Done when you renew")
    ASK = "ASK", _("To find out")
    RETURN = "RETURN", _("To come back")


class Window(models.TextChoices):
    """The stretch of time that a rule looks at."""

    CYCLE = "CYCLE", _("Since your last renewal")
    YEARLY = "YEARLY", _("Each year, counted from your last renewal")
    ROLLING = "ROLLING", _("Any years in a row, also over a renewal")
    BEFORE_END = "BEFORE_END", _("Shortly before you renew")
    FIXED = "FIXED", _("Between the regulator’s own dates")
    NONE = "NONE", _("No set time")


class Progress(models.TextChoices):
    MET = "MET", _("Met")
    PARTLY = "PARTLY", _("Partly met")
    NOT_YET = "NOT_YET", _("Not yet")
    NOT_TOLD = "NOT_TOLD", _("You have not told us")
    AT_RENEWAL = "AT_RENEWAL", _("When you renew")
    AS_THEY_COME = "AS_THEY_COME", _("As they happen")


class Facet(models.TextChoices):
    """What a piece of evidence is: one piece may be several things at once."""

    CPD = "CPD", _("Learning (CPD)")
    WITH_OTHERS = "WITH_OTHERS", _("Learning with other people")
    WITH_PEER = "WITH_PEER", _("I talked it through with a peer")
    PLANNED = "PLANNED", _("I planned this learning ahead")
    REFLECTION = "REFLECTION", _("I wrote a reflection on it")
    FEEDBACK = "FEEDBACK", _("Feedback on my practice")
    COLLEAGUE_FEEDBACK = "COLLEAGUE_FEEDBACK", _("A round of feedback from colleagues")
    USER_FEEDBACK = "USER_FEEDBACK", _("A round of feedback from patients or those I serve")
    DISCUSSION = "DISCUSSION", _("A discussion or review with another professional")
    CONFIRMATION = "CONFIRMATION", _("Somebody confirmed my record")
    APPRAISAL = "APPRAISAL", _("An appraisal")
    QUALITY = "QUALITY", _("Work to improve quality")
    EVENT = "EVENT", _("A significant event")
    COMPLAINT = "COMPLAINT", _("A complaint or compliment")
    PLAN = "PLAN", _("A development plan")


class Counts(models.TextChoices):
    """Whether something counts in a management role."""

    YES = "yes", _("Counts")
    PARTLY = "partly", _("Counts in part")
    NO = "no", _("Does not count")
    NOT_APPLICABLE = "n/a", _("The same in every role")


class Counted(models.TextChoices):
    """Whether something counts towards the completion of training."""

    YES = "YES", _("Counts")
    PARTLY = "PARTLY", _("Counts in part")
    NO = "NO", _("Does not count")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("Not part of training")
    NOT_KNOWN = "NOT_KNOWN", _("Not known")


class PayBasis(models.TextChoices):
    """What a figure of pay rests on."""

    PUBLISHED = "PUBLISHED", _("Published")
    COMPUTED = "COMPUTED", _("Worked out from a published figure and an award")
    RECALLED = "RECALLED", _("Recalled, not read")
    INDICATIVE = "INDICATIVE", _("An old middle value")
    NOT_KNOWN = "NOT_KNOWN", _("No figure found")


class RaterGroup(models.TextChoices):
    """From where somebody sees a person lead."""

    MANAGER = "MANAGER", _("People I report to")
    PEERS = "PEERS", _("Peers")
    LED = "LED", _("People I lead")
    OTHERS = "OTHERS", _("Others")


class MentorTopic(models.TextChoices):
    """What people ask mentors about."""

    CAREER = "CAREER", _("My next step")
    MONEY = "MONEY", _("Money and budgets")
    CHANGE = "CHANGE", _("Leading change")
    TEAM = "TEAM", _("Leading a team")
    BOARD = "BOARD", _("How boards work")
    SYSTEM = "SYSTEM", _("Working across organisations")
    BALANCE = "BALANCE", _("Clinical work and leadership together")
    RETURN = "RETURN", _("Going back to practice")


class MentorReason(models.TextChoices):
    """Why an offer may suit somebody."""

    TOPIC = "TOPIC", _("They can help with what you chose")
    PROFESSION = "PROFESSION", _("They share your profession")
    FURTHER = "FURTHER", _("They lead further than you do now")
    REGION = "REGION", _("They are in your region")
    REMOTE = "REMOTE", _("You can meet by video")


class Openness(models.TextChoices):
    OPEN = "OPEN", _("Open")
    SOON = "SOON", _("Closing soon")
    CLOSED = "CLOSED", _("Closed")
    LATER = "LATER", _("Not open yet")


class WhySeen(models.TextChoices):
    """Why somebody sees an opportunity."""

    PROFESSION = "PROFESSION", _("It is for your profession")
    STAGE = "STAGE", _("It fits your stage in leadership")
    REGION = "REGION", _("It is in your region")
    ALL = "ALL", _("It is open to all clinical professions")


class Stance(models.TextChoices):
    """Whether a regulator's guidance answers clinicians who lead."""

    APPLIES = "APPLIES", _("Says how it applies to leaders")
    SILENT = "SILENT", _("Says nothing about leaders")
    UNCLEAR = "UNCLEAR", _("Not clear")


class WillNeed(models.TextChoices):
    """Whether a job needs the registration of the person who holds it."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("I am not sure")


class Patients(models.TextChoices):
    YES = "yes", _("Yes, most weeks")
    SOME = "some", _("Sometimes")
    NO = "no", _("No")


class Outcome(models.TextChoices):
    """Where somebody stands with their licence. None of these tells anybody what to do."""

    NEEDED = "NEEDED", _("The job needs your registration")
    LIKELY_NEEDED = "LIKELY_NEEDED", _("Contact with patients usually means that you practise")
    ASK_FIRST = "ASK_FIRST", _("Find out first whether the job needs your registration")
    OPEN = "OPEN", _("The job does not ask for your registration")
    NO_REGULATOR = "NO_REGULATOR", _("Your profession has no regulator here")


class Follows(models.TextChoices):
    """When a consequence holds: with the answers as they are, if the registration is kept up, or if it ends."""

    ANSWER = "ANSWER", _("What your answers mean")
    KEPT = "KEPT", _("If you keep it up")
    ENDED = "ENDED", _("If it ends")


PRACTICE = "clinical_practice"  # the code of the role that ways back lead to


@dataclass(frozen=True)
class Family:
    """A family of professions with a page of its own. `code` is what professions carry.

    `lanes` are the bands of its diagram from top to bottom, where another order than theirs lets more lines be drawn.
    """

    slug: str
    code: str
    name: Promise | str
    people: Promise | str
    lanes: tuple[Lane, ...] = tuple(Lane)


# Of all orders the one in which every way back is drawn and the fewest other lines are left over.
MEDICAL_LANES = (Lane.SYSTEM, Lane.PRACTICE, Lane.QUALITY, Lane.PROFESSION, Lane.OPERATIONS)
SHARED = Family("all-professions", "", _("All clinical professions"), _("clinicians of any profession"))
FAMILIES = (
    Family("medicine", "medical", _("Medicine"), _("doctors"), MEDICAL_LANES),
    Family("nursing", "nursing", _("Nursing"), _("nurses")),
    Family("midwifery", "midwifery", _("Midwifery"), _("midwives")),
    Family("allied-health", "ahp", _("Allied health professions"), _("allied health professionals")),
    Family("pharmacy", "pharmacy", _("Pharmacy"), _("pharmacists and pharmacy technicians")),
    Family("dentistry", "dental", _("Dentistry"), _("dentists and dental care professionals")),
    Family("healthcare-science", "healthcare science", _("Healthcare science"), _("healthcare scientists")),
    Family("psychology", "psychological", _("Psychological professions"), _("psychological professionals")),
    Family("social-work", "social care", _("Social work"), _("social workers")),
)
FAMILY_BY_SLUG = {family.slug: family for family in (*FAMILIES, SHARED)}
FAMILY_BY_CODE = {family.code: family for family in FAMILIES}
