"""A table that is one-hot encoded already, and forests that read it as one tensor of floats.

Synthetic: who is lent to depends on income, age, the kind of contract and the region. Run with the versions of
Examples/requirements.txt; the same bytes each time.
"""

import numpy as np
from skl2onnx import to_onnx
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier

CONTRACTS = ["fixed", "open", "none"]
REGIONS = ["north", "south", "east", "west"]
NAMES = ["income", "age"] + [f"contract_{c}" for c in CONTRACTS] + [f"region_{r}" for r in REGIONS]

random = np.random.default_rng(7)
rows = 600
income = random.uniform(10, 90, rows).round(1)
age = random.integers(18, 80, rows)
contract = random.choice(3, rows, p=[0.3, 0.5, 0.2])
region = random.choice(4, rows)
merit = income / 30 + 0.02 * age + np.array([0.0, 1.2, -1.5])[contract] + np.array([0.3, 0, 0, -0.3])[region]
lent = merit + random.normal(0, 0.4, rows) > 2.6
table = np.column_stack([income, age, np.eye(3)[contract], np.eye(4)[region]])

with open("loans.csv", "w") as file:
    file.write(",".join(NAMES + ["lent"]) + "\n")
    for row, label in zip(table[:200], lent):
        file.write(f"{row[0]:g}," + ",".join(f"{x:.0f}" for x in row[1:]) + f",{'yes' if label else 'no'}\n")

for name, model in {
    "boosting": GradientBoostingClassifier(n_estimators=30, max_depth=3, random_state=0),
    "forest": RandomForestClassifier(n_estimators=30, max_depth=6, min_samples_leaf=3, random_state=0),
}.items():
    model.fit(table.astype(np.float32), np.where(lent, "yes", "no"))
    onnx = to_onnx(model, table[:1].astype(np.float32), target_opset={"": 17, "ai.onnx.ml": 3}, options={"zipmap": False})
    with open(f"{name}.onnx", "wb") as file:
        file.write(onnx.SerializeToString())
