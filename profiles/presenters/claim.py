"""What an organisation gave about a person, as that person may read it before proving who they are."""

from django.utils.translation import gettext as _

from profiles import rules
from profiles.emails import supplier
from profiles.models import ClaimToken, Clinician


def supplied(link: ClaimToken) -> dict:
    """The sentence and the rows. What could prove a claim (number, date of birth) is not shown in full."""
    person = Clinician.objects.prefetch_related(
        "trainings__organisation", "trainings__specialty", "trainings__grade", "registrations__regulator"
    ).get(pk=link.clinician_id)
    rows = [
        (_("Name"), " ".join(filter(None, [person.given_names, person.family_name]))),
        (_("Email address"), person.work_email or person.personal_email),
        (_("Date of birth"), _("Given, not shown here") if person.birth_date else ""),
    ]
    for registration in person.registrations.all():
        ending = _("ending %(end)s") % {"end": rules.number_ending(registration.number_key)}
        rows.append((str(registration.regulator.number_label), ending))
    for training in person.trainings.all():
        rows.append((_("Specialty"), training.specialty.name if training.specialty else ""))
        rows.append((_("Training grade"), training.grade.name if training.grade else ""))
    return {
        "organisation": supplier(person, link.import_reference),
        "added_on": person.created_at.date(),
        "expires_on": link.expires_on,
        "rows": [{"key": key, "value": value} for key, value in rows if value],
    }
