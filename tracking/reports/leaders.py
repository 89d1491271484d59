"""Who the leaders are: professions, qualifications, programmes and ways in, from the posts they held on a day."""

from datetime import date

from pathways.models import Programme, Role
from talent_register.organisations.models import Region
from tracking.choices import LeaderQualification, ProfessionFamily, RouteIn
from tracking.models import Tenure

from .tables import Axis, Counted, Table

SCOPE = "leaders"
LOWEST_TIER = 5
OTHER, CLINICAL, NOT_CLINICAL, NOT_KNOWN = "other", "clinical", "not_clinical", "not_known"
# Families with figures of their own; the rest are counted together.
OWN_COLUMN = ("medical", "nursing", "midwifery", "pharmacy", "ahp")
EVERYONE = "All leaders"
ABOUT = (
    "Counted: everybody who held a leadership post recorded on the register at the end of the day named above. "
    "A post is recorded from what its organisation publishes or from what its holder says. "
    "Profession, qualifications and the way in are those of the day of appointment, so that they are not lost "
    "when a clinician becomes a manager."
)


def counted(as_at: date) -> Counted:
    """Every table on leaders with its counts, from what was known by the end of the day."""
    stays = Tenure.objects.in_force_on(as_at).known_on(as_at).filter(post__role__tier__gte=LOWEST_TIER)
    stays = stays.select_related("post__role", "post__region", "profession")
    closed = _cannot_be()
    return Counted.of(_tables(closed), (_person(tenure, closed) for tenure in stays))


def _group(tenure: Tenure, closed: frozenset[tuple[str, str]]) -> str:
    """The column of a leader's profession. One that the role is closed to is a mistake, and so not known."""
    group = NOT_CLINICAL if tenure.is_clinical is False else NOT_KNOWN
    if tenure.profession:
        group = tenure.profession.family if tenure.profession.family in OWN_COLUMN else OTHER
    return NOT_KNOWN if (tenure.post.role.code, group) in closed else group


def _person(tenure: Tenure, closed: frozenset[tuple[str, str]]) -> dict[str, list[str]]:
    clinical = {True: CLINICAL, False: NOT_CLINICAL, None: NOT_KNOWN}[tenure.is_clinical]
    return {
        "clinical": [clinical],
        SCOPE: [],
        "role": [tenure.post.role.code],
        "profession": [_group(tenure, closed)],
        "region": [tenure.post.region.code if tenure.post.region else NOT_KNOWN],
        "route": [tenure.route_in],
        "qualification": sorted(set(tenure.qualifications)),
        "programme": sorted(set(tenure.programmes)),
    }


def _tables(closed: frozenset[tuple[str, str]]) -> list[Table]:
    roles = _roles()
    professions = _professions()
    routes = Axis("route", tuple((route.value, str(route.label)) for route in RouteIn))
    qualifications = Axis("qualification", tuple((q.value, str(q.label)) for q in LeaderQualification), is_whole=False)
    programmes = Axis(
        "programme", tuple(Programme.objects.order_by("name").values_list("code", "name")), is_whole=False
    )
    clinical = Axis("clinical", ((CLINICAL, "Clinicians"), (NOT_CLINICAL, "Not clinicians"), (NOT_KNOWN, "Not known")))
    several = " One leader may have several of these, so the columns add up to more than all leaders."
    return [
        Table(
            "leaders-by-profession",
            "Professions of leaders, by role",
            SCOPE,
            roles,
            professions,
            EVERYONE,
            ABOUT,
            closed,
        ),
        Table(
            "leaders-by-region", "Professions of leaders, by region", SCOPE, _regions(), professions, EVERYONE, ABOUT
        ),
        Table("leaders-by-route", "How leaders came to their posts, by role", SCOPE, roles, routes, EVERYONE, ABOUT),
        Table(
            "leaders-by-qualification",
            "Qualifications of leaders, by role",
            SCOPE,
            roles,
            qualifications,
            EVERYONE,
            ABOUT + several,
        ),
        Table(
            "leaders-by-programme",
            "Programmes that leaders completed",
            SCOPE,
            programmes,
            clinical,
            EVERYONE,
            ABOUT + several.replace("columns", "rows"),
        ),
    ]


def _roles() -> Axis:
    """Every role that counts, whether anybody holds it or not: rows must not come and go with people."""
    roles = Role.objects.filter(tier__gte=LOWEST_TIER).order_by("-tier", "title")
    return Axis("role", tuple(roles.values_list("code", "title")))


def _professions() -> Axis:
    words = dict(ProfessionFamily.choices)
    own = tuple((code, str(words[code])) for code in OWN_COLUMN)
    rest = ((OTHER, "Other clinical professions"), (NOT_CLINICAL, "Not clinicians"), (NOT_KNOWN, "Not known"))
    return Axis("profession", (*own, *rest))


def _regions() -> Axis:
    regions = Region.objects.filter(kind__in=[Region.Kind.NHS_REGION, Region.Kind.NATION]).order_by("kind", "name")
    return Axis("region", (*regions.values_list("code", "name"), (NOT_KNOWN, "Not known")))


def _cannot_be() -> frozenset[tuple[str, str]]:
    """Professions that a role is closed to by what the role is: known without counting anybody."""
    closed = set()
    for role in Role.objects.filter(tier__gte=LOWEST_TIER).exclude(families=[]):
        kept = {family if family in OWN_COLUMN else OTHER for family in role.families}
        closed |= {(role.code, family) for family in (*OWN_COLUMN, OTHER, NOT_CLINICAL) if family not in kept}
    return frozenset(closed)
