"""Local outlier factors and isolation scores of scikit-learn, for Otherwise to agree with.

Writes reference.csv (mixed rows), queries.csv (rows to measure, with what scikit-learn says of them) and
forest.json (an isolation forest on the two numbers, node by node). The same bytes each time.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.neighbors import LocalOutlierFactor

HERE = Path(__file__).parent
COLOURS = ["blue", "green", "red"]
KINDS = ["new", "old"]


def draw(generator, count, spread):
    colours = generator.integers(0, 3, count)
    kinds = generator.integers(0, 2, count)
    age = generator.normal(40 + 5 * colours, 8 * spread, count)
    income = generator.normal(1000 + 300 * kinds, 150 * spread, count)
    return np.column_stack([age, income]).round(4), np.column_stack([colours, kinds])


def gower(numbers, categories, others, other_categories):
    """Summed differences, each number over its range in the reference and at most 1."""
    width = others.max(axis=0) - others.min(axis=0)
    differences = np.minimum(1, np.abs(numbers[:, None] - others[None]) / width).sum(axis=2)
    return differences + (categories[:, None] != other_categories[None]).sum(axis=2)


def write(name, numbers, categories, **further):
    with open(HERE / name, "w") as file:
        print("age,income,colour,kind", *further, sep=",", file=file)
        for row in range(len(numbers)):
            values = [*numbers[row].tolist(), COLOURS[categories[row, 0]], KINDS[categories[row, 1]]]
            print(*values, *(repr(float(column[row])) for column in further.values()), sep=",", file=file)


def main():
    generator = np.random.default_rng(5)
    numbers, categories = draw(generator, 120, 1)
    near, far = draw(generator, 15, 1), draw(generator, 15, 3)
    queries, query_categories = np.vstack([near[0], far[0]]), np.vstack([near[1], far[1]])

    factors = {}
    for neighbours in (5, 20):
        model = LocalOutlierFactor(n_neighbors=neighbours, metric="precomputed", novelty=True)
        model.fit(gower(numbers, categories, numbers, categories))
        factors[f"factor{neighbours}"] = -model.score_samples(gower(queries, query_categories, numbers, categories))

    forest = IsolationForest(n_estimators=10, max_samples=64, random_state=0).fit(numbers.astype(np.float32))
    scores = -forest.score_samples(queries.astype(np.float32))
    write("reference.csv", numbers, categories)
    write("queries.csv", queries, query_categories, **factors, isolation=scores)

    trees = [
        {
            "feature": tree.tree_.feature.tolist(),
            "threshold": tree.tree_.threshold.tolist(),
            "left": tree.tree_.children_left.tolist(),
            "right": tree.tree_.children_right.tolist(),
            "rows": tree.tree_.n_node_samples.tolist(),
        }
        for tree in forest.estimators_
    ]
    with open(HERE / "forest.json", "w") as file:
        json.dump({"sampleSize": 64, "trees": trees}, file)


main()
