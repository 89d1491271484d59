"""Lists that the college of the demo has handed over, in every state: made by really importing small files."""

import csv
import io
from collections.abc import Callable
from datetime import date
from random import Random

from django.utils import timezone

from profiles.models import ClinicianState
from profiles.resources import TraineeResource
from talent_register.accounts.models import User
from talent_register.audit import context
from talent_register.imports.actions import letters, runs, work
from talent_register.imports.choices import Mode, State
from talent_register.imports.models import ImportRun
from talent_register.imports.resources import list_type_of
from talent_register.imports.rules import first_letter_day
from talent_register.organisations.models import Organisation
from tracking.models import Tenure

from .facts import Facts
from .numbers import Numbers
from .people import Person, people

COLLEGE, NATIONAL = "RCP", "NHSE"
ADMINISTRATOR, APPROVER = "college.admin@demo.example", "college.approver@demo.example"
NATIONAL_LEAD = "national.lead@demo.example"
HEADINGS = (
    "organisation_ref",
    "regulator",
    "registration_number",
    "first_names",
    "last_name",
    "work_email",
    "profession",
    "specialty",
    "grade",
    "employer_ods",
    "start_date",
)
THEIR_HEADINGS = (
    "Ref",
    "Body",
    "GMC No",
    "Forename(s)",
    "Surname",
    "E-mail",
    "Job",
    "CCT specialty",
    "Level",
    "Trust",
    "Start",
)
FIRST_NUMBER = 500_000
ENDS = frozenset(State) - {State.CHECKING, State.IMPORTING, State.UNDOING}
MOST_STEPS = 40


