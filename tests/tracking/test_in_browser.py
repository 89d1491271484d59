"""What is printed fits its paper."""

import re

import pgtrigger
import pytest
from django.db import connection

from talent_register.accounts.models import User

MOST_SHEETS = 8


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("demo_of_300")
def test_the_report_for_a_board_fits_eight_sheets(open_page):
    """With every row that it can have: in a register of the whole nation hardly a number is hidden."""
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("""UPDATE tracking_reportsnapshot SET "table" = replace("table"::text, 'null', '2105')::jsonb""")
    page = open_page("/reports/quarterly/", User.objects.get(email="national.lead@demo.example"))
    assert page.get_by_text("Table 8").count()
    assert "Hidden" not in " ".join(page.locator("table").all_inner_texts())
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert sheets <= MOST_SHEETS


@pytest.mark.slow
@pytest.mark.usefixtures("demo_of_300")
def test_the_demo_shows_meetings_and_nominations(client, log_in):
    lead = log_in(User.objects.get(email="regional.lead@demo.example"))
    assert "South West leaders, winter" in lead.get("/review-meetings/").content.decode()
    assert "Regional nominations" in lead.get("/nominations/").content.decode()
    own = log_in(User.objects.get(email="clinician@demo.example")).get("/me/updates/").content.decode()
    assert "Regional nominations" in own
