"""Train two income models on adult.csv and export them: gradient_boosting.onnx and random_forest.onnx.

    PYTHONHASHSEED=0 python train.py

(The hash seed fixes the order in which the exporter writes the nodes, so that the files come out the same.)
Both take one input per column (text for a category, float for a number) and carry their own preprocessing.
"""

from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler

HERE = Path(__file__).resolve().parent
NUMBERS = ["age", "hours_per_week"]
TARGET = "income"


def pipeline(scaler, model, categories: list[str]) -> Pipeline:
    return Pipeline([
        ("prepare", ColumnTransformer([
            ("categories", OneHotEncoder(handle_unknown="ignore"), categories),
            ("numbers", scaler, NUMBERS),
        ])),
        ("model", model),
    ])


def feeds(rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """One [rows, 1] array per column, as the exported models want them."""
    return {name: rows[[name]].to_numpy(np.float32 if name in NUMBERS else object) for name in rows.columns}


def main() -> None:
    table = pd.read_csv(HERE / "adult.csv").astype({name: float for name in NUMBERS})
    features = [name for name in table.columns if name != TARGET]
    categories = [name for name in features if name not in NUMBERS]
    train, test = train_test_split(table, test_size=0.2, random_state=0, stratify=table[TARGET])
    inputs = [(name, FloatTensorType([None, 1]) if name in NUMBERS else StringTensorType([None, 1]))
              for name in features]
    models = {
        "gradient_boosting": (StandardScaler(), GradientBoostingClassifier(
            n_estimators=100, max_depth=3, random_state=0), True),
        "random_forest": (MinMaxScaler(), RandomForestClassifier(
            n_estimators=100, max_depth=6, random_state=0), False),
    }
    for name, (scaler, model, zipmap) in models.items():
        fitted = pipeline(scaler, model, categories).fit(train[features], train[TARGET])
        exported = to_onnx(fitted, initial_types=inputs, name=name, options={id(fitted): {"zipmap": zipmap}})
        path = HERE / f"{name}.onnx"
        path.write_bytes(exported.SerializeToString())
        labels, _ = onnxruntime.InferenceSession(path).run(None, feeds(test[features]))
        print(f"{name}: accuracy {(labels == test[TARGET]).mean():.4f} on {len(test)} test rows, "
              f"{(labels == fitted.predict(test[features])).mean():.4%} as scikit-learn, "
              f"{path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
