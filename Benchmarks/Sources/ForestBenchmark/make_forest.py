"""Train the forest of the benchmark: 100 trees of depth 12 at most, on 20 numbers drawn evenly from 0 to 1.

    python make_forest.py forest.onnx     # needs what Examples/requirements.txt pins; not committed
"""

import sys

import numpy as np
from skl2onnx import to_onnx
from sklearn.ensemble import RandomForestClassifier

chance = np.random.default_rng(5)
rows = chance.random((20_000, 20), np.float32)
score = rows[:, 0] + rows[:, 1] * rows[:, 2] - np.abs(rows[:, 3] - rows[:, 4]) + chance.normal(0, 0.2, len(rows))
forest = RandomForestClassifier(100, max_depth=12, random_state=5, n_jobs=-1).fit(rows, score > np.median(score))
model = to_onnx(forest, rows[:1], options={"zipmap": False}, target_opset={"": 17, "ai.onnx.ml": 3})
with open(sys.argv[1], "wb") as file:
    file.write(model.SerializeToString())
leaves = sum(tree.get_n_leaves() for tree in forest.estimators_)
print(f"{len(forest.estimators_)} trees, {leaves} leaves, depth {max(t.get_depth() for t in forest.estimators_)}")
