"""Joining the register."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from profiles import emails, rules
from profiles.models import Clinician, ClinicianState, EndedLink, Interest, Post, Profession, RegistrationDraft
from talent_register.accounts.models import User

from . import claims, consents, details, facts, links, naming, registrations
from .preferences import switched_off
from .trail import note


@transaction.atomic
def register(*, draft: RegistrationDraft, by: User, at: datetime) -> Clinician:
    """Make the answers a record, or complete the supplied record that the person proved to be theirs.

    Pressing the button twice registers once. A number that stands on another record is left to support, and the
    person is told nothing of that record.
    """
    user = User.objects.select_for_update().get(pk=by.pk)
    if found := Clinician.objects.filter(user=user).first():
        return found
    answers = draft.answers
    rules.check_can_register(answers)
    clinician = claims.record_of(draft) or Clinician(
        reference=Clinician.objects.fresh_references(1)[0], created_at=at, import_reference=""
    )
    was_supplied, before = clinician.pk is not None, facts.own_values(clinician)
    _fill(clinician, answers, user, at)
    clinician.save()
    _keep_post(clinician, answers["role"], at)
    _keep_number(clinician, answers.get("number", {}).get("number", ""), user, at)
    _keep_interest(clinician, at)
    consents.decide(clinician=clinician, choices=answers["consent"], by=user, at=at, how="registration")
    clinician.refresh_from_db()
    facts.after_registering(clinician=clinician, before=before, on=timezone.localdate(at))
    claims.lift_addresses(clinician=clinician)
    links.end(people=[clinician.pk], why=EndedLink.Why.JOINED, at=at)
    RegistrationDraft.objects.filter(user=user).delete()
    note("profiles.clinician_registered", clinician, user, was_supplied=was_supplied, proof=draft.proof)
    emails.welcome(clinician=clinician)
    return clinician


def _fill(clinician: Clinician, answers: dict, user: User, at: datetime) -> None:
    today = timezone.localdate(at)
    details.write(clinician, "name", answers["name"])
    details.write(clinician, "region", answers["region"])
    clinician.profession = Profession.objects.filter(code=answers["profession"].get("code", "")).first()
    clinician.career_stage = answers.get("reason", {}).get("reason") or answers["profession"]["standing"]
    clinician.stage = answers["stage"]["stage"]
    clinician.next_step = answers["next-step"]["next_step"]
    clinician.language = answers["letters"]["language"]
    clinician.letters_off = switched_off(answers["letters"]["purposes"])
    clinician.user, clinician.state = user, ClinicianState.REGISTERED
    clinician.registered_at = clinician.updated_at = at
    clinician.first_interest_on = clinician.first_interest_on or today
    clinician.review_due_on = rules.next_review(today, today)
    clinician.erase_on = None
    naming.name_account(clinician, user)
    user.language = clinician.language
    user.save(update_fields=["language"])


def _keep_post(clinician: Clinician, role: dict, at: datetime) -> None:
    if role.get("between"):
        return
    Post.objects.update_or_create(
        clinician=clinician,
        ended_on=None,
        defaults={
            "title": role["title"],
            "organisation_id": role.get("organisation"),
            "organisation_text": role.get("organisation_text", ""),
            "created_at": at,
        },
    )


def _keep_number(clinician: Clinician, number: str, user: User, at: datetime) -> None:
    regulator = clinician.profession.regulator if clinician.profession else None
    if number and regulator:
        registrations.add(clinician=clinician, regulator=regulator, typed=number, by=user, at=at)


def _keep_interest(clinician: Clinician, at: datetime) -> None:
    Interest.objects.create(
        clinician=clinician,
        stage=clinician.stage,
        next_step=clinician.next_step,
        from_date=timezone.localdate(at),
        at=at,
        how="registration",
    )
