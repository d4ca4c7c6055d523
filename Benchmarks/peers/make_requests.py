"""Write the requests that all tools are asked, into CACHE/requests.

    python make_requests.py CACHE

FOREST.jsonl for the comparison: the rows to explain, without limits. sets.jsonl: the rows to which four answers are
wanted; sample_adult.csv: a thousand rows of Adult, for tools that cannot take all. impossible.jsonl: twenty requests to adult_rf6
whose limits leave no way, shown by asking scikit-learn's model itself at every combination of values that the trees
can tell apart; and possible.jsonl, their control: the same rows with race and gender frozen alone.
"""

import itertools
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from asking import WANTED, Forest, sample

COMPARED = {"adult_rf6": 50, "adult_rf": 50, "breast_cancer_20x4": 10, "breast_cancer_50x5": 10,
            "breast_cancer_100x5": 10}
SETS = 50
IMPOSSIBLE = "adult_rf6"


def rows(cache: Path, name: str, count: int) -> list[dict]:
    return pd.read_csv(cache / f"rows_{name}.csv", float_precision="round_trip").head(count).to_dict("records")


def write(path: Path, requests: list[dict]) -> None:
    lines = [json.dumps({"id": number, **request}) + "\n" for number, request in enumerate(requests)]
    path.write_text("".join(lines))
    print(f"{path.name}: {len(lines)} requests")


def all_but(features: list[str], *free: str) -> list[str]:
    return [name for name in features if name not in free]


def only_age(features: list[str], row: dict) -> dict:
    """A year to wait."""
    return {"frozen": all_but(features, "age"), "ranges": {"age": [row["age"], row["age"] + 1]}}


def only_hours(features: list[str], row: dict) -> dict:
    """Five hours more or less."""
    hours = row["hours_per_week"]
    return {"frozen": all_but(features, "hours_per_week"), "ranges": {"hours_per_week": [hours - 5, hours + 5]}}


def another_job(features: list[str], row: dict) -> dict:
    """Five years, ten hours more, another employer: race, gender and the rest stay."""
    age, hours = row["age"], row["hours_per_week"]
    return {"frozen": all_but(features, "age", "hours_per_week", "workclass"),
            "ranges": {"age": [age, age + 5], "hours_per_week": [hours, hours + 10]}}


def quarters(low: float, high: float) -> np.ndarray:
    return np.arange(low, high + 1e-9, 0.25)


def check_thresholds(forest: Forest) -> None:
    """All thresholds must be halves of a year or hour, so that quarters tell all that the trees can tell apart."""
    for tree in forest.model.estimators_:
        for name in forest.numbers:
            found = tree.tree_.threshold[tree.tree_.feature == forest.groups[name][0]]
            halves = 2 * np.array([forest.unscale(name, threshold) for threshold in found])
            assert np.allclose(halves, np.round(halves), atol=1e-3), f"{name} has other thresholds than halves"


def is_impossible(forest: Forest, row: dict, limits: dict) -> bool:
    """Whether the model refuses everything within the limits."""
    reach = []
    for name in forest.features:
        if name in limits["frozen"]:
            reach.append([row[name]])
        elif name in limits["ranges"]:
            reach.append(quarters(*limits["ranges"][name]))
        else:
            reach.append(forest.levels[name])
    points = pd.DataFrame(itertools.product(*reach), columns=forest.features)
    return not (forest.pipeline.predict(points) == WANTED).any()


def impossible(forest: Forest, candidates: list[dict]) -> list[dict]:
    check_thresholds(forest)
    requests = []
    for kind, count in ((only_age, 8), (only_hours, 6), (another_job, 6)):
        limited = ({"values": row, **kind(forest.features, row)} for row in candidates)
        fitting = (request for request in limited if is_impossible(forest, request["values"], request))
        requests += itertools.islice(fitting, count)
    return requests


def main() -> None:
    cache = Path(sys.argv[1])
    (cache / "requests").mkdir(exist_ok=True)
    for name, count in COMPARED.items():
        write(cache / "requests" / f"{name}.jsonl", [{"values": row} for row in rows(cache, name, count)])
    write(cache / "requests" / "sets.jsonl", [{"values": row} for row in rows(cache, "sets", SETS)])
    forest = Forest(cache, IMPOSSIBLE)
    sample(forest).to_csv(cache / "sample_adult.csv", index=False)
    refused = impossible(forest, rows(cache, IMPOSSIBLE, 50))
    write(cache / "requests" / "impossible.jsonl", refused)
    control = [{"values": request["values"], "frozen": ["race", "gender"]} for request in refused]
    write(cache / "requests" / "possible.jsonl", control)


if __name__ == "__main__":
    main()
