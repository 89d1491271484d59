"""Equality answers of made-up people, so that the reports on fairness have something to say.

Shares are invented; they claim nothing about the workforce. A quarter answers nothing, as people do.
"""

from random import Random

from django.utils import timezone

from profiles.models import Clinician
from profiles.models.equality import EqualityAnswers, EqualityCategory, EqualityQuestion

from . import bulk

ANSWER = 0.75
LIKELY = {
    "female": 6, "male": 3, "same": 60, "heterosexual": 25, "white_british": 30, "white_other": 4, "asian_indian": 6,
    "asian_pakistani": 3, "black_african": 4, "no": 6, "no_religion": 9, "christian": 10, "35_44": 4, "45_54": 4,
    "married": 4, "single": 3, "no_degree": 2,
}  # fmt: skip


def add(random: Random) -> None:
    """Answers for most people on the register, in the categories of England."""
    choices = {}
    for question in EqualityQuestion.values:
        codes = list(EqualityCategory.objects.offered(question, "ENGLAND").values_list("code", flat=True))
        choices[question] = codes, [LIKELY.get(code, 1) for code in codes]
    now = timezone.now()
    registered = Clinician.objects.filter(state="REGISTERED").order_by("pk").values_list("pk", flat=True)
    bulk.copy(
        [
            EqualityAnswers(
                clinician_id=person,
                updated_at=now,
                **{question: random.choices(codes, weights)[0] for question, (codes, weights) in choices.items()},
            )
            for person in registered
            if random.random() < ANSWER
        ]
    )
