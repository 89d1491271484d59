"""docs/permissions.md, made from the roles. Written by `manage.py write_docs`; a house test says when it is old."""

from django.utils import translation

from talent_register.common.permissions import Permission

from .roles import ROLES, Reach, Role

PAGE = "docs/permissions.md"
HEAD = """# Who may do what

Made from `talent_register/accounts/roles.py` by `manage.py write_docs`; a test says when it is out of date.
A permission alone shows nobody's data: the reach of the role decides whose rows a page shows (`.visible_to(user)`).
Somebody else's row is "not found" (404); a missing permission is refused (403).

"""
ROLE_COLUMNS = """| Role | What it is for | Whom it reaches | Held in | May invite | Second factor |
|---|---|---|---|---|---|
"""
REACHES = {
    Reach.SELF: "themselves",
    Reach.ORGANISATION: "people on the lists of their organisation",
    Reach.REGION: "people of their region who agreed to be seen by regional teams",
    Reach.NATION: "people anywhere who agreed to be seen by national teams",
    Reach.NOBODY: "no profiles",
}


def permissions() -> tuple[str, str]:
    """The page's path and text."""
    with translation.override("en-gb"):
        return PAGE, HEAD + _roles() + "\n" + _table()


def _roles() -> str:
    rows = [
        f"| {role.name} (`{role.code}`) | {role.description} | {REACHES[role.reach]} | {_held(role)} "
        f"| {_invites(role)} | {'needed' if role.needs_second_factor else 'offered'} |\n"
        for role in ROLES.values()
    ]
    return "## Roles\n" + ROLE_COLUMNS + "".join(rows)


def _held(role: Role) -> str:
    return ", ".join(sorted(kind.lower().replace("_", " ") for kind in role.held_in)) or "everywhere"


def _invites(role: Role) -> str:
    return ", ".join(str(ROLES[code].name).lower() for code in ROLES if code in role.invites) or "nobody"


def _table() -> str:
    """Permissions down, roles across. Everybody keeps what a clinician may do."""
    codes = [role.code for role in ROLES.values()]
    head = f"| Permission | {' | '.join(f'`{code}`' for code in codes)} |\n|---{'|---' * len(codes)}|\n"
    everybody = ROLES["clinician"].permissions
    rows = []
    for permission in Permission:
        marks = ["yes" if permission in ROLES[code].permissions | everybody else "-" for code in codes]
        rows.append(f"| `{permission}` | " + " | ".join(marks) + " |\n")
    return "## Permissions\n" + head + "".join(rows)
