from datetime import UTC, datetime

import factory

from talent_register.letters.choices import Purpose
from talent_register.letters.models import Letter

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


class LetterFactory(factory.django.DjangoModelFactory):
    """A letter that waits and may leave."""

    class Meta:
        model = Letter

    key = factory.Sequence(lambda n: f"test:{n}")
    kind = "test/letter"
    purpose = Purpose.REVIEW
    to_email = factory.Sequence(lambda n: f"reader{n}@nhs.example")
    to_name = factory.Sequence(lambda n: f"Reader {n}")
    person_ref = factory.Sequence(lambda n: f"TEST-{n:04}")
    subject = "Your yearly leadership review is due"
    body = "Dear reader,\n\nIt is time.\n"
    not_before = LONG_AGO
    created_at = LONG_AGO
