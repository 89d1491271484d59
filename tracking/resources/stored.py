"""What the register holds of a post's holder, as a list writes it."""

from collections.abc import Iterable

from pathways.models import Role
from profiles.models import Profession
from talent_register.organisations.models import Organisation
from tracking.models import LeadershipPost, Tenure

from .columns import NOT_CLINICAL

# Values of a holder that a list may give, besides the post and the day they came.
VALUES = ("ended_on", "basis", "whole_time", "profession", "route_in", "qualification", "programme", "source")
# The columns of a holder that an import may write, for undo.
WRITTEN = (
    *("ended_on", "basis", "whole_time", "profession_id", "is_clinical", "route_in", "qualifications", "programmes"),
    *("source", "checked", "checked_on", "checked_by", "is_verified", "clinician_id", "import_reference"),
)
Place = tuple[str, str, str]


def place_of(cleaned: dict) -> Place:
    """Which post a row is about: the codes of organisation and role, and the title."""
    return cleaned["organisation"], cleaned["role"], cleaned.get("title", "")


def posts_at(places: Iterable[Place], *, lock: bool = False) -> dict[Place, LeadershipPost]:
    """The posts that these rows are about, as far as the register knows them."""
    wanted = set(places)
    found = LeadershipPost.objects.filter(
        organisation__code__in={place[0] for place in wanted}, role__code__in={place[1] for place in wanted}
    ).select_related("organisation", "role")
    if lock:
        found = found.select_for_update(of=("self",)).order_by("pk")
    return {place: post for post in found if (place := (post.organisation.code, post.role.code, post.title)) in wanted}


def stays_in(posts: Iterable[LeadershipPost]) -> dict[int, list[Tenure]]:
    """Everybody who held each of these posts, by the key of the post."""
    stays: dict[int, list[Tenure]] = {}
    for tenure in Tenure.objects.filter(post__in=list(posts)).select_related("profession"):
        stays.setdefault(tenure.post_id, []).append(tenure)
    return stays


def values_of(tenure: Tenure) -> dict[str, str]:
    """A holder's values by the names of the columns; what is empty is left out."""
    profession = tenure.profession.code if tenure.profession else NOT_CLINICAL if tenure.is_clinical is False else ""
    values = {
        "ended_on": tenure.ended_on.isoformat() if tenure.ended_on else "",
        "basis": tenure.basis,
        "whole_time": f"{tenure.whole_time:.2f}" if tenure.whole_time is not None else "",
        "profession": profession,
        "route_in": "" if tenure.route_in == "UNKNOWN" else tenure.route_in,
        "qualification": " ".join(tenure.qualifications),
        "programme": " ".join(tenure.programmes),
        "source": tenure.source,
    }
    return {name: value for name, value in values.items() if value}


def reference_data() -> dict[str, dict]:
    """Roles, organisations and professions by their codes."""
    return {
        "role": {role.code: role for role in Role.objects.all()},
        "organisation": {body.code: body for body in Organisation.objects.all()},
        "profession": {profession.code: profession for profession in Profession.objects.all()},
    }
