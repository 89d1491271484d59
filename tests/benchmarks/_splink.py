"""Splink on the people and rows of the benchmark `matching`, as its documentation does it; runs outside the project.

`_splink.py FILE`, a JSON object of people and rows. Both are in DuckDB's memory before the time begins. The ways to a
pair are those of our own search that Splink's documentation has too; the threshold is that of asking a person.
"""

import json
import resource
import sys
import time
from pathlib import Path

import duckdb
import pandas
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

ASK, PROBABLE = -6, 3
COLUMNS = ["given", "family", "born", "email"]
WAYS = [
    block_on("email"),
    block_on("born", "substr(family, 1, 1)"),
    block_on("born", "substr(given, 1, 1)"),
    block_on("family", "substr(given, 1, 3)", "substr(born, 1, 4)"),
    block_on("given", "substr(family, 1, 3)", "substr(born, 1, 4)"),
    block_on("family", "given"),
    "l.family = r.given and l.given = r.family",
]
COMPARISONS = [
    compare.NameComparison("given").configure(term_frequency_adjustments=True),
    compare.NameComparison("family").configure(term_frequency_adjustments=True),
    compare.DateOfBirthComparison("born", input_is_string=True),
    compare.ExactMatch("email"),
]


def main() -> None:
    data = json.loads(Path(sys.argv[1]).read_text())
    truth = [row.pop() for row in data["rows"]]
    database = duckdb.connect()
    database.execute("SET threads = 2")
    for name in ("people", "rows"):
        frame = pandas.DataFrame([[value or None for value in row] for row in data[name]], columns=COLUMNS)
        frame.insert(0, "unique_id", range(len(frame)))
        database.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
    cpu, begun = time.process_time(), time.perf_counter()
    linker = _trained(database)
    trained = time.perf_counter()
    pairs = linker.inference.predict(threshold_match_weight=ASK)
    ended, cpu = time.perf_counter(), time.process_time() - cpu
    line = {"train": round(trained - begun, 2), "predict": round(ended - trained, 2), "search": round(ended - begun, 2)}
    line["cpu_seconds"] = round(cpu, 2)
    line["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({**_compared(pairs.as_pandas_dataframe(), truth), **line}))


def _trained(database) -> Linker:
    api = DuckDBAPI(connection=database)
    tables = [api.register(name, dataset_display_name=name) for name in ("people", "rows")]
    settings = SettingsCreator(
        link_type="link_only", comparisons=COMPARISONS, blocking_rules_to_generate_predictions=WAYS
    )
    linker = Linker(tables, settings)
    sure = [block_on("given", "family", "born"), "l.email = r.email"]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("given", "family"), block_on("born", "family")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker


def _compared(pairs: pandas.DataFrame, truth: list) -> dict:
    person, row = ("l", "r") if pairs["source_dataset_l"].iloc[0] == "people" else ("r", "l")
    pairs = pairs.sort_values("match_weight", ascending=False)
    people, rows = pairs[f"unique_id_{person}"], pairs[f"unique_id_{row}"]
    found = set(zip(rows, people, strict=True))
    likeliest = pairs.drop_duplicates(f"unique_id_{row}")
    best = dict(zip(likeliest[f"unique_id_{row}"], likeliest[f"unique_id_{person}"], strict=True))
    sure = likeliest[likeliest["match_weight"] >= PROBABLE]
    linked = zip(sure[f"unique_id_{row}"], sure[f"unique_id_{person}"], strict=True)
    known = [(place, who) for place, who in enumerate(truth) if who is not None]
    return {
        "recall": round(sum(one in found for one in known) / len(known), 5),
        "linked": round(sum(best.get(place) == who for place, who in known) / len(known), 5),
        "wrong_links": round(sum(truth[place] != who for place, who in linked) / len(truth), 5),
    }


if __name__ == "__main__":
    main()
