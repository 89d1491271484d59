"""Many made-up people for benchmarks, in a few statements: names as common as in England, and a tail of rare ones."""

import csv
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.models import Model

from profiles.models import Clinician, Profession, Registration
from profiles.rules import fold_name
from talent_register.common.bulk import insert_select
from talent_register.organisations.models import Region
from tests.factories.accounts import MembershipFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.reference import load_reference

DATA = Path(__file__).resolve().parents[2] / "tracking" / "demo" / "data"
RARE = 60_000
COMMON_SHARE = 0.8
STARTS, MIDDLES, ENDS = (
    parts.split("_")
    for parts in (
        "Al_Ba_Ber_Ca_Cor_Da_El_Fa_Gar_Ha_Ib_Ja_Ka_Lle_Ma_Na_Ol_Pa_Ri_Sha_Thom_Ur_Va_Wil_Ya_Zar_Ch_Dro_Stro_Prit",
        "_an_bel_dri_en_fri_gan_hol_il_jor_ke_lan_min_no_ol_per_ra_sta_tor_un_ve_wen_xan_ack_edge_ip_oze_umb_yst",
        "a_ah_an_ard_ell_er_es_ey_i_ia_iams_in_ington_is_o_on_os_ova_son_ton_ward_well_worth_yn_bury_cote_dale_ford",
    )
)
# What is not named here takes the model's own default, so that a new column breaks no benchmark unseen.
PERSON = {
    "reference": "'BENCH-' || n",
    "state": "'REGISTERED'",
    "given_names": "initcap(given)",
    "family_name": "initcap(family)",
    "family_key": "family",
    "given_key": "given",
    "created_at": "now()",
    "updated_at": "now()",
}
WITH_WORK = {
    "profession": """(%(professions)s::bigint[])[1 + (random() ^ 2 * cardinality(%(professions)s::bigint[]))::int
        %% cardinality(%(professions)s::bigint[])]""",
    "nation": "'ENGLAND'",
    "region": "(%(regions)s::bigint[])[1 + n %% cardinality(%(regions)s::bigint[])]",
    "stage": """(ARRAY['NOT_STARTED', 'TEAM', 'SERVICE', 'ORGANISATION', 'SYSTEM', 'UNSURE'])
        [1 + (random() ^ 2 * 6)::int %% 6]""",
    "next_step": "(ARRAY['GROW', 'BROADEN', 'STEP_UP', 'UNSURE'])[1 + (random() * 4)::int %% 4]",
    "shares_with_region": "random() < 0.95",
    "shares_with_nation": "random() < 0.9",
    "registered_at": "now() - n * interval '47 seconds'",
    "review_due_on": "current_date - 60 + n %% 365",
}
DRAWN = """
    FROM (SELECT n, 1 + floor(random() * %(givens)s)::int AS given_at, 1 + floor(random() * %(families)s)::int AS
              family_at FROM generate_series(1, %(people)s) n) made
    JOIN (SELECT at AS given_at, name AS given FROM urn WHERE kind = 'given') g USING (given_at)
    JOIN (SELECT at AS family_at, name AS family FROM urn WHERE kind = 'family') f USING (family_at)
"""
NUMBER = {"regulator": "%(regulator)s", "created_at": "now()"}
HAS_NUMBER = """
    FROM (SELECT id, (7000000 + row_number() OVER ())::text AS number FROM profiles_clinician
          WHERE reference LIKE 'BENCH-%%') c
"""
SECONDARY_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique
"""


def how_many(default: int) -> int:
    """The number of people in the command line."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else default


def fill(people: int):
    """People of all professions and regions, and a national lead who may see nine in ten of them."""
    load_reference()
    chance = random.Random(1)
    family = drawn(weighted("surnames.csv"), rare_names(chance), chance)
    given = drawn(weighted("first_names.csv"), rare_names(chance)[:3000], chance)
    values = {
        "people": people,
        "professions": list(Profession.objects.order_by("sort", "pk").values_list("pk", flat=True)),
        "regions": list(Region.objects.filter(kind=Region.Kind.NHS_REGION).values_list("pk", flat=True)),
        "families": len(family),
        "givens": len(given),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute("CREATE TEMPORARY TABLE urn (kind text, at int, name text)")
        with cursor.copy("COPY urn FROM STDIN") as target:
            for kind, names in (("given", given), ("family", family)):
                for at, name in enumerate(names, start=1):
                    target.write_row((kind, at, name))
    with unrecorded(Clinician, Registration):
        insert_select(Clinician, PERSON | WITH_WORK, DRAWN, values)
        own = {"clinician": "c.id", "number": "c.number", "number_key": "c.number"}
        insert_select(
            Registration,
            NUMBER | own,
            HAS_NUMBER,
            {"regulator": Profession.objects.get(code="doctor").regulator_id},
        )
    note_words()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE profiles_clinician, profiles_registration, tracking_nameword")
    team = OrganisationFactory(kind="NATIONAL")
    return MembershipFactory(organisation=team, role="national_lead").user


def note_words() -> None:
    """The words of everybody's names, where the trigger that notes them was away with the others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tracking_nameword (word, slips) SELECT word, tracking_slips(word) FROM (SELECT DISTINCT"
            " unnest(string_to_array(family_key || ' ' || given_key, ' ')) AS word FROM profiles_clinician) said"
        )


@contextmanager
def unrecorded(*models: type[Model]) -> Iterator[None]:
    """No history is kept of what is made here, no other trigger of ours runs, and indexes are made once, at the end."""
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute(SECONDARY_INDEXES, [tables])
        indexes = cursor.fetchall()
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for name, _made in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _name, made in indexes:
            cursor.execute(made)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def weighted(file: str) -> list[tuple[str, int]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return [(fold_name(row["name"]), int(row["weight"])) for row in csv.DictReader(lines)]


def rare_names(chance: random.Random) -> list[str]:
    """Names that few people have, composed of syllables."""
    names: dict[str, None] = {}
    while len(names) < RARE:
        names[fold_name("".join(chance.choice(part) for part in (STARTS, MIDDLES, MIDDLES, ENDS)))] = None
    return [*names]


def drawn(common: list[tuple[str, int]], rare: list[str], chance: random.Random) -> list[str]:
    """An urn of names: the common as often as they are borne, the rare once each."""
    size = int(len(rare) * COMMON_SHARE / (1 - COMMON_SHARE))
    names, weights = zip(*common, strict=True)
    urn = [*chance.choices(names, weights, k=size), *rare]
    chance.shuffle(urn)
    return urn
