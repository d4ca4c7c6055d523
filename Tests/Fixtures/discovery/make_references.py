"""Writes linear.csv, levels.csv and references.json: graphs that causal-learn 0.1.4.3 reads off them.

    python3 -m venv venv && venv/bin/pip install causal-learn==0.1.4.3
    venv/bin/python make_references.py

The data are drawn from random graphs of 7 numbers with linear mechanisms, and from a network of 6 variables of two levels.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from causallearn.search.ConstraintBased.PC import pc

HERE = Path(__file__).parent


def linear(rows=800, count=7, seed=11):
    random = np.random.default_rng(seed)
    values = np.zeros((rows, count))
    for node in range(count):
        values[:, node] = random.normal(size=rows)
        for parent in range(node):
            if random.random() < 0.4:
                values[:, node] += random.choice([-1, 1]) * random.uniform(0.5, 1.2) * values[:, parent]
    return pd.DataFrame(values[:, random.permutation(count)].round(4), columns=[f"v{i}" for i in range(count)])


def levels(rows=1500, seed=5):
    random = np.random.default_rng(seed)
    def coin(chance):
        return (random.random(rows) < chance).astype(int)
    smoke = coin(0.5)
    visit = coin(0.3)
    lung = coin(0.1 + 0.5 * smoke)
    bronc = coin(0.3 + 0.4 * smoke)
    tub = coin(0.1 + 0.5 * visit)
    xray = coin(0.1 + 0.6 * np.maximum(lung, tub))
    return pd.DataFrame({"visit": visit, "smoke": smoke, "lung": lung, "bronc": bronc, "tub": tub, "xray": xray})


def edges(graph, names):
    found = []
    matrix = graph.graph
    for i in range(len(names)):
        for j in range(len(names)):
            if matrix[j, i] == 1 and matrix[i, j] == -1:
                found.append([names[i], "->", names[j]])
            if i < j and matrix[i, j] == -1 and matrix[j, i] == -1:
                found.append(sorted([names[i], names[j]])[:1] + ["--"] + sorted([names[i], names[j]])[1:])
    return sorted(found)


references = {}
for name, frame in (("linear", linear()), ("levels", levels())):
    frame.to_csv(HERE / f"{name}.csv", index=False)
    data, names = frame.to_numpy(), list(frame.columns)
    test = "fisherz" if name == "linear" else "gsq"
    references[f"{name} pc"] = edges(pc(data, 0.05, test, stable=True, show_progress=False).G, names)
(HERE / "references.json").write_text(json.dumps(references, indent=1) + "\n")
