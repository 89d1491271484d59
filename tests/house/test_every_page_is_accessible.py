"""Every page, as somebody who may open it: axe finds nothing, wide and narrow, and nothing breaks.

Twice: along the links of the demo, where pages are full, and address by address in the small world of the examples,
where no page is forgotten.
"""

from itertools import chain

import pytest
from django.test import Client
from django.urls import reverse

from talent_register.accounts import access
from talent_register.accounts.models import User
from tests.browser import DESKTOP, PHONE
from tests.house.crawl import Crawl
from tests.house.examples import EXAMPLES, World, build
from tests.house.glass import Glass
from tests.house.test_strangers_see_nothing import ADDRESSES, Address
from tracking.demo.accounts import LOG_INS

STARTS = [
    "/",
    "/demo/",
    "/catalogue/",
    "/organisations/?q=leeds",
    "/pathways/medicine/?view=diagram&here=clinical-lead&goal=chief-executive",
    "/roles/?profession=x",
    "/cy/",
    "/nobody/has/this/page/",
]
# Both cores share the walk. Those of a group see much of the same, and each kind of page is looked at once.
LOOKERS = {
    "the public, clinicians and colleges": [
        None,
        "clinician@demo.example",
        "newcomer@demo.example",
        "invited@demo.example",
        "college.admin@demo.example",
        "college.approver@demo.example",
    ],
    "programme staff and operators": [
        "regional.lead@demo.example",
        "national.lead@demo.example",
        "analyst@demo.example",
        "editor@demo.example",
        "second.editor@demo.example",
        "auditor@demo.example",
        "support@demo.example",
        "superuser@demo.example",
    ],
}

pytestmark = [pytest.mark.browser, pytest.mark.load, pytest.mark.timeout(1200), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def crawl(chromium, open_page, log_in):
    """crawl(size) → a walk in which axe looks at that size."""
    glass = Glass(chromium, Client().get("/").content.decode())
    yield lambda size: Crawl(glass, open_page, log_in, size)
    glass.close()


@pytest.mark.parametrize("group", LOOKERS)
@pytest.mark.usefixtures("demo_of_300")
def test_every_page_that_links_lead_to(group, crawl):
    walk = crawl(PHONE)  # wide, each address is looked at below
    for email in LOOKERS[group]:
        user = User.objects.get(email=email) if email else None
        walk.walk(user, ["/me/"] if user else STARTS)
    print(f"{walk.looked} pages looked at, {walk.whole} of them whole; {len(walk.seen)} kinds of address")
    assert walk.wrong == [], "\n".join(walk.wrong)


def test_every_log_in_looks():
    assert sorted(filter(None, chain(*LOOKERS.values()))) == sorted(log_in.email for log_in in LOG_INS)


def somebody_for(address: Address, world: World) -> User | None:
    """One who may open the address: named by its example, else by its permission; nobody for public pages."""
    if address.is_open:
        return None
    named = sorted(EXAMPLES[address.name].seen_by if address.name in EXAMPLES else world.users)
    able = [name for name in named if name in world.users and access.can(world.users[name], address.requires)]
    return world.users[able[0]] if able else None


def test_every_address(crawl):
    world, walk = build(), crawl(DESKTOP)
    for address in ADDRESSES:
        user = somebody_for(address, world)
        words = EXAMPLES[address.name].words(world) if address.name in EXAMPLES else {}
        walk.meet(user, reverse(address.name, kwargs=words))
    print(f"{walk.looked} pages looked at, {walk.whole} of them whole; {len(walk.kinds)} kinds of address")
    assert walk.wrong == [], "\n".join(walk.wrong)
