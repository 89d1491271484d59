"""One made-up person after another: name, profession, place, career, what they answered. Pure, given facts and seed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from profiles.models import Audience, ClinicianState, Profession, Stage
from profiles.rules import next_review
from talent_register.organisations.models import Organisation, Region

from .facts import BRITISH, Facts
from .numbers import Numbers

# Colleges whose lists supply people, and the professions on each.
LISTS = {
    "RCP": {"doctor"},
    "RCPSYCH": {"doctor"},
    "RCEM": {"doctor"},
    "RCGP": {"general_practitioner"},
    "RCN": {"nurse_adult", "nurse_child", "nurse_mental_health", "nurse_learning_disability"},
    "CSP": {"physiotherapist"},
    "RPS": {"pharmacist"},
}
FROM_ELSEWHERE = {"HCHS doctors": 0.22}
STAGES = {"NOT_STARTED": 38, "TEAM": 30, "SERVICE": 17, "ORGANISATION": 7, "SYSTEM": 2, "UNSURE": 6}
NEXT_STEPS = {"GROW": 28, "BROADEN": 26, "STEP_UP": 30, "UNSURE": 16}
AGREES = {Audience.REGION: 0.88, Audience.NATION: 0.8, Audience.COLLEGE: 0.74, Audience.RECRUITERS: 0.42}
LETTERS_OFF = [[], [], [], ["NEWS"], ["NEWS", "OPPORTUNITIES"], ["NEWS", "OPPORTUNITIES", "MESSAGES"]]
SUPPLIED_STATES = {"STUB": 50, "DECLINED": 9, "REGISTERED": 38, "PAUSED": 3}
OWN_STATES = {"REGISTERED": 96, "PAUSED": 4}
FIRST_DAY_AGO = 1100


@dataclass
class Job:
    title: str
    band: str
    employer: Organisation
    started: date
    ended: date | None
    is_leadership: bool


@dataclass
class Person:
    """Everything about one person that rows are made of."""

    number: int
    sex: str
    given: str
    preferred: str
    family: str
    born: date
    profession: Profession
    qualified: int
    registration: str
    state: ClinicianState
    employer: Organisation
    nation: str
    region: Region | None
    stage: str
    next_step: str
    joined: date
    email: str
    on_list: str = ""
    specialty: str = ""
    jobs: list[Job] = field(default_factory=list)
    agrees: dict[str, bool] = field(default_factory=dict)
    letters_off: list[str] = field(default_factory=list)
    reviews: list[tuple[date, date | None]] = field(default_factory=list)
    review_due: date | None = None

    @property
    def is_known(self) -> bool:
        return self.state != ClinicianState.DECLINED

    @property
    def has_joined(self) -> bool:
        return self.state in (ClinicianState.REGISTERED, ClinicianState.PAUSED)


def people(facts: Facts, how_many: int, random: Random, today: date, *, numbers: Numbers | None = None):
    """So many people, always the same for the same seed, facts and day."""
    numbers = numbers or Numbers()
    for number in range(how_many):
        yield _person(facts, number, random, numbers, today)


def _person(facts: Facts, number: int, random: Random, numbers: Numbers, today: date) -> Person:
    profession = facts.professions.draw(random)
    sex = "F" if random.random() < facts.female[profession.code] else "M"
    stage = random.choices(list(STAGES), list(STAGES.values()))[0]
    years = max(round(random.triangular(0, 38, 12)), _least_years(stage))
    born = date(today.year - 23 - years - random.randint(0, 3), random.randint(1, 12), random.randint(1, 28))
    given, family = _name(facts, random, profession, sex, born)
    on_list = _list_of(random, profession)
    employer, region = _employer(facts, random, profession, stage)
    person = Person(
        number=number,
        sex=sex,
        given=given,
        preferred=given.split()[0][:4] if random.random() < 0.04 else "",
        family=family,
        born=born,
        profession=profession,
        qualified=today.year - years,
        registration=numbers.give(profession),
        state=_state(random, on_list),
        employer=employer,
        nation=employer.nation,
        region=region,
        stage=stage,
        next_step=random.choices(list(NEXT_STEPS), list(NEXT_STEPS.values()))[0],
        joined=today - timedelta(days=round(random.triangular(1, FIRST_DAY_AGO, 120))),
        email="",
        on_list=on_list,
    )
    person.jobs = _jobs(facts, random, person, years, today)
    person.agrees = {audience: random.random() < share for audience, share in AGREES.items()}
    person.letters_off = random.choice(LETTERS_OFF)
    _reviews(random, person, today)
    return person


def _least_years(stage: str) -> int:
    return {"TEAM": 3, "SERVICE": 8, "ORGANISATION": 12, "SYSTEM": 14}.get(stage, 0)


def _name(facts: Facts, random: Random, profession: Profession, sex: str, born: date) -> tuple[str, str]:
    """A first and a last name as common as they are among the nurses, doctors … of that age."""
    group = facts.staff_group[profession.code]
    nationality = facts.nationalities[group].draw(random)
    if nationality == BRITISH and random.random() < FROM_ELSEWHERE.get(group, 0.09):
        nationality = random.choice(["Indian", "Indian", "Pakistani", "Nigerian", "Bangladeshi", "Irish", "Ghanaian"])
    if nationality != BRITISH:
        names = facts.given.get((sex, nationality))
        return names.draw(random), facts.family[nationality].draw(random)
    decade = 1996 if born.year >= 1995 else min(max(round((born.year - 4) / 10) * 10 + 4, 1954), 1994)
    family = facts.family[BRITISH].draw(random)
    if sex == "F" and random.random() < 0.05:
        family = f"{family}-{facts.family[BRITISH].draw(random)}"
    return facts.given[sex, str(decade)].draw(random), family


def _list_of(random: Random, profession: Profession) -> str:
    lists = [code for code, codes in LISTS.items() if profession.code in codes]
    return random.choice(lists) if lists and random.random() < 0.55 else ""


def _state(random: Random, on_list: str) -> ClinicianState:
    """Only people whom a college supplied can be waiting for an answer, or have said no."""
    shares = SUPPLIED_STATES if on_list else OWN_STATES
    return ClinicianState(random.choices(list(shares), list(shares.values()))[0])


def _employer(facts: Facts, random: Random, profession: Profession, stage: str) -> tuple[Organisation, Region | None]:
    nation = facts.nations.draw(random)
    if nation == "ENGLAND" and profession.code == "general_practitioner" and facts.practices:
        employer = random.choice(facts.practices)
    elif nation == "ENGLAND" and stage == Stage.SYSTEM and facts.boards:
        employer = random.choice(facts.boards)
    elif nation == "ENGLAND" and profession.code == "paramedic" and facts.ambulance and random.random() < 0.8:
        employer = facts.ambulance.draw(random)
    else:
        employer = facts.employers.get(nation, facts.employers["ENGLAND"]).draw(random)
    return employer, employer.region or facts.regions.get(employer.nation.lower())


def _jobs(facts: Facts, random: Random, person: Person, years: int, today: date) -> list[Job]:
    """The post held now, and for many one or two before it, less senior."""
    stage = "NOT_STARTED" if person.stage == Stage.UNSURE else person.stage
    jobs: list[Job] = []
    end: date | None = None
    most_years = years
    stages = ["NOT_STARTED", "TEAM", "SERVICE", "ORGANISATION", "SYSTEM"]
    for step in range(random.choice([1, 1, 2, 2, 3])):
        at = stages[max(stages.index(stage) - step, 0)]
        choices = [post for post in facts.posts_for(person.profession, at) if int(post["years"]) <= most_years]
        if jobs and not choices:
            break
        post = random.choice(choices or facts.posts_for(person.profession, at)[:1])
        start = (end or today) - timedelta(days=random.randint(120, 1800))
        if start.year < person.qualified and jobs:
            break
        title = post["title"].format(profession=person.profession.name.split(" (")[0].lower())
        jobs.append(
            Job(
                title[:1].upper() + title[1:],
                post["band"],
                person.employer if step == 0 or random.random() < 0.5 else _employer_before(facts, random, person),
                start.replace(day=1),
                end,
                post["stage"] != "NOT_STARTED",
            )
        )
        end, most_years = start.replace(day=1), int(post["years"]) - 1
    return jobs


def _employer_before(facts: Facts, random: Random, person: Person) -> Organisation:
    return facts.employers.get(person.nation, facts.employers["ENGLAND"]).draw(random)


def _reviews(random: Random, person: Person, today: date) -> None:
    """Yearly reviews done since joining; the last one is overdue for some, the next is due within the year."""
    if not person.has_joined:
        return
    due = next_review(person.joined, person.joined)
    while due <= today:
        is_late = (today - due).days < 100 and random.random() < 0.45
        if is_late:
            break
        done = min(due + timedelta(days=random.randint(-20, 30)), today)
        person.reviews.append((due, done))
        due = next_review(person.joined, due)
    person.review_due = due
