import pytest

from pathways.rules.titles import names_of, roles_named

ROLES = {
    "chief_nurse": ("Chief nurse", ["Executive director of nursing"]),
    "deputy_chief_nurse": ("Deputy chief nurse", []),
    "head_of_midwifery": ("Head of midwifery or director of midwifery", []),
    "clinical_director": ("Clinical director", []),
    "medical_director": ("Medical director (chief medical officer)", []),
}
NAMES = {name: code for code, (title, others) in ROLES.items() for name in names_of(title, others)}


@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("Chief Nurse", ("chief_nurse",)),
        ("Interim chief nurse, Leeds", ("chief_nurse",)),
        ("Deputy Chief Nurse", ("deputy_chief_nurse",)),
        ("Executive Director of Nursing", ("chief_nurse",)),
        ("Director of Midwifery", ("head_of_midwifery",)),
        ("Deputy medical director", ()),
        ("PA to the chief nurse", ()),
        ("Aspiring clinical director", ()),
        ("Clinical director and deputy chief nurse", ("clinical_director", "deputy_chief_nurse")),
        ("Staff nurse", ()),
        ("", ()),
    ],
)
def test_a_title_names_its_role(title, roles):
    assert set(roles_named(title, NAMES)) == set(roles)
