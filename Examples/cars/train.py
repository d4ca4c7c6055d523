"""Train two regression models on cars.csv and export them: miles_per_gallon.onnx and acceleration.onnx.

    PYTHONHASHSEED=0 python train.py

(The hash seed fixes the order in which the exporter writes the nodes, so that the files come out the same.)
"""

from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

HERE = Path(__file__).resolve().parent
CATEGORIES = ["origin"]
NUMBERS = ["cylinders", "displacement", "horsepower", "weight", "year"]
FEATURES = NUMBERS + CATEGORIES
TARGETS = ["miles_per_gallon", "acceleration"]


def train(table: pd.DataFrame, target: str) -> None:
    known, held_out = train_test_split(table, test_size=0.2, random_state=0)
    model = Pipeline([
        ("prepare", ColumnTransformer([
            ("categories", OneHotEncoder(handle_unknown="ignore"), CATEGORIES),
            ("numbers", "passthrough", NUMBERS),
        ])),
        ("model", GradientBoostingRegressor(n_estimators=100, max_depth=3, random_state=0)),
    ]).fit(known[FEATURES], known[target])
    inputs = [(name, FloatTensorType([None, 1]) if name in NUMBERS else StringTensorType([None, 1]))
              for name in FEATURES]
    path = HERE / f"{target}.onnx"
    path.write_bytes(to_onnx(model, initial_types=inputs, name=target).SerializeToString())
    feeds = {name: held_out[[name]].to_numpy(np.float32 if name in NUMBERS else object) for name in FEATURES}
    values = onnxruntime.InferenceSession(path).run(None, feeds)[0].ravel()
    print(f"{target}: R2 {r2_score(held_out[target], values):.4f}, mean absolute error "
          f"{mean_absolute_error(held_out[target], values):.2f} on {len(held_out)} cars, at most "
          f"{np.abs(values - model.predict(held_out[FEATURES])).max():.1e} away from scikit-learn, "
          f"{path.stat().st_size} bytes")


def main() -> None:
    table = pd.read_csv(HERE / "cars.csv").astype({name: np.float32 for name in NUMBERS})
    for target in TARGETS:
        train(table, target)


if __name__ == "__main__":
    main()
