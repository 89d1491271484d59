"""What was learnt of an office's dates holds until a file says otherwise; what was never learnt is asked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.imports.actions import runs

from .conftest import step

pytestmark = pytest.mark.slow


def csv(*days, column="Start date"):
    lines = [f"70000{n:02},Ng{chr(97 + n)},{day}" for n, day in enumerate(days)]
    return "\n".join([f"GMC number,Last name,{column}", *lines]).encode()


@pytest.fixture
def confirmed(upload):
    """confirmed(file, …) → the run after somebody confirmed its columns, which are remembered."""

    def confirmed(file, **orders):
        run = upload(file)
        how = {"mapping": run.mapping, "date_orders": orders, "remember": True, "by": None}
        runs.match_columns(run=run, at=timezone.now(), **how)
        return step(run)

    return confirmed


def starts(run):
    return [cleaned.get("start_date") for cleaned in run.rows.order_by("number").values_list("cleaned", flat=True)]


def test_what_was_learnt_is_not_asked_again(confirmed, upload):
    assert starts(confirmed(csv("03/04/2026"), start_date="MDY")) == ["2026-03-04"]
    run = upload(csv("05/06/2026"))
    assert (run.state, run.unsure_orders, starts(run)) == ("READY", {}, ["2026-05-06"])


@pytest.mark.parametrize(
    ("first", "order", "second", "shown"),
    [("03/04/2026", "DMY", "04/25/2026", "MDY"), ("03/04/2026", "MDY", "25/04/2026", "DMY")],
)
def test_a_file_that_writes_dates_otherwise_is_asked_about(first, order, second, shown, confirmed, upload):
    confirmed(csv(first), start_date=order)
    run = upload(csv("05/06/2026", second))
    assert (run.state, run.columns_confirmed_at) == ("NEEDS_ANSWERS", None)
    assert run.unsure_orders == {"start_date": second}
    assert run.date_orders == {"start_date": shown}


def test_one_column_that_changed_makes_all_of_them_doubtful(confirmed, upload):
    names = "Start date,End date"
    confirmed(csv("13/04/2026,03/04/2030", column=names), expected_completion_date="DMY")
    run = upload(csv("04/13/2026,05/06/2030", column=names))
    assert run.unsure_orders == {"start_date": "04/13/2026", "expected_completion_date": "05/06/2030"}


def test_what_was_never_learnt_is_asked_when_it_matters(confirmed, upload):
    assert confirmed(csv("3 April 2026")).state == "READY"
    assert upload(csv("4 May 2026")).state == "READY"
    run = upload(csv("05/06/2026"))
    assert (run.state, run.unsure_orders) == ("NEEDS_ANSWERS", {"start_date": "05/06/2026"})


def test_the_question_is_on_the_page_and_its_answer_holds(confirmed, upload, log_in, college_admin):
    confirmed(csv("03/04/2026"), start_date="DMY")
    run = upload(csv("05/06/2026", "04/25/2026"))
    client = log_in(college_admin)
    page = client.get(reverse("import-step", args=[run.reference]), follow=True)
    assert "How are dates written in Start date, like 04/25/2026?" in page.text
    mapping = {f"column-{index}": key for key, index in run.mapping.items()}
    client.post(reverse("import-columns", args=[run.reference]), {**mapping, "order-start_date": "MDY"})
    run.refresh_from_db()
    assert (run.state, starts(run)) == ("READY", ["2026-05-06", "2026-04-25"])


def test_another_column_for_dates_is_judged_by_itself(upload):
    content = b"GMC number,Last name,Start date,Joined\n7000001,Ng,13/04/2026,04/25/2026\n"
    run = upload(content)
    mapping = {**run.mapping, "start_date": 3}
    runs.match_columns(run=run, mapping=mapping, date_orders={}, remember=False, by=None, at=timezone.now())
    run = step(run)
    assert (run.date_orders, run.unsure_orders) == ({"start_date": "MDY"}, {"start_date": "04/25/2026"})
