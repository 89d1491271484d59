"""Leadership posts of the demo: every trust and board has its own, held for years by one person after another."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from pathways.models import Programme, Role
from profiles.models import Clinician, Profession
from talent_register.organisations.models import Organisation
from tracking.choices import EndReason, HolderBasis, LeaderQualification, RouteIn
from tracking.models import LeadershipPost, Tenure

from . import bulk

Kind = Organisation.Kind
# Role, kinds of organisation that have it, share of those that do.
POSTS = (
    ("chief_executive", (Kind.TRUST, Kind.BOARD), 1.0),
    ("medical_director", (Kind.TRUST,), 1.0),
    ("chief_nurse", (Kind.TRUST,), 1.0),
    ("icb_clinical_executive", (Kind.BOARD,), 1.0),
    ("chief_operating_officer", (Kind.TRUST,), 0.9),
    ("deputy_medical_director", (Kind.TRUST,), 0.6),
    ("deputy_chief_nurse", (Kind.TRUST,), 0.7),
    ("chief_pharmacist", (Kind.TRUST,), 0.8),
    ("chief_ahp", (Kind.TRUST,), 0.6),
    ("head_of_midwifery", (Kind.TRUST,), 0.5),
)
# Professions of holders: chief executives by what a survey of 2018 found, operating officers by guess.
MIXED = {
    "chief_executive": {"": 67, "nurse_adult": 21, "doctor": 7, "pharmacist": 2, "physiotherapist": 3},
    "chief_operating_officer": {"": 58, "nurse_adult": 26, "physiotherapist": 7, "pharmacist": 4, "doctor": 5},
    "icb_clinical_executive": {"doctor": 44, "general_practitioner": 18, "nurse_adult": 38},
    "chief_ahp": {"physiotherapist": 46, "occupational_therapist": 30, "speech_language_therapist": 24},
    "medical_director": {"doctor": 96, "general_practitioner": 4},
    "deputy_medical_director": {"doctor": 100},
    "chief_nurse": {"nurse_adult": 82, "nurse_mental_health": 12, "midwife": 6},
    "deputy_chief_nurse": {"nurse_adult": 78, "nurse_mental_health": 12, "midwife": 10},
    "chief_pharmacist": {"pharmacist": 100},
    "head_of_midwifery": {"midwife": 100},
}
ROUTES = {
    RouteIn.WITHIN: 44,
    RouteIn.NHS: 38,
    RouteIn.NATIONAL: 8,
    RouteIn.OUTSIDE: 5,
    RouteIn.ABROAD: 2,
    RouteIn.UNKNOWN: 3,
}
CAME_FROM = {
    "chief_executive": ("chief_operating_officer", "chief_nurse", "medical_director"),
    "medical_director": ("deputy_medical_director", "associate_medical_director"),
    "chief_nurse": ("deputy_chief_nurse",),
    "deputy_medical_director": ("associate_medical_director", "clinical_director"),
    "deputy_chief_nurse": ("divisional_nurse", "matron"),
}
SOURCE = "Made up for the demo"
FIRST_YEARS_AGO = 9


@dataclass
class Leaders:
    """What posts are drawn from."""

    random: Random
    today: date

    def add(self) -> None:
        self.professions = {p.code: p for p in Profession.objects.all()}
        self.roles = {r.code: r for r in Role.objects.all()}
        self.programmes = list(Programme.objects.order_by("code").values_list("code", flat=True))
        self.people = self._people()
        posts, tenures = [], []
        for organisation in Organisation.objects.filter(disabled_on=None, nation="ENGLAND").order_by("code"):
            for code, kinds, share in POSTS:
                if organisation.kind in kinds and code in self.roles and self.random.random() < share:
                    posts.append(self._post(self.roles[code], organisation))
        bulk.copy(posts)
        for post in posts:
            tenures += self._tenures(post)
        bulk.copy(tenures)

    def _people(self) -> dict[str, list[Clinician]]:
        """People of the demo who could well hold such a post, by profession."""
        leading = Clinician.objects.registered().filter(stage__in=["ORGANISATION", "SYSTEM"], shares_with_nation=True)
        found: dict[str, list[Clinician]] = {}
        for person in leading.select_related("profession").order_by("reference")[:400]:
            found.setdefault(person.profession.code, []).append(person)
        return found

    def _post(self, role: Role, organisation: Organisation) -> LeadershipPost:
        return LeadershipPost(
            role=role,
            organisation=organisation,
            region=organisation.region,
            created_at=timezone.now() - timedelta(days=700),
            source=SOURCE,
            checked="made up",
        )

    def _tenures(self, post: LeadershipPost) -> list[Tenure]:
        """Holders one after another from years ago until now; a few posts are vacant."""
        start = self.today - timedelta(days=365 * FIRST_YEARS_AGO - self.random.randint(0, 1200))
        stays = []
        while start < self.today:
            end = start + timedelta(days=self.random.randint(500, 2400))
            stays.append(self._tenure(post, start, end))
            start = end + timedelta(days=0 if self.random.random() < 0.7 else self.random.randint(30, 200))
        return stays

    def _tenure(self, post: LeadershipPost, start: date, end: date) -> Tenure:
        code = self._profession(post.role.code)
        is_now = end > self.today
        knows_end = is_now and self.random.random() < 0.35
        return Tenure(
            post=post,
            clinician=self._person(code) if is_now else None,
            basis=HolderBasis.ACTING if self.random.random() < 0.08 else HolderBasis.SUBSTANTIVE,
            profession=self.professions.get(code),
            is_clinical=code in self.professions,
            qualifications=self._qualifications(),
            programmes=self.random.sample(self.programmes, 1) if self.random.random() < 0.4 else [],
            route_in=self.random.choices(list(ROUTES), list(ROUTES.values()))[0],
            came_from=self._came_from(post.role.code),
            started_on=start,
            ended_on=None if is_now else end,
            expected_end_on=end.replace(day=1) if knows_end and end.replace(day=1) > start else None,
            end_reason=self.random.choice(EndReason.values) if knows_end or not is_now else "",
            recorded_on=start,
            created_at=timezone.now(),
            source=SOURCE,
            checked="made up",
        )

    def _profession(self, role: str) -> str:
        shares = MIXED[role]
        return self.random.choices(list(shares), list(shares.values()))[0]

    def _person(self, profession: str) -> Clinician | None:
        waiting = self.people.get(profession)
        return waiting.pop() if waiting and self.random.random() < 0.5 else None

    def _qualifications(self) -> list[str]:
        kinds = LeaderQualification
        shares = {kinds.MASTERS: 0.34, kinds.MBA: 0.14, kinds.DOCTORATE: 0.12, kinds.FELLOWSHIP: 0.16}
        held = [str(kind) for kind, share in shares.items() if self.random.random() < share]
        return held or [str(kinds.CERTIFICATE if self.random.random() < 0.5 else kinds.NONE)]

    def _came_from(self, role: str) -> Role | None:
        known = [self.roles[code] for code in CAME_FROM.get(role, ()) if code in self.roles]
        return self.random.choice(known) if known and self.random.random() < 0.7 else None