class Lists:
    """Hands over one list after another on behalf of the college's people."""

    def __init__(self, facts: Facts, users: dict[str, User], random: Random, today: date):
        self.college = Organisation.objects.get(code=COLLEGE)
        self.administrator, self.approver = users[ADMINISTRATOR], users[APPROVER]
        self.national = users[NATIONAL_LEAD]
        self.random, self.today = random, today
        self.doctors = _doctors(facts, random, today)

    def add(self, how_many: int) -> None:
        """One list in each state. `how_many` people stay on the register through them."""
        fewer = how_many // 3
        self._imported("Higher trainees September.csv", how_many - fewer, with_letters=True)
        self._imported("Higher trainees, late joiners.csv", fewer, wrong=3)
        self._undone("Wrong list.csv", 5)
        self._refused("Trainees (scan).xlsx")
        self._waiting("Internal medicine trainees.csv", 12, headings=THEIR_HEADINGS)
        self._with_problems("Acute medicine trainees.csv", 14, wrong=5)
        self._for_approval("Geriatric medicine trainees.csv", 9, unusual=4)
        self._checked_only("Cardiology trainees, check.csv", 8)
        self._cancelled("Old export.csv", 6)
        self._posts("Medical directors of trusts.csv", 6)

    def _start(self, name: str, content: bytes, mode: str = Mode.ADD) -> ImportRun:
        now = timezone.now()
        with context.acting(self.administrator.audit_name, actor_name=str(self.administrator)):
            run = runs.start(organisation=self.college, list_type="trainees", by=self.administrator, at=now, mode=mode)
            runs.take_file(run=run, name=name, content=content, by=self.administrator, at=now)
        return self._carry(run)

    def _carry(self, run: ImportRun) -> ImportRun:
        """Do the work of the background now; where a worker is quicker, take what it did."""
        for _step in range(MOST_STEPS):
            work.carry_on(run_id=run.pk, list_type_of=list_type_of)
            run.refresh_from_db()
            if State(run.state) in ENDS:
                break
        return run

    def _imported(self, name: str, count: int, *, wrong: int = 0, with_letters: bool = False) -> ImportRun:
        run = self._start(name, self._file(count, wrong))
        runs.settle_all(run=run, at=timezone.now())
        run.refresh_from_db()
        with context.acting(self.approver.audit_name, actor_name=str(self.approver)):
            runs.confirm(run=run, by=self.approver, at=timezone.now(), declared=True)
        run = self._carry(run)
        if with_letters:
            self._write(run)
        return run

    def _write(self, run: ImportRun) -> None:
        """The approver has the people written to on the next working morning."""
        now = timezone.now()
        with context.acting(self.approver.audit_name, actor_name=str(self.approver)):
            letters.send(run=run, day=first_letter_day(now, run.organisation.nation), by=self.approver, at=now)
            letters.write_waiting(list_type_of=list_type_of, run_id=run.pk)

    def _undone(self, name: str, count: int) -> None:
        run = self._imported(name, count)
        with context.acting(self.approver.audit_name, actor_name=str(self.approver)):
            runs.ask_undo(run=run, by=self.approver, at=timezone.now())
        self._carry(run)

    def _refused(self, name: str) -> None:
        self._start(name, b"%PDF-1.7 this is a picture of a list")

    def _waiting(self, name: str, count: int, headings: tuple[str, ...]) -> None:
        self._start(name, self._file(count, 0, headings))

    def _with_problems(self, name: str, count: int, wrong: int, unusual: int = 0) -> ImportRun:
        run = self._start(name, self._file(count, wrong, unusual=unusual))
        runs.match_columns(
            run=run, mapping=run.mapping, date_orders={}, remember=True, by=self.administrator, at=timezone.now()
        )
        return self._carry(run)

    def _for_approval(self, name: str, count: int, unusual: int) -> None:
        run = self._with_problems(name, count, 0, unusual)
        runs.hand_over(run=run, by=self.administrator, at=timezone.now(), things=TraineeResource.nouns[1])

    def _checked_only(self, name: str, count: int) -> None:
        run = self._start(name, self._file(count, 1), Mode.CHECK)
        runs.settle_all(run=run, at=timezone.now())

    def _cancelled(self, name: str, count: int) -> None:
        runs.cancel(run=self._start(name, self._file(count, 0)), by=self.administrator)

    def _posts(self, name: str, count: int) -> None:
        """The national team has handed in who leads some trusts; a colleague of theirs has yet to approve it."""
        team, now = Organisation.objects.get(code=NATIONAL), timezone.now()
        held = Tenure.objects.filter(post__role__code="medical_director", ended_on=None)
        held = held.select_related("post__role", "post__organisation").order_by("post__organisation__code")
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(("organisation", "role", "holder_from", "whole_time", "profession", "source"))
        for tenure in held[:count]:
            post, began = tenure.post, tenure.started_on.isoformat()
            writer.writerow((post.organisation.code, post.role.title, began, "0.8", "Doctor", "Board page"))
        with context.acting(self.national.audit_name, actor_name=str(self.national)):
            run = runs.start(organisation=team, list_type="posts", by=self.national, at=now)
            runs.take_file(run=run, name=name, content=out.getvalue().encode(), by=self.national, at=now)
        runs.settle_all(run=self._carry(run), at=timezone.now())

    def _file(self, count: int, wrong: int, headings: tuple[str, ...] = HEADINGS, unusual: int = 0) -> bytes:
        """So many people as CSV, of whom so many have something unusual, and rows more that something is wrong with."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(headings)
        rows = [self._row(next(self.doctors)) for _n in range(count + wrong)]
        for number, row in enumerate(self.random.sample(rows, wrong)):
            _spoil(row, number)
        for number, row in enumerate(rows[:unusual]):
            _make_unusual(row, number)
        writer.writerows(rows)
        return out.getvalue().encode()

    def _row(self, person: Person) -> list[str]:
        year = self.random.randint(3, 7)
        return [
            f"RCP{700_000 + person.number}",
            "GMC",
            person.registration,
            person.given,
            person.family,
            f"{person.given}.{person.family}".lower().replace(" ", "").encode("ascii", "ignore").decode()
            + f"{person.number}@trust.example",
            "Doctor",
            self.random.choice(["Acute internal medicine", "Cardiology", "Geriatric medicine", "Respiratory medicine"]),
            f"ST{year}",
            person.employer.code,
            f"{self.today.year - year + 2}-08-05",
        ]


def _doctors(facts: Facts, random: Random, today: date):
    """Doctors whom nobody else of the demo knows: their numbers lie in a run of their own."""
    numbers = Numbers(first=FIRST_NUMBER)
    for person in people(facts, 1_000_000, random, today, numbers=numbers):
        if person.profession.code == "doctor" and person.state != ClinicianState.DECLINED:
            yield person


def _make_unusual(row: list[str], number: int) -> None:
    """Something that may be right, and that people look at: one name, a damaged letter, half a year, a far day."""
    oddities: list[Callable[[], None]] = [
        lambda: row.__setitem__(3, ""),
        lambda: row.__setitem__(4, f"{row[4][:2]}?{row[4][3:]}"),
        lambda: row.__setitem__(10, "15/08/24"),
        lambda: row.__setitem__(6, "Nurse"),
    ]
    oddities[number % len(oddities)]()


def _spoil(row: list[str], number: int) -> None:
    """One of the mistakes that offices make."""
    mistakes: list[Callable[[], None]] = [
        lambda: row.__setitem__(2, row[2][:5]),
        lambda: row.__setitem__(5, row[5].partition("@")[0] + "@nhs"),
        lambda: row.__setitem__(10, "31/02/2024"),
        lambda: row.__setitem__(4, ""),
    ]
    mistakes[number % len(mistakes)]()
