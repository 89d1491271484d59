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
from tests.browser import DESKTOP, NARROWEST, PHONE, pixels_too_wide
from tests.house.crawl import Crawl
from tests.house.examples import EXAMPLES, World, build
from tests.house.filled import Reader
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


@pytest.mark.parametrize("group", LOOKERS)
@pytest.mark.usefixtures("demo_of_300")
def test_every_page_that_links_lead_to(group, open_page):
    crawl = Crawl(sizes=(PHONE,))  # wide, each address is looked at below
    for email in LOOKERS[group]:
        user = User.objects.get(email=email) if email else None
        crawl.walk(open_page("/", user), email or "a stranger", ["/me/"] if user else STARTS)
    print(f"{crawl.opened} pages looked at, {len(crawl.seen)} kinds of address")
    assert crawl.wrong == [], "\n".join(crawl.wrong)


def test_every_log_in_looks():
    assert sorted(filter(None, chain(*LOOKERS.values()))) == sorted(log_in.email for log_in in LOG_INS)


def somebody_for(address: Address, world: World) -> User | None:
    """One who may open the address: named by its example, else by its permission; nobody for public pages."""
    if address.is_open:
        return None
    named = sorted(EXAMPLES[address.name].seen_by if address.name in EXAMPLES else world.users)
    able = [name for name in named if name in world.users and access.can(world.users[name], address.requires)]
    return world.users[able[0]] if able else None


def test_every_address(open_page, chromium, log_in):
    """Whole pages are visited where what is around the main part is new; the others are laid into a frame."""
    world, crawl = build(), Crawl()
    glass = Glass(chromium, Client().get("/").content.decode())
    clients, pages, frames = {None: Client()}, {}, set()
    for address in ADDRESSES:
        user = somebody_for(address, world)
        who = str(user or "a stranger")
        words = EXAMPLES[address.name].words(world) if address.name in EXAMPLES else {}
        path = reverse(address.name, kwargs=words)
        if user not in clients:
            clients[user] = log_in(user)
        here, html = got(clients[user], path)
        if not html or crawl.has_enough_of(here):
            continue
        crawl.count(here)
        if (frame := frame_of(html)) in frames:
            crawl.wrong += [f"{who} at {path}: {words}" for words in laid(glass, html)]
            continue
        frames.add(frame)
        if user not in pages:
            pages[user] = crawl.watch(open_page("/healthz", user), who)
        crawl.look(pages[user], who, pages[user].goto(here))
    glass.close()
    print(f"{len(crawl.kinds)} kinds of pages, {crawl.opened} visited whole")
    assert crawl.wrong == [], "\n".join(crawl.wrong)


def got(client: Client, path: str) -> tuple[str, str]:
    """Where an address leads in the end and the page that is there; no page for a file or a piece of one."""
    answer = client.get(path, follow=True)
    assert answer.status_code < 500, path
    asked = answer.request["QUERY_STRING"]
    here = answer.request["PATH_INFO"] + (f"?{asked}" if asked else "")
    html = "" if answer.streaming else answer.content.decode("utf-8", "replace")
    return here, html if "<main" in html else ""


def frame_of(html: str) -> tuple[str, ...]:
    """The elements around the main part."""
    before, _main, rest = html.partition("<main")
    return tuple(Reader(before + rest.partition("</main>")[2]).shape)


def laid(glass: Glass, html: str) -> list[str]:
    """What is wrong with a page in the frame, at each size; axe looks at the widest."""
    glass.lay(html)
    headings = glass.page.locator("h1").count()
    wrong = [] if headings == 1 else [f"{headings} first-level headings"]
    for size in (NARROWEST, PHONE, DESKTOP):
        glass.page.set_viewport_size(size)
        if too_wide := pixels_too_wide(glass.page):
            wrong.append(f"{too_wide} px wider than {size['width']}")
    return wrong + glass.violations()
