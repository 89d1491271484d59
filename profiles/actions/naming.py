"""What follows when somebody is called otherwise: their account greets them so, and checked numbers are asked again."""

from datetime import date

from profiles.models import Clinician
from talent_register.accounts.models import User

from . import registrations


def name_account(clinician: Clinician, user: User) -> None:
    """The record keeps the name whole; the account greets by what fits."""
    longest = user._meta.get_field("name").max_length
    user.name = clinician.full_name[:longest]
    user.save(update_fields=["name"])


def follow(*, clinician: Clinician, family_was: str, on: date) -> None:
    """After the names of a record changed. `family_was`: the search key of the last name before."""
    if clinician.user:
        name_account(clinician, clinician.user)
    if clinician.family_key != family_was:
        registrations.ask_again(clinician=clinician, on=on)
