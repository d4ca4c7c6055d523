"""Make forests and tables of growing size in CACHE/growth: what plot_growth.py shows is measured on them.

    python make_growth.py CACHE

features_D: 100 trees of depth 6 on 2,000 rows of D features, ten of which matter. trees_T: T trees of depth 6 on 20
features. rows_N.csv: N rows for features_10. requests_NAME.jsonl: ten rows of class 0 for each forest.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier

FEATURES, TREES = (10, 30, 100, 300, 1000), (10, 30, 100, 300, 1000)
ROWS = tuple(10**power for power in range(3, 8))
ASKED = 10


def data(rows: int, features: int, seed: int) -> tuple[pd.DataFrame, np.ndarray]:
    values, outcomes = make_classification(
        rows, features, n_informative=10, n_redundant=0, n_clusters_per_class=2, random_state=seed, shuffle=False)
    return pd.DataFrame(values.round(3), columns=[f"f{place}" for place in range(features)]), outcomes


def forest(folder: Path, name: str, features: int, trees: int) -> None:
    table, outcomes = data(2000, features, seed=0)
    # what was drawn in the order of the outcomes is mixed, so that any part of it holds both
    order = np.random.default_rng(0).permutation(len(table))
    table, outcomes = table.iloc[order].reset_index(drop=True), outcomes[order]
    fitted = RandomForestClassifier(trees, max_depth=6, random_state=0, n_jobs=1).fit(table.to_numpy(), outcomes)
    options = {id(fitted): {"zipmap": False}}
    exported = to_onnx(fitted, initial_types=[("rows", FloatTensorType([None, features]))], options=options)
    (folder / f"{name}.onnx").write_bytes(exported.SerializeToString())
    table.to_csv(folder / f"{name}.csv", index=False)
    refused = table[fitted.predict(table.to_numpy()) == 0].head(ASKED).to_dict("records")
    lines = [json.dumps({"id": number, "values": row}) + "\n" for number, row in enumerate(refused)]
    (folder / f"requests_{name}.jsonl").write_text("".join(lines))
    print(name, flush=True)


def rows(folder: Path, count: int) -> None:
    """The forest's own rows first, so that its requests are within the ranges of every table."""
    own = pd.read_csv(folder / "features_10.csv")
    drawn = data(count, 10, seed=1)[0].clip(own.min(), own.max(), axis=1)
    pd.concat([own, drawn]).head(count).to_csv(folder / f"rows_{count}.csv", index=False)
    print(f"rows_{count}", flush=True)


def main() -> None:
    folder = Path(sys.argv[1]) / "growth"
    folder.mkdir(exist_ok=True)
    for count in FEATURES:
        forest(folder, f"features_{count}", count, trees=100)
    for count in TREES:
        forest(folder, f"trees_{count}", 20, trees=count)
    for count in ROWS:
        rows(folder, count)


if __name__ == "__main__":
    main()
