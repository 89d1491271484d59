"""Every page that anybody can reach by links: axe finds nothing, wide and narrow, and nothing breaks."""

import pytest
from django.core.management import call_command
from django.urls import URLPattern, get_resolver

from talent_register.accounts.models import User
from tests.house.crawl import Crawl
from tracking.demo.accounts import LOG_INS

STARTS = ["/", "/demo/", "/catalogue/"]

# Addresses that no link leads to, or that are no page, each with the reason.
NOT_REACHED_BY_LINKS: dict[str, str] = {}


def our_names() -> set[str]:
    """Names of our own addresses that answer GET with something to see."""
    found: set[str] = set()

    def collect(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                view = pattern.callback
                if (hasattr(view, "public") or hasattr(view, "requires")) and pattern.name:
                    found.add(pattern.name)
            elif pattern.app_name != "admin":
                collect(pattern.url_patterns)

    collect(get_resolver().url_patterns)
    return found


@pytest.mark.browser
@pytest.mark.load
@pytest.mark.timeout(1200)
@pytest.mark.django_db(transaction=True)
def test_every_page_that_links_lead_to(open_page):
    call_command("demo", people=300, verbosity=0)
    crawl = Crawl()
    for log_in in (None, *LOG_INS):
        who = log_in.email if log_in else "a stranger"
        user = User.objects.get(email=log_in.email) if log_in else None
        crawl.walk(open_page("/", user), who, ["/me/"] if user else STARTS)
    print(f"{crawl.opened} pages opened, {len(crawl.seen)} kinds of address")
    missed = our_names() - crawl.seen - set(NOT_REACHED_BY_LINKS)
    found = [*crawl.wrong, *(f"No link led to {name}" for name in sorted(missed))]
    assert found == [], "\n".join(found)
