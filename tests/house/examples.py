"""One small world for the test that walks every address as everybody: who is in it, and an example for each address.

A new address with something in its path (`people/<reference>/`) needs a line in EXAMPLES: which object of the world
stands there, and which actors see it. Everybody else who holds the page's permission must get "not found".
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from profiles import reference
from profiles.models import Clinician, RecordMerge, RightsRequest
from profiles.models.claim import ClaimRequest
from talent_register.accounts.models import Invitation, User
from talent_register.audit.models import Event
from talent_register.imports.models import ImportRun
from talent_register.organisations.models import Organisation
from tests.factories.accounts import ApiTokenFactory, MembershipFactory, UserFactory
from tests.factories.kept import kept_world
from tests.factories.letters import LetterFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.pathways import (
    ApplicationFactory,
    ContentChangeFactory,
    LicenceEvidenceFactory,
    MentorOfferFactory,
    MentorRequestFactory,
    OpportunityFactory,
    ParticipationFactory,
    ProgrammeFactory,
    RecognitionDecisionFactory,
)
from tests.factories.profiles import ClinicianFactory, PostFactory, RegistrationFactory, StubFactory, TrainingFactory
from tests.factories.talent import DiscussionFactory, DiscussionShareFactory
from tests.factories.tracking import (
    CohortFactory,
    CohortMemberFactory,
    ExportFactory,
    SavedViewFactory,
    YearlyReviewFactory,
)
from tests.house import leaders, talent
from tests.house.own_paths import OWN_PAGES, own_path
from tests.house.things import (
    application_of,
    batch_of,
    decision_of,
    event_of,
    evidence_of,
    export_of,
    fact_of,
    fellow_of,
    for_programs,
    import_of,
    invitation_of,
    letter_of,
    membership_of,
    offer_of,
    participation_of,
    person,
    registration_of,
    role_of,
    row_of,
    thing,
    two,
    view_of,
    words,
)

# Who walks, and the people (canaries) whose names each may read somewhere.
ACTORS = {
    "anonymous": set(),
    "clinician": {"sharing"},
    "other_clinician": {"hidden"},
    "college_admin": {"sharing", "stub"},
    "college_approver": {"sharing", "stub"},
    "other_college_admin": set(),
    "regional_lead": {"sharing"},
    "stranger": {"northern"},
    "national_lead": {"sharing", "northern"},
    "national_analyst": set(),
    "content_editor": set(),
    "auditor": set(),
    "support": set(),
    "former_lead": set(),
    "lead_without_factor": set(),
    "lead_by_password_alone": set(),
    "inactive_lead": set(),
}
COLLEGE = {"college_admin", "college_approver"}
PROGRAMME = {"regional_lead", "national_lead"}


@dataclass
class World:
    """What stands in the database while an actor walks."""

    users: dict[str, User] = field(default_factory=dict)
    people: dict[str, Clinician] = field(default_factory=dict)
    places: dict[str, Organisation] = field(default_factory=dict)
    things: dict[str, object] = field(default_factory=dict)

    def canaries(self, name: str) -> list[str]:
        """Words that stand on no page but those that show this person."""
        person = self.people[name]
        return [person.family_name, person.work_email, person.registrations.get().number, evidence(name)]


def evidence(name: str) -> str:
    """What a team wrote of somebody: it stands only where that person may be read of."""
    return f"Led the canary board of {name} through a winter"


@dataclass(frozen=True)
class Example:
    """The words in the address and who sees what stands there.

    `sent_by`: who may also send its form, when not all of them. `shows`: people whom the page is about, so that
    those who see it read of them although they see them nowhere else.
    """

    words: Callable[[World], dict]
    seen_by: set[str]
    sent_by: set[str] | None = None
    shows: set[str] = field(default_factory=set)
    data: dict = field(default_factory=dict)


@kept_world
def build() -> World:
    reference.load()
    world = World()
    _places(world)
    _people(world)
    _staff(world)
    _things(world)
    _content_and_mentors(world)
    _discussions(world)
    _merges(world)
    world.things |= talent.things(world)
    return world


def _places(world: World) -> None:
    south, north = (
        RegionFactory(code="south_west", name="South West"),
        RegionFactory(code="north_west", name="North West"),
    )
    world.places = {
        "college": OrganisationFactory(code="RCX", slug="college-x", name="Royal College of X", kind="COLLEGE"),
        "other_college": OrganisationFactory(code="RCY", slug="college-y", name="Royal College of Y", kind="COLLEGE"),
        "south": OrganisationFactory(code="Y58", slug="south-west", name="South West", kind="REGION", region=south),
        "north": OrganisationFactory(code="Y62", slug="north-west", name="North West", kind="REGION", region=north),
        "nation": OrganisationFactory(code="NHSE", slug="nhs-england", name="NHS England", kind="NATIONAL"),
    }


def _people(world: World) -> None:
    """sharing: South West, shares with all. northern: North West, shares. hidden: shares with nobody. stub: no user."""
    alone = {"shares_with_region": False, "shares_with_nation": False, "shares_with_college": False}
    south, north = world.places["south"].region, world.places["north"].region
    world.people = {
        "sharing": ClinicianFactory(region=south, family_name="Quillfeather", review_due_on=date(2026, 8, 6)),
        "northern": ClinicianFactory(region=north, family_name="Northumber"),
        "hidden": ClinicianFactory(region=south, family_name="Zanzibarrow", **alone),
        "stub": StubFactory(region=south, family_name="Ottershaw"),
    }
    for number, (name, someone) in enumerate(world.people.items()):
        someone.work_email = f"{name}@canary.example"
        someone.save()
        RegistrationFactory(clinician=someone, number=f"731846{number}")
    for name in ("sharing", "stub"):
        TrainingFactory(clinician=world.people[name], organisation=world.places["college"])
    world.users["clinician"] = world.people["sharing"].user
    world.users["other_clinician"] = world.people["hidden"].user


def _staff(world: World) -> None:
    def member(name, role, place, *, second_factor=True, ended=None, **user):
        person = UserFactory(name=f"Staff {name}", second_factor=second_factor, **user)
        MembershipFactory(user=person, role=role, organisation=world.places[place], to_date=ended)
        world.users[name] = person

    member("college_admin", "college_administrator", "college")
    member("college_approver", "college_approver", "college")
    member("other_college_admin", "college_administrator", "other_college")
    member("regional_lead", "regional_lead", "south")
    member("stranger", "regional_lead", "north")
    for role in ("national_lead", "national_analyst", "content_editor", "auditor", "support"):
        member(role, role, "nation")
    member("former_lead", "regional_lead", "south", ended=date(2026, 2, 1))
    member("lead_without_factor", "regional_lead", "south", second_factor=False)
    member("lead_by_password_alone", "regional_lead", "south")
    member("inactive_lead", "regional_lead", "south", is_active=False)


def _content_and_mentors(world: World) -> None:
    world.things["change"] = ContentChangeFactory(row_id=world.things["application"].opportunity.programme_id)
    offer = MentorOfferFactory(clinician=world.people["northern"])
    world.things["asked"] = MentorRequestFactory(clinician=world.people["sharing"], offer=offer)


def _merges(world: World) -> None:
    RecordMerge.objects.create(
        reference="MRG-1",
        kept=world.people["hidden"],
        lost=ClinicianFactory(user=None, state="MERGED"),
        reason="The same number",
        merged_at=timezone.now(),
        undo_until=date(2099, 1, 5),
        was={"kept": {}, "lost": {}, "written": {}},
    )


def _discussions(world: World) -> None:
    discussion = DiscussionFactory(
        clinician=world.people["sharing"], owner=world.places["south"], evidence=evidence("sharing")
    )
    DiscussionShareFactory(discussion=discussion)
    DiscussionFactory(clinician=world.people["northern"], owner=world.places["north"], evidence=evidence("northern"))
    world.things["discussion"] = discussion


def _things(world: World) -> None:
    cohort = CohortFactory(slug="southern-cohort", owner=world.places["south"], rule="everyone=1&next=STEP_UP")
    CohortMemberFactory(cohort=cohort, clinician=world.people["sharing"])
    now = timezone.now()
    registrars = ProgrammeFactory(code="chief_registrar", name="Chief registrar scheme")
    intake = OpportunityFactory(slug="example-intake", programme=registrars, organisation=world.places["south"])
    fellowship = ParticipationFactory(clinician=world.people["sharing"], programme=registrars)
    world.things = {
        **leaders.things(world),
        **own_path(world.people["sharing"]),
        "application": ApplicationFactory(clinician=world.people["sharing"], opportunity=intake),
        "participation": fellowship,
        "decision": RecognitionDecisionFactory(
            programme=registrars, participation=fellowship, organisation=world.places["college"]
        ),
        "cohort": cohort,
        "event": Event.objects.create(at=now, type="accounts.signed_up", object_type="user"),
        "import": ImportRun.objects.create(
            reference="IMP-2026-00001",
            organisation=world.places["college"],
            list_type="trainees",
            as_at=date(2026, 1, 5),
            uploaded_by=world.users["college_admin"],
            uploaded_at=now,
        ),
        "claim": ClaimRequest.objects.create(
            reference="CLM-1",
            kind=ClaimRequest.Kind.NOT_PROVEN,
            record=world.people["stub"],
            asked_by=world.users["other_clinician"],
            created_at=now,
        ),
        "rights_request": RightsRequest.objects.create(
            reference="RRQ-1",
            clinician=world.people["hidden"],
            kind=RightsRequest.Kind.CORRECT,
            message="My start date is wrong.",
            created_at=now,
            due_on=date(2026, 12, 31),
        ),
        "letter": LetterFactory(),
        "own_letter": LetterFactory(person_ref=world.people["sharing"].reference),
        "evidence": LicenceEvidenceFactory(clinician=world.people["sharing"], on=date(2026, 1, 5)),
        "role": PostFactory(clinician=world.people["sharing"]),
        "export": ExportFactory(asked_by=world.users["regional_lead"], team=world.places["south"]),
        "view": SavedViewFactory(
            owner=world.users["regional_lead"], team=world.places["south"], is_shared=True, query="next=STEP_UP"
        ),
        "review": YearlyReviewFactory(clinician=world.people["sharing"], due_on=date(2026, 8, 6)),
        "token": ApiTokenFactory(organisation=world.places["college"], created_by=world.users["college_admin"]),
        "invitation": Invitation.objects.create(
            token_hash="0" * 64,
            email="invited@nhs.example",
            organisation=world.places["college"],
            role="college_administrator",
            invited_by=world.users["college_approver"],
            created_at=now,
            expires_at=now + timezone.timedelta(days=7),
        ),
    }


EVERYBODY = set(ACTORS)
NOBODY: set[str] = set()
# Pages that a link in a letter opens, without an account.
LETTER_LINKS = ("claim", "claim-join", "claim-wrong", "claim-not-me", "claim-remove", "same-person")
EXAMPLES = {
    "organisation": Example(words(slug="college-x"), EVERYBODY),
    **for_programs(Example, COLLEGE),
    "team": Example(words(slug="college-x"), COLLEGE, sent_by={"college_approver"}),
    "team-review": Example(words(slug="college-x"), {"college_approver"}),
    "membership-end": Example(membership_of, {"college_approver"}),
    "invitation-resend": Example(invitation_of, {"college_approver"}),
    "invitation-withdraw": Example(invitation_of, {"college_approver"}),
    "invitation": Example(words(token="no-such-token"), EVERYBODY),
    "account_confirm_email": Example(words(key="no-such-key"), EVERYBODY),
    "account_reset_password_from_key": Example(words(uidb36="1", key="no-such-key"), EVERYBODY),
    "mfa_remove_webauthn": Example(words(pk=1), NOBODY),
    "mfa_edit_webauthn": Example(words(pk=1), NOBODY),
    "letter-preview": Example(words(kind="account/invitation"), {"support", "national_lead"}),
    "letter": Example(letter_of, {"support", "national_lead"}),
    "letter-retry": Example(letter_of, {"support", "national_lead"}),
    "letter-cancel": Example(letter_of, {"support", "national_lead"}),
    "letter-stop": Example(words(token="no-such-token"), EVERYBODY),
    "letter-resume": Example(words(token="no-such-token"), EVERYBODY),
    "profile-item-remove": Example(role_of, {"clinician"}),
    "profile-item-step": Example(lambda world: {**role_of(world), "step": "dates"}, {"clinician"}),
    "registration-add": Example(words(regulator="nmc"), {"clinician", "other_clinician"}),
    "registration-change": Example(registration_of, {"clinician"}),
    "registration-joined": Example(registration_of, {"clinician"}),
    "registration-licence": Example(registration_of, {"clinician"}),
    "registration-remove": Example(registration_of, {"clinician"}),
    "registration-check": Example(registration_of, {"support"}, shows={"sharing"}),
    "suggestion": Example(words(pk=1), NOBODY),
    "pathway": Example(words(slug="medicine"), EVERYBODY),
    **{page: Example(*row) for page, row in OWN_PAGES.items()},
    "gap": Example(words(slug="chief-executive"), EVERYBODY, data={"requirement": "example", "step": "0"}),
    "framework": Example(words(code="register", version="1"), EVERYBODY),
    "role": Example(words(slug="chief-executive"), EVERYBODY),
    "role-which": Example(words(slug="chief"), EVERYBODY),
    "programme": Example(words(code="chief_registrar"), EVERYBODY),
    "programme-alumni": Example(words(code="chief_registrar"), PROGRAMME | {"stranger"}),
    **{f"opportunity{do}": Example(words(slug="example-intake"), EVERYBODY) for do in ("", "-save", "-apply")},
    "application-outcome": Example(application_of, PROGRAMME),
    "application-withdraw": Example(application_of, {"clinician"}),
    "recognition": Example(words(slug="college-x"), COLLEGE),
    "recognition-add": Example(words(slug="college-x"), {"college_approver"}),
    "recognition-fellow": Example(fellow_of, {"college_approver"}),
    "recognition-statement": Example(participation_of, {"clinician"}),
    "participation-dispute": Example(participation_of, {"clinician"}),
    "recognition-dispute": Example(decision_of, {"clinician"}),
    "licence-standing": Example(registration_of, {"clinician"}),
    "evidence-change": Example(evidence_of, {"clinician"}),
    "evidence-remove": Example(evidence_of, {"clinician"}),
    "content-kind": Example(words(kind="guidance-note"), {"content_editor"}),
    "content-add": Example(words(kind="guidance-note"), {"content_editor"}),
    "content-edit": Example(fact_of, {"content_editor"}),
    "content-end": Example(fact_of, {"content_editor"}),
    "content-change": Example(thing("change"), {"content_editor"}),
    "content-batch": Example(batch_of, {"content_editor"}),
    "mentor-ask": Example(offer_of, EVERYBODY),
    "mentor-answer": Example(thing("asked"), NOBODY),
    "mentor-stop": Example(thing("asked"), {"clinician"}),
    "review": Example(words(year=2026), {"clinician"}),
    "person": Example(person("sharing"), PROGRAMME),
    "person-history": Example(person("sharing"), PROGRAMME),
    **{f"saved-view{page}": Example(view_of, {"regional_lead"}) for page in ("", "-change", "-remove", "-watch")},
    "export-decide": Example(export_of, {"national_lead"}),
    "export-download": Example(export_of, {"regional_lead"}),
    "cohort": Example(words(slug="southern-cohort"), PROGRAMME),
    "cohort-week": Example(words(slug="southern-cohort"), PROGRAMME),
    "cohort-figures": Example(words(slug="southern-cohort"), PROGRAMME),
    "cohort-figures-file": Example(words(slug="southern-cohort", table="stages"), PROGRAMME),
    "reminder-try": Example(words(kind="REVIEW_ON_DAY"), PROGRAMME | {"stranger"}),
    "cohort-close": Example(words(slug="southern-cohort"), PROGRAMME),
    "cohort-member-add": Example(words(slug="southern-cohort"), PROGRAMME),
    "cohort-member-remove": Example(
        lambda world: {"slug": "southern-cohort", "reference": world.people["sharing"].reference}, PROGRAMME
    ),
    **leaders.examples(Example, words, thing),
    **talent.examples(Example, words, thing),
    "cohort-grid": Example(words(slug="southern-cohort"), PROGRAMME),
    "cohort-grid-place": Example(
        lambda world: {"slug": "southern-cohort", "reference": world.people["sharing"].reference}, PROGRAMME
    ),
    "discussion-list": Example(person("sharing"), PROGRAMME),
    "discussion-create": Example(person("sharing"), PROGRAMME),
    "discussion": Example(thing("discussion"), PROGRAMME),
    "discussion-show": Example(thing("discussion"), PROGRAMME),
    "own-discussion": Example(thing("discussion"), {"clinician"}),
    "leadership-post": Example(thing("post"), PROGRAMME),
    "leadership-post-change": Example(thing("post"), PROGRAMME),
    "leadership-post-appoint": Example(thing("post"), PROGRAMME),
    "leadership-post-end": Example(thing("post", tenure="tenure"), PROGRAMME),
    "audit-event": Example(event_of, {"auditor"}),
    "audit-row-history": Example(row_of, {"auditor"}, shows={"hidden"}, data={"reason": "Complaint 4711"}),
    **{page: Example(words(token="no-such-token"), EVERYBODY) for page in LETTER_LINKS},
    "rights-request": Example(words(reference="RRQ-1"), {"support"}, shows={"hidden"}),
    "own-equality-question": Example(words(question="ethnicity"), {"clinician", "other_clinician"}),
    "message": Example(lambda world: {"reference": world.things["own_letter"].reference}, {"clinician"}),
    "own-copy": Example(words(pk=1), NOBODY),
    "merge": Example(words(reference="MRG-1"), {"support"}),
    "retention-approve": Example(words(pk=1), NOBODY),
    "merge-undo": Example(words(reference="MRG-1"), {"support"}),
    "merge-compare": Example(two("hidden", "stub"), {"support"}, shows={"hidden", "stub"}),
    "merge-separate": Example(two("hidden", "stub"), {"support"}),
    "claim-settle": Example(words(reference="CLM-1"), {"support"}, shows={"hidden", "stub"}),
    "import-present": Example(words(list_type="trainees", ending="csv"), COLLEGE | {"other_college_admin"}),
    "import-template": Example(words(list_type="trainees", ending="csv"), COLLEGE | {"other_college_admin"}),
    "import-step": Example(import_of(), COLLEGE),
    "import-rows": Example(import_of(what="new"), COLLEGE),
    "import-unusual-row": Example(import_of(number=1), COLLEGE),
    "import-row-fix": Example(import_of(number=1), COLLEGE),
}
