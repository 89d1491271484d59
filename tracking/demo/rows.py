"""A made-up person as rows: account, record, number, posts, training, consents, interest, reviews."""

import uuid
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.db import models
from django.utils import timezone

from profiles.models import (
    Clinician,
    ClinicianState,
    Consent,
    ConsentWording,
    Interest,
    Licence,
    Post,
    Registration,
    RegistrationState,
    Training,
)
from profiles.rules import anniversary, fold_name, normalise_number, stub_erased_on
from talent_register.accounts.models import User
from talent_register.organisations.models import Organisation
from tracking.models import YearlyReview

from .facts import Facts
from .people import Person

LETTERS = "2346789BCDFGHJKMNPQRTVWXY"
NO_PASSWORD = "!demo"  # noqa: S105 - nobody can log in with it
LEAD_BODIES = {"RCP": "Joint Royal Colleges of Physicians Training Board"}
LONGEST_TRAINING = 10


class Rows:
    """Rows of all kinds, kept in the order in which they must be written."""

    KINDS = (User, EmailAddress, Clinician, Registration, Post, Training, Consent, Interest, YearlyReview)

    def __init__(self, facts: Facts, random: Random, today: date):
        self.facts, self.random, self.today = facts, random, today
        self.now = timezone.now()
        self.wordings = {wording.audience: wording for wording in ConsentWording.objects.order_by("version")}
        self.organisations = {o.code: o for o in Organisation.objects.exclude(kind=Organisation.Kind.PRACTICE)}
        self.of: dict[type[models.Model], list] = defaultdict(list)
        self.references: set[str] = set()

    def add(self, person: Person, *, user: User | None = None) -> Clinician:
        """All rows of one person. The record is returned, so that others can point at it."""
        clinician = self._clinician(person)
        if person.has_joined:
            clinician.user = user or self._user(person)
        self.of[Clinician].append(clinician)
        if person.on_list:
            self._training(person, clinician)
        if person.is_known:
            self._registration(person, clinician)
        if person.has_joined:
            self._posts(person, clinician)
            self._answers(person, clinician)
        return clinician

    def reference(self) -> str:
        letters = [self.random.choice(LETTERS) for _n in range(8)]
        made = f"{''.join(letters[:4])}-{''.join(letters[4:])}"
        if made in self.references:
            return self.reference()
        self.references.add(made)
        return made

    def moment(self, day: date) -> datetime:
        """Some time of that working day, never later than now."""
        at = datetime.combine(day, time(self.random.randint(8, 17), self.random.randint(0, 59)), UTC)
        return min(at, self.now)

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.random.getrandbits(128), version=4)

    def _user(self, person: Person) -> User:
        name = f"{person.preferred or person.given} {person.family}"
        user = User(
            uuid=self._uuid(),
            email=person.email,
            name=name,
            password=NO_PASSWORD,
            date_joined=self.moment(person.joined),
        )
        self.of[User].append(user)
        self.of[EmailAddress].append(EmailAddress(user=user, email=person.email, verified=True, primary=True))
        return user

    def _clinician(self, person: Person) -> Clinician:
        supplied = self.moment(person.joined)
        clinician = Clinician(
            reference=self.reference(),
            state=person.state,
            language="cy" if person.nation == "WALES" and self.random.random() < 0.2 else "en-gb",
            created_at=supplied,
            updated_at=supplied,
        )
        if person.is_known:
            self._name(person, clinician)
        if person.has_joined:
            self._joined(person, clinician)
        elif person.state == ClinicianState.STUB:
            given_on = self.today - timedelta(days=self.random.randint(2, 80))
            clinician.created_at = clinician.updated_at = self.moment(given_on)
            clinician.erase_on = stub_erased_on(given_on)
        return clinician

    def _name(self, person: Person, clinician: Clinician) -> None:
        clinician.given_names, clinician.family_name = person.given, person.family
        clinician.preferred_name = person.preferred if person.has_joined else ""
        clinician.given_key, clinician.family_key = fold_name(person.given), fold_name(person.family)
        clinician.work_email = person.email if person.on_list else ""
        clinician.birth_date = person.born if self.random.random() < 0.5 else None
        clinician.profession = person.profession
        clinician.nation, clinician.region = person.nation, person.region

    def _joined(self, person: Person, clinician: Clinician) -> None:
        clinician.career_stage = "PRACTISING"
        clinician.stage, clinician.next_step = person.stage, person.next_step
        clinician.registered_at = self.moment(person.joined)
        clinician.first_interest_on = person.joined - timedelta(days=self.random.choice([0, 0, 0, 30, 200, 400]))
        clinician.review_due_on = person.review_due
        clinician.letters_off = person.letters_off
        clinician.shares_with_region = person.agrees["REGION"]
        clinician.shares_with_nation = person.agrees["NATION"]
        clinician.shares_with_college = person.agrees["COLLEGE"]
        clinician.shares_with_recruiters = person.agrees["RECRUITERS"]
        if person.state == ClinicianState.PAUSED:
            clinician.paused_until = self.today + timedelta(days=self.random.randint(20, 300))

    def _registration(self, person: Person, clinician: Clinician) -> None:
        regulator = person.profession.regulator
        if regulator is None or not person.registration:
            return
        on = date(person.qualified, self.random.randint(1, 12), 1)
        is_verified = self.random.random() < 0.4
        licence = Licence.HELD if self.random.random() < 0.96 else Licence.NOT_HELD
        self.of[Registration].append(
            _with_next_look(
                clinician=clinician,
                regulator=regulator,
                number=person.registration,
                number_key=normalise_number(regulator.code, person.registration),
                state=RegistrationState.CURRENT if is_verified else RegistrationState.UNKNOWN,
                registered_on=min(on, self.today),
                licence=licence if regulator.separates_licence else Licence.NOT_APPLICABLE,
                licence_checked_on=self.today - timedelta(days=self.random.randint(1, 500)) if is_verified else None,
                verified_on=self.today - timedelta(days=self.random.randint(1, 500)) if is_verified else None,
                verified_by="Regulator extract" if is_verified else "",
                created_at=clinician.created_at,
            )
        )

    def _posts(self, person: Person, clinician: Clinician) -> None:
        for job in person.jobs:
            self.of[Post].append(
                Post(
                    clinician=clinician,
                    title=job.title,
                    organisation=job.employer,
                    band=job.band,
                    started_on=job.started,
                    ended_on=job.ended,
                    whole_time=self.random.choice(["1.00", "1.00", "1.00", "0.80", "0.60"]),
                    is_leadership=job.is_leadership,
                    uuid=self._uuid(),
                    created_at=clinician.created_at,
                )
            )

    def _training(self, person: Person, clinician: Clinician) -> None:
        organisation = self.organisations[person.on_list]
        training = Training(
            clinician=clinician,
            organisation=organisation,
            relationship=Training.Relationship.MEMBER,
            as_at=self.today - timedelta(days=self.random.randint(5, 60)),
            updated_at=clinician.updated_at,
        )
        if person.is_known:
            training.organisation_ref = f"{person.on_list}{100_000 + person.number}"
            training.employer, training.region = person.employer, person.region
            if person.profession.family == "medical":
                self._specialty_training(person, training)
            else:
                training.relationship = Training.Relationship.FELLOW
                training.programme = "Clinical leadership fellowship"
                training.cohort = f"Leadership fellows {self.today.year - self.random.randint(0, 1)}"
        self.of[Training].append(training)

    def _specialty_training(self, person: Person, training: Training) -> None:
        """Resident doctors are in a programme; others stand on the list as members."""
        code, is_gp = training.organisation.code, person.profession.code == "general_practitioner"
        lead = LEAD_BODIES.get(code, training.organisation.name)
        own = [s for s in self.facts.specialties if s.lead_college == lead] or self.facts.specialties
        chosen = next((s for s in own if s.code == person.specialty), None) or self.random.choice(own)
        training.specialty = None if is_gp else chosen
        year = self.today.year - person.qualified - 1
        if year > LONGEST_TRAINING:
            return
        year = min(max(year, 1), 8)
        training.relationship = Training.Relationship.TRAINEE
        training.grade = self.facts.grades.get("gpst" if is_gp else f"st{year}")
        training.programme = "General practice" if is_gp else chosen.name
        training.start_date = date(self.today.year - min(year, 4), 8, 1)
        training.expected_completion_date = anniversary(training.start_date, 3 if is_gp else 8)
        training.whole_time = self.random.choice(["1.00", "1.00", "0.80"])
        if self.random.random() < 0.06:
            training.status = Training.Status.OUT_OF_PROGRAMME
            training.status_date = self.today - timedelta(days=self.random.randint(10, 200))

    def _answers(self, person: Person, clinician: Clinician) -> None:
        at = clinician.registered_at
        for audience, is_given in person.agrees.items():
            wording = self.wordings[audience]
            row = {"clinician": clinician, "audience": audience, "wording": wording}
            if not is_given and self.random.random() < 0.2:
                self.of[Consent].append(Consent(**row, is_given=True, at=at, how="registration"))
                at_last, how = self.moment(self.today - timedelta(days=self.random.randint(0, 60))), "consent page"
                self.of[Consent].append(Consent(**row, is_given=False, at=max(at, at_last), how=how))
            else:
                self.of[Consent].append(Consent(**row, is_given=is_given, at=at, how="registration"))
        if clinician.first_interest_on < person.joined:
            self._interest(clinician, "NOT_STARTED", "UNSURE", clinician.first_interest_on, "list")
        self._interest(clinician, person.stage, person.next_step, person.joined, "registration")
        for due_on, done_on in person.reviews:
            outcome = "CHANGED" if self.random.random() < 0.4 else "NOTHING_CHANGED"
            review = YearlyReview(clinician=clinician, due_on=due_on, done_at=self.moment(done_on), outcome=outcome)
            self.of[YearlyReview].append(review)

    def _interest(self, clinician: Clinician, stage: str, next_step: str, day: date, how: str) -> None:
        at = self.moment(day)
        row = Interest(clinician=clinician, stage=stage, next_step=next_step, from_date=day, at=at, how=how)
        self.of[Interest].append(row)


def _with_next_look(**facts) -> Registration:
    """A number that was looked up is looked up again a year later."""
    row = Registration(**facts)
    row.recheck_on = anniversary(row.verified_on, 1) if row.verified_on else None
    return row
