"""Train a regression model on bikes.csv and export it: gradient_boosting.onnx.

    PYTHONHASHSEED=0 python train.py

(The hash seed fixes the order in which the exporter writes the nodes, so that the file comes out the same.)
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
CATEGORIES = ["season", "weekday", "holiday", "weather"]
TARGET = "rentals"


def main() -> None:
    table = pd.read_csv(HERE / "bikes.csv")
    features = [name for name in table.columns if name != TARGET]
    numbers = [name for name in features if name not in CATEGORIES]
    table = table.astype({name: np.float32 for name in numbers})
    train, test = train_test_split(table, test_size=0.2, random_state=0)
    model = Pipeline([
        ("prepare", ColumnTransformer([
            ("categories", OneHotEncoder(handle_unknown="ignore"), CATEGORIES),
            ("numbers", "passthrough", numbers),
        ])),
        ("model", GradientBoostingRegressor(n_estimators=150, max_depth=4, random_state=0)),
    ]).fit(train[features], train[TARGET])
    inputs = [(name, FloatTensorType([None, 1]) if name in numbers else StringTensorType([None, 1]))
              for name in features]
    path = HERE / "gradient_boosting.onnx"
    path.write_bytes(to_onnx(model, initial_types=inputs, name="gradient_boosting").SerializeToString())
    feeds = {name: test[[name]].to_numpy(np.float32 if name in numbers else object) for name in features}
    values = onnxruntime.InferenceSession(path).run(None, feeds)[0].ravel()
    print(f"R2 {r2_score(test[TARGET], values):.4f}, mean absolute error "
          f"{mean_absolute_error(test[TARGET], values):.2f} on {len(test)} test rows, at most "
          f"{np.abs(values - model.predict(test[features])).max():.1e} away from scikit-learn, "
          f"{path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
