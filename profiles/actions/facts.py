"""Who supplied each value. A value that came from a college and was left as it was stays the college's."""

from datetime import date

from profiles.models import Clinician, Fact, FactSource, Post, Registration

OWN_FIELDS = (
    "given_names",
    "family_name",
    "work_email",
    "profession",
    "career_stage",
    "nation",
    "region",
    "stage",
    "next_step",
)


def own_values(clinician: Clinician) -> dict:
    """The values a person may have given, to be compared later."""
    return {name: getattr(clinician, name) for name in OWN_FIELDS}


def after_registering(*, clinician: Clinician, before: dict, on: date) -> None:
    """Say who stands behind each value now: the person, where they gave or changed it. The rest stays as it was."""
    now = own_values(clinician)
    changed = [f"clinician.{name}" for name, value in now.items() if value != before[name] and value]
    changed_by_self(clinician=clinician, fields=changed, on=on)
    wanted = [of_number(number) for number in Registration.given.told_by(clinician)]
    wanted += [of_post(post) for post in clinician.posts.filter(ended_on=None)]
    wanted = sorted({*wanted}.difference(Fact.objects.by_field(clinician)))
    Fact.objects.bulk_create(
        Fact(clinician=clinician, field=field, source=FactSource.SELF, as_at=on) for field in wanted
    )


def spell_out(clinician: Clinician) -> None:
    """Give what the person's first list gave a fact a value, so that each can go its own way."""
    Fact.objects.bulk_create(fact for fact in Fact.objects.by_field(clinician).values() if fact.pk is None)


def of_number(registration: Registration) -> str:
    """The name of the fact who gave a number: each has its own."""
    return f"registration.{registration.pk}"


def of_joined(registration: Registration) -> str:
    """The name of the fact who said since when it is on its register."""
    return f"registration.{registration.pk}.joined"


def of_licence(registration: Registration) -> str:
    """The name of the fact who told of its licence, until a register says it."""
    return f"registration.{registration.pk}.licence"


def of_post(post: Post) -> str:
    """The name of the fact who gave what somebody is and where, as the pages of roles call it."""
    return f"post.{post.uuid.hex}.role"


def changed_by_self(*, clinician: Clinician, fields: list[str], on: date) -> None:
    """The person gave these values: whoever supplied them before no longer stands behind them."""
    for field in fields:
        Fact.objects.update_or_create(
            clinician=clinician,
            field=field,
            defaults={"source": FactSource.SELF, "organisation": None, "as_at": on, "import_reference": ""},
        )
