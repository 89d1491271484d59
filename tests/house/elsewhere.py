"""People in every table whom one team may not see, each for a reason of their own, and only for that."""

from dataclasses import replace
from datetime import UTC, datetime

from django.db import models

from pathways.models import Application, Role
from profiles.models import Clinician, ClinicianState
from profiles.rights.registry import Holding
from talent_register.organisations.models import Organisation, Region
from tests.profiles.canary import Canary
from tracking.models import Export

# Who applies for something tells whoever runs programmes; who asks for a file does so as one of the staff.
TOLD = (Application, Export)
SHARES = {"shares_with_region": True, "shares_with_nation": True, "shares_with_college": True}
ALONE = dict.fromkeys(SHARES, False)
# Why the leads of the south see them not: (place, what else is so of them). A page that asks for one thing alone, be it
# the region, the consent or the state, shows all but those of one line.
REASONS = {
    "of another region, and shares with its teams alone": ("north", {**ALONE, "shares_with_region": True}),
    "of the region, and shares with nobody": ("south", ALONE),
    "of the region, shares, and restricted the record": (
        "south",
        {**SHARES, "restricted_at": datetime(2026, 1, 5, tzinfo=UTC)},
    ),
    "of the region, shares, and is paused": ("south", {**SHARES, "state": ClinicianState.PAUSED}),
    "of the region, and a stub that would share": ("south", {**SHARES, "state": ClinicianState.STUB, "user": None}),
    "of another region, and shares with nobody": ("north", ALONE),
}


class Elsewhere(Canary):
    """A person in every table, whose rows hang on things of another team and region, and on nothing else."""

    def __init__(self, world, reason: str) -> None:
        super().__init__(nth=1 + list(REASONS).index(reason))
        home, self.so = REASONS[reason]
        self.region, self.place = world.places[home].region, world.places["north"]
        self.missing: set[str] = set()
        self.fixed = {Organisation: self.place, Region: self.place.region}

    def build(self):
        person = super().build()
        Clinician.objects.filter(pk=person.pk).update(region=self.region, shares_with_recruiters=False, **self.so)
        return person

    def _stand_in(self, holding: Holding) -> None:
        if holding.model in TOLD:
            return
        try:
            super()._stand_in(holding)
        except AssertionError:
            if self.nth == 1:
                raise
            self.is_beside = False
            self.missing.add(holding.model._meta.label)  # the first one is there, and of some things there is only one

    def _subject(self):
        """This person alone: a merge points at another of those who are here already."""
        person = {"clinician_ids": [self.person.pk], "user_ids": [self.person.user_id]}
        return replace(super()._subject(), **person, references=[self.reference])

    def _target(self, model: type[models.Model]) -> models.Model:
        if model in self.fixed:
            return self.fixed[model]
        if self.is_beside and model is Role:
            return Role.objects.first()  # a new one would be read by everybody
        if self.is_beside and model is not Clinician:
            return self._row(model, {})
        of_a_team = any(c.remote_field and c.remote_field.model is Organisation for c in model._meta.concrete_fields)
        return self._row(model, {}) if of_a_team else super()._target(model)
