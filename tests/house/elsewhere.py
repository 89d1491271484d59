"""Somebody in every table, in nobody's scope but that of another team."""

from django.db import models

from pathways.models import Application
from profiles.models import Clinician
from profiles.rights.registry import Holding
from talent_register.organisations.models import Organisation, Region
from tests.profiles.canary import Canary
from tracking.models import Export

# Who applies for something tells whoever runs programmes; who asks for a file does so as one of the staff.
TOLD = (Application, Export)


class Elsewhere(Canary):
    """The person in every table, whose rows hang on things of another team and region, and on nothing else."""

    def __init__(self, world) -> None:
        super().__init__()
        self.place = world.places["north"]
        self.fixed = {Organisation: self.place, Region: self.place.region}

    def build(self):
        person = super().build()
        alone = dict.fromkeys(("shares_with_region", "shares_with_nation", "shares_with_college"), False)
        Clinician.objects.filter(pk=person.pk).update(region=self.place.region, shares_with_recruiters=False, **alone)
        return person

    def _stand_in(self, holding: Holding) -> None:
        if holding.model not in TOLD:
            super()._stand_in(holding)

    def _target(self, model: type[models.Model]) -> models.Model:
        if model in self.fixed:
            return self.fixed[model]
        of_a_team = any(c.remote_field and c.remote_field.model is Organisation for c in model._meta.concrete_fields)
        return self._row(model, {}) if of_a_team else super()._target(model)
