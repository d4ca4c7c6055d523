"""Unit counterfactuals by dowhy.gcm: how long they take and how far they are off.

    ask_dowhy.py FOLDER RESULTS.jsonl

FOLDER is what CausalBenchmark wrote: for each world train.csv, test.csv (with the column `truth`), graph.txt, and in
setting.txt what x is set to; for known worlds many.csv besides, units for the time that many take. Of worlds called
random-… only the error of automatic choices is told.
"""

import json
import logging
import sys
import time
import warnings
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
from dowhy import gcm
from dowhy.gcm.auto import AssignmentQuality

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
gcm.config.disable_progress_bars()


def model(graph, train, kind):
    fitted = gcm.InvertibleStructuralCausalModel(graph)
    if kind in ("linear", "trees"):
        make = gcm.ml.create_linear_regressor if kind == "linear" else gcm.ml.create_hist_gradient_boost_regressor
        for node in graph:
            is_root = graph.in_degree(node) == 0
            fitted.set_causal_mechanism(
                node, gcm.EmpiricalDistribution() if is_root else gcm.AdditiveNoiseModel(make()))
    else:
        gcm.auto.assign_causal_mechanisms(fitted, train, quality=AssignmentQuality[kind.upper()])
    gcm.fit(fitted, train)
    return fitted


def ask(fitted, units, setting):
    return gcm.counterfactual_samples(fitted, {"x": lambda _: setting}, observed_data=units)["y"].to_numpy()


def median_time(action, rounds):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def main(folder, results):
    with open(results, "w") as output:
        for world in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
            train, test = pd.read_csv(world / "train.csv"), pd.read_csv(world / "test.csv")
            graph = nx.DiGraph(line.split() for line in (world / "graph.txt").read_text().splitlines())
            setting = float((world / "setting.txt").read_text())
            units = test.drop(columns="truth")
            is_random = world.name.startswith("random-")
            for kind in ("good", "better") if is_random else ("linear", "trees", "good", "better"):
                np.random.seed(0)
                start = time.perf_counter()
                fitted = model(graph, train, kind)
                fit = time.perf_counter() - start
                answers = ask(fitted, units, setting)
                found = {
                    "tool": "dowhy", "world": world.name, "kind": kind, "fit": fit,
                    "rmse": float(np.sqrt(np.mean((answers - test["truth"]) ** 2))),
                }
                if not is_random:
                    many = pd.read_csv(world / "many.csv")
                    found |= {
                        "row": median_time(lambda: ask(fitted, units.head(1), setting), 21),
                        "thousand": median_time(lambda: ask(fitted, units, setting), 5),
                        "many": median_time(lambda: ask(fitted, many, setting), 3),
                    }
                print(json.dumps(found), file=output, flush=True)


main(*sys.argv[1:])
