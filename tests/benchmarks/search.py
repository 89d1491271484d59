"""People search against what a plain Django list would do (`icontains`), alternately, on the same people in one run.

`./test bench search [PEOPLE]` (50,000 unless given). One JSON object a line: milliseconds for the count and the first
page of 25, the share of searches whose person stood on that page, and the ratio of the two.
"""

import json
import random
import statistics
import sys
import time
from datetime import date

from django.db import connection
from django.db.models import Q

from profiles.models import Clinician
from profiles.rules import fold_name
from talent_register.common.permissions import Permission
from tests.factories.accounts import MembershipFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ProfessionFactory
from tracking.presenters.people import with_work
from tracking.search import Criteria, find

PAGE, SEARCHES, TODAY = 25, 40, date(2026, 11, 22)
STARTS, MIDDLES, ENDS = (
    parts.split("_")
    for parts in (
        "Al_Ba_Ber_Ca_Cor_Da_El_Fa_Gar_Ha_Ib_Ja_Ka_Lle_Ma_Na_Ol_Pa_Ri_Sha_Thom_Ur_Va_Wil_Ya_Zar",
        "_an_bel_dri_en_fri_gan_hol_il_jor_ke_lan_min_no_ol_per_ra_sta_tor_un_ve_wen_xan",
        "a_ah_an_ard_ell_er_es_ey_i_ia_iams_in_ington_is_o_on_os_ova_son_ton_ward_well_worth_yn",
    )
)
PEOPLE = """
    INSERT INTO profiles_clinician (uuid, reference, state, given_names, family_name, preferred_name, family_key,
        given_key, personal_email, work_email, profession_id, career_stage, nation, region_id, stage, next_step,
        language, shares_with_region, shares_with_nation, shares_with_college, shares_with_recruiters, letters_off,
        created_at, updated_at, registered_at, review_due_on, import_reference)
    SELECT gen_random_uuid(), 'BENCH-' || n, 'REGISTERED', initcap(given), initcap(family), '', family, given, '', '',
        %(profession)s, '', '', %(region)s, 'TEAM', 'STEP_UP', 'en-gb', true, true, false, false, '[]', now(), now(),
        now(), date '2026-06-01' + n %% 365, ''
    FROM (SELECT n, (%(given)s::text[])[1 + (random() ^ 2 * %(givens)s)::int %% %(givens)s] AS given,
                 (%(family)s::text[])[1 + (random() ^ 2 * %(families)s)::int %% %(families)s] AS family
          FROM generate_series(1, %(people)s) n) made
"""
NUMBERS = """
    INSERT INTO profiles_registration (clinician_id, regulator_id, number, number_key, state, licence, verified_by,
        created_at)
    SELECT id, %(regulator)s, (7000000 + row_number() OVER ())::text, (7000000 + row_number() OVER ())::text,
        'UNKNOWN', 'UNKNOWN', '', now() FROM profiles_clinician WHERE reference LIKE 'BENCH-%%'
"""


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    user = fill(people)
    chance = random.Random(7)
    targets = list(
        Clinician.objects.filter(pk__in=chance.sample(list(Clinician.objects.values_list("pk", flat=True)), SEARCHES))
    )
    numbers = {t.pk: t.registrations.get().number for t in targets}
    kinds = {
        "full name": lambda t: f"{t.given_names} {t.family_name}",
        "family name first": lambda t: f"{t.family_name} {t.given_names}",
        "misspelt full name": lambda t: f"{t.given_names} {slip(t.family_name, chance)}",
        "number with spaces": lambda t: f"{numbers[t.pk][:3]} {numbers[t.pk][3:]}",
    }
    for kind, words in kinds.items():
        report(kind, people, [(target, words(target)) for target in targets], user)


def fill(people: int):
    """People with names of uneven frequency, in two statements; a national lead who may see them all."""
    profession, region = ProfessionFactory(), RegionFactory(code="south_west", name="South West")
    names = sorted({fold_name(a + b + c) for a in STARTS for b in MIDDLES for c in ENDS})
    chance = random.Random(1)
    family, given = names[:], chance.sample(names, 900)
    chance.shuffle(family)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        values = {"people": people, "profession": profession.pk, "region": region.pk}
        values |= {"given": given, "givens": len(given), "family": family, "families": len(family)}
        cursor.execute(PEOPLE, values)
        cursor.execute(NUMBERS, {"regulator": profession.regulator_id})
        cursor.execute("ANALYZE profiles_clinician, profiles_registration")
    team = OrganisationFactory(kind="NATIONAL")
    return MembershipFactory(organisation=team, role="national_lead").user


def slip(name: str, chance: random.Random) -> str:
    """One letter beyond the first changed, dropped or doubled, as fingers do."""
    at = chance.randrange(1, len(name))
    return name[:at] + chance.choice(["", name[at] * 2, chance.choice("aeiou")]) + name[at + 1 :]


def ours(user, words: str) -> list[int]:
    people = find(user, Criteria(text=words), TODAY).people
    people.count()
    return [person.pk for person in with_work(people)[:PAGE]]


def plain(user, words: str) -> list[int]:
    """What an admin list does: every word somewhere in a name or number, whatever its case."""
    people = Clinician.objects.visible_to(user, Permission.PEOPLE_SEARCH)
    for word in words.split():
        named = Q(given_names__icontains=word) | Q(family_name__icontains=word)
        people = people.filter(named | Q(registrations__number__icontains=word))
    people = people.distinct().order_by("family_name", "given_names", "pk")
    people.count()
    return [person.pk for person in with_work(people)[:PAGE]]


def report(kind: str, people: int, searches: list, user) -> None:
    """Both in turn for every search, the first of each thrown away."""
    spent: dict = {"ours": [], "plain": []}
    found = {"ours": 0, "plain": 0}
    for target, words in searches[:1] + searches:
        for name, search in (("ours", ours), ("plain", plain)):
            started = time.perf_counter()
            page = search(user, words)
            spent[name].append((time.perf_counter() - started) * 1000)
            found[name] += target.pk in page
    line: dict = {"bench": "search", "kind": kind, "people": people, "searches": len(searches)}
    for name in ("ours", "plain"):
        times = sorted(spent[name][1:])
        line[f"{name}_p50_ms"] = round(statistics.median(times), 1)
        line[f"{name}_p95_ms"] = round(times[int(len(times) * 0.95) - 1], 1)
        line[f"{name}_found"] = round(min(1, found[name] / (len(searches) + 1)), 2)
    line["plain_over_ours"] = round(line["plain_p50_ms"] / line["ours_p50_ms"], 1)
    print(json.dumps(line), flush=True)
