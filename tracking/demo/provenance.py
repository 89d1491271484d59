"""Who supplied each made-up value. What a list gave and the person left as it was stays the list's."""

from collections.abc import Sequence

from profiles.models import Fact, FactSource
from talent_register.common.bulk import insert_select

ONCE = "ON CONFLICT (clinician_id, field) DO NOTHING"
SELF_FIELDS = [
    "clinician.given_names",
    "clinician.family_name",
    "clinician.profession",
    "clinician.career_stage",
    "clinician.nation",
    "clinician.region",
    "clinician.stage",
    "clinician.next_step",
]
LIST_FIELDS = [
    "clinician.given_names",
    "clinician.family_name",
    "clinician.work_email",
    "clinician.profession",
    "clinician.region",
    "training.programme",
    "training.specialty",
    "training.grade",
    "training.status",
    "training.employer",
    "training.start_date",
    "training.expected_completion_date",
]


OF_LISTS = "c.state <> 'DECLINED'"
OF_PEOPLE = "c.state IN ('REGISTERED', 'PAUSED')"


def write() -> None:
    """Lists first; people stand behind whatever is left. A number and a role have a fact of their own."""
    numbers = "'registration.' || g.id", "JOIN profiles_registration g ON g.clinician_id = c.id"
    roles = "'post.' || replace(p.uuid::text, '-', '') || '.role'", "JOIN profiles_post p ON p.clinician_id = c.id"
    named = "CROSS JOIN unnest(%(fields)s::text[]) AS f (field)"
    _of_lists("f.field", named, LIST_FIELDS)
    _of_lists(*numbers)
    _of_people("f.field", named, SELF_FIELDS)
    _of_people(*numbers)
    _of_people(*roles)


def _of_lists(field: str, beside: str, fields: Sequence[str] = ()) -> None:
    source = f"FROM profiles_training t JOIN profiles_clinician c ON c.id = t.clinician_id {beside} WHERE {OF_LISTS}"
    college = {"source": f"'{FactSource.COLLEGE}'", "organisation": "t.organisation_id", "as_at": "c.created_at::date"}
    _insert({"field": field, **college}, source, fields)


def _of_people(field: str, beside: str, fields: Sequence[str] = ()) -> None:
    source = f"FROM profiles_clinician c {beside} WHERE {OF_PEOPLE}"
    _insert({"field": field, "source": f"'{FactSource.SELF}'", "as_at": "c.registered_at::date"}, source, fields)


def _insert(values: dict[str, str], source: str, fields: Sequence[str]) -> None:
    params = {"fields": list(fields)}
    insert_select(Fact, {"clinician": "c.id", **values}, source, params, suffix=ONCE)
