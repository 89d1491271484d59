"""Every page, as somebody who may open it: axe finds nothing, wide and narrow, and nothing breaks.

Twice: along the links of the demo, where pages are full, and address by address in the small world of the examples,
where no page is forgotten.
"""

import pytest
from django.core.management import call_command
from django.urls import reverse

from talent_register.accounts import access
from talent_register.accounts.models import User
from tests.house.crawl import Crawl
from tests.house.examples import EXAMPLES, World, build
from tests.house.test_strangers_see_nothing import ADDRESSES, Address
from tracking.demo.accounts import LOG_INS

STARTS = ["/", "/demo/", "/catalogue/", "/organisations/?q=leeds", "/cy/", "/nobody/has/this/page/"]

pytestmark = [pytest.mark.browser, pytest.mark.load, pytest.mark.timeout(1200), pytest.mark.django_db(transaction=True)]


def test_every_page_that_links_lead_to(open_page):
    call_command("demo", people=300, verbosity=0)
    crawl = Crawl()
    for log_in in (None, *LOG_INS):
        who = log_in.email if log_in else "a stranger"
        user = User.objects.get(email=log_in.email) if log_in else None
        crawl.walk(open_page("/", user), who, ["/me/"] if user else STARTS)
    print(f"{crawl.opened} pages looked at, {len(crawl.seen)} kinds of address")
    assert crawl.wrong == [], "\n".join(crawl.wrong)


def somebody_for(address: Address, world: World) -> User | None:
    """One who may open the address: named by its example, else by its permission; nobody for public pages."""
    if address.is_open:
        return None
    named = sorted(EXAMPLES[address.name].seen_by if address.name in EXAMPLES else world.users)
    able = [name for name in named if name in world.users and access.can(world.users[name], address.requires)]
    return world.users[able[0]] if able else None


def test_every_address(open_page):
    world = build()
    crawl = Crawl()
    pages = {}
    for address in ADDRESSES:
        user = somebody_for(address, world)
        who = str(user or "a stranger")
        if user not in pages:
            pages[user] = crawl.watch(open_page("/healthz", user), who)
        words = EXAMPLES[address.name].words(world) if address.name in EXAMPLES else {}
        crawl.visit(pages[user], who, reverse(address.name, kwargs=words))
    print(f"{crawl.opened} pages looked at")
    assert crawl.wrong == [], "\n".join(crawl.wrong)
