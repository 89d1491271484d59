"""What a training organisation's own lists say, and no more."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from profiles.models import Clinician, ClinicianState, Training


@dataclass(frozen=True)
class Trainee:
    """One line of the list. `joined` is told only where the person allowed it."""

    name: str
    training: Training
    joined: str
    colour: str


def trainee(person: Clinician, training: Training, *, not_them: Collection[int] = ()) -> Trainee:
    """`not_them`: keys of people whose letter reached somebody else."""
    if person.state in (ClinicianState.DECLINED, ClinicianState.LEFT):
        return Trainee(_("Name not kept"), training, _("Did not join"), "grey")
    if person.shares_with_college and person.state == ClinicianState.REGISTERED:
        return Trainee(person.full_name, training, _("Registered"), "green")
    if person.pk in not_them and person.state == ClinicianState.STUB:
        return Trainee(person.full_name, training, _("Letter reached somebody else. Correct the address"), "red")
    return Trainee(person.full_name, training, "", "")
