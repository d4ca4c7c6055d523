"""Writes hidden.csv and fci.json: the partial ancestral graphs that causal-learn 0.1.4.3's FCI reads off graphs with hidden
causes, and off data.

    python3 -m venv venv && venv/bin/pip install causal-learn==0.1.4.3
    venv/bin/python make_fci_references.py

`graphs`: random graphs of 6 observed and 3 hidden variables, asked for separations (no data, so that no test errs).
`data`: what it finds in linear.csv, levels.csv (of make_references.py) and hidden.csv, 800 rows of 6 numbers, two of which
share a hidden cause.
"""

import contextlib
import io
import json
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
from causallearn.search.ConstraintBased.FCI import fci

HERE = Path(__file__).parent
MARKS = {(-1, 1): "->", (1, 1): "<->", (2, 1): "o->", (2, 2): "o-o", (-1, -1): "--", (2, -1): "o-", (-1, 2): "-o"}


def edges(graph, names):
    """`matrix[i, j]` is the mark at i of the edge between i and j."""
    found, matrix = [], graph.graph
    for i in range(len(names)):
        for j in range(i):
            if matrix[i, j] == 0:
                continue
            first, second = sorted([i, j], key=lambda node: names[node])
            marks = (matrix[first, second], matrix[second, first])
            if marks not in MARKS or MARKS[marks] == "-o":
                first, second, marks = second, first, marks[::-1]
            found.append([names[first], MARKS[marks], names[second]])
    return sorted(found)


def run(data, level, test, names, **settings):
    with contextlib.redirect_stdout(io.StringIO()):
        graph, _ = fci(data, test, level, show_progress=False, node_names=names, **settings)
    return edges(graph, names)


def random_graph(seed, observed=6, hidden=3):
    random = np.random.default_rng(seed)
    order = random.permutation(observed)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(observed + hidden))
    for place, node in enumerate(order):
        for earlier in order[:place]:
            if random.random() < 0.3:
                graph.add_edge(int(earlier), int(node))
    for cause in range(observed, observed + hidden):
        for effect in random.choice(observed, 2, replace=False):
            graph.add_edge(cause, int(effect))
    return graph


def hidden_data(rows=800, seed=3):
    random = np.random.default_rng(seed)
    noise = random.normal(size=(7, rows))
    a, b, cause = noise[0], noise[1], noise[2]
    c = 0.9 * a + cause + 0.6 * noise[3]
    d = 0.9 * b + cause + 0.6 * noise[4]
    e = c + 0.8 * noise[5]
    f = 0.8 * d + 0.7 * e + 0.7 * noise[6]
    return pd.DataFrame({"a": a, "b": b, "c": c, "d": d, "e": e, "f": f}).round(4)


hidden_data().to_csv(HERE / "hidden.csv", index=False)
graphs = []
for seed in range(30):
    dag = random_graph(seed)
    names = [f"v{node}" for node in range(6)]
    labels = names + [f"h{node}" for node in range(3)]
    found = run(np.zeros((100, 6)), 0.05, "d_separation", names, true_dag=dag)
    text = "; ".join(f"{labels[one]} -> {labels[other]}" for one, other in sorted(dag.edges))
    graphs.append({"graph": text, "hidden": labels[6:], "edges": found})
data = {}
for name, test in (("linear", "fisherz"), ("levels", "gsq"), ("hidden", "fisherz")):
    frame = pd.read_csv(HERE / f"{name}.csv")
    data[name] = run(frame.to_numpy(), 0.05, test, list(frame.columns))
lines = ",\n".join(json.dumps(graph) for graph in graphs)
(HERE / "fci.json").write_text(
    '{"graphs": [\n' + lines + '\n],\n"data": ' + json.dumps(data, indent=1) + "}\n")
