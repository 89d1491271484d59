"""Leadership posts, figures and slates in the small world, and the examples of their addresses."""

from tests.factories.flow import flow_edition
from tests.factories.organisations import OrganisationFactory
from tests.factories.tracking import (
    ContactRequestFactory,
    LeadershipPostFactory,
    ReportSnapshotFactory,
    RoleFactory,
    SlateEntryFactory,
    SlateFactory,
    TenureFactory,
)

PROGRAMME = {"regional_lead", "national_lead"}
READERS = {"national_lead", "national_analyst"}


def things(world) -> dict:
    """A post in the South West held by somebody who shares, a slate with the same person on it, figures."""
    sharing, south = world.people["sharing"], world.places["south"]
    trust = OrganisationFactory(code="RKX", slug="trust-x", name="Trust X", region=south.region)
    post = LeadershipPostFactory(role=RoleFactory(code="chief_executive", title="Chief executive"), organisation=trust)
    slate = SlateFactory(role=post.role, owner=south)
    ReportSnapshotFactory()
    ReportSnapshotFactory(family="progress", code="progress-by-region", state="DRAFT", published_at=None)
    flow_edition(state="DRAFT", published_at=None)
    return {
        "post": post,
        "tenure": TenureFactory(post=post, clinician=sharing),
        "slate": slate,
        "approach": ContactRequestFactory(entry=SlateEntryFactory(slate=slate, clinician=sharing)),
    }


def examples(example, words, thing) -> dict:
    """Address → who sees what stands there. What is public is only looked through for leaks."""
    role = example(words(slug="chief-executive"), PROGRAMME | {"stranger"})
    post, slate = example(thing("post"), PROGRAMME), example(thing("slate"), PROGRAMME)
    place = example(thing("slate", "sharing"), PROGRAMME)
    edition = example(words(family="progress", as_at="2026-03-31"), READERS)
    published = example(words(code="leaders-by-profession", as_at="2026-03-31"), set())
    return {
        **dict.fromkeys(("pipeline", "pipeline-people"), role),
        **dict.fromkeys(("leadership-post", "leadership-post-change", "leadership-post-appoint"), post),
        "leadership-post-end": example(thing("post", tenure="tenure"), PROGRAMME),
        **dict.fromkeys(("slate", "slate-write", "slate-add", "slate-close"), slate),
        **dict.fromkeys(("slate-remove", "slate-outcome"), place),
        "approach": example(thing("approach"), {"clinician"}),
        "statistic": example(words(code="leaders-by-profession"), set()),
        **dict.fromkeys(("statistic-as-at", "statistic-csv"), published),
        "report-csv": example(words(code="progress-by-region", as_at="2026-03-31"), READERS),
        **dict.fromkeys(("report-edition", "report-flow", "report-publish", "report-discard"), edition),
    }
