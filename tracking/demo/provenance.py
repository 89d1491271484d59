"""Who supplied each made-up value. What a list gave and the person left as it was stays the list's."""

from profiles.models import Fact, FactSource
from talent_register.common.bulk import insert_select

SELF_FIELDS = [
    "clinician.given_names",
    "clinician.family_name",
    "clinician.work_email",
    "clinician.profession",
    "clinician.career_stage",
    "clinician.nation",
    "clinician.region",
    "clinician.stage",
    "clinician.next_step",
    "registration.number",
    "post.title",
    "post.organisation",
]
LIST_FIELDS = [
    "clinician.given_names",
    "clinician.family_name",
    "clinician.work_email",
    "clinician.profession",
    "registration.number",
    "training.programme",
    "training.specialty",
    "training.grade",
    "training.status",
    "training.employer",
    "training.start_date",
    "training.expected_completion_date",
]


def write() -> None:
    """Lists first; people stand behind whatever is left."""
    insert_select(
        Fact,
        {
            "clinician": "c.id",
            "field": "f.field",
            "source": f"'{FactSource.COLLEGE}'",
            "organisation": "t.organisation_id",
            "as_at": "c.created_at::date",
        },
        """FROM profiles_training t JOIN profiles_clinician c ON c.id = t.clinician_id
        CROSS JOIN unnest(%(fields)s::text[]) AS f (field) WHERE c.state <> 'DECLINED'""",
        {"fields": LIST_FIELDS},
    )
    insert_select(
        Fact,
        {"clinician": "c.id", "field": "f.field", "source": f"'{FactSource.SELF}'", "as_at": "c.registered_at::date"},
        """FROM profiles_clinician c CROSS JOIN unnest(%(fields)s::text[]) AS f (field)
        WHERE c.state IN ('REGISTERED', 'PAUSED')""",
        {"fields": SELF_FIELDS},
        suffix="ON CONFLICT (clinician_id, field) DO NOTHING",
    )
