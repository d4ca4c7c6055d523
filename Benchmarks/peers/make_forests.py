"""Train the forests of the peer comparison, and a network, into a cache folder; nothing of it is committed.

    PYTHONHASHSEED=0 python make_forests.py CACHE

For each forest: NAME.onnx for Otherwise, NAME.pickle for the peers (the fitted scikit-learn pipeline, its
last step, the table it was fitted on), and rows_NAME.csv, the rows to explain. For each data set:
table_DATA.csv, the table the forests were fitted on, with its outcome last. forests.json lists them all.
rows_sets.csv: rows that both the deep forest of Adult and its network refuse. retrained_NAME.pickle: for
these two, ten pipelines like the one for NAME, each fitted with another seed on another 80% of the table.

Needs scikit-learn, skl2onnx, onnxruntime and pandas as pinned in Examples/requirements.txt.
"""

import json
import pickle
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.base import BaseEstimator, clone
from sklearn.compose import make_column_transformer
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier, RandomForestRegressor
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder

ADULT = Path(__file__).resolve().parents[2] / "Examples" / "adult" / "adult.csv"
QUERIES, SEED = 50, 17
RETRAINED, TRAININGS = ("adult_rf", "adult_mlp"), 10


@dataclass
class Data:
    """A table split for fitting and asking."""

    name: str
    train: pd.DataFrame
    answers: pd.Series
    test: pd.DataFrame
    test_answers: pd.Series
    goal: str  # what the rows to explain are, in words
    categories: list[str] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        return [name for name in self.train if name not in self.categories]


def adult() -> Data:
    """80% of Adult to fit on; incomes as 0 and 1, numbers as floats, one story for all peers."""
    table = pd.read_csv(ADULT)
    numbers = ["age", "hours_per_week"]
    table[numbers] = table[numbers].astype(float)
    table["income"] = (table["income"] == ">50K").astype(int)
    train, test = train_test_split(table, test_size=0.2, random_state=0, stratify=table["income"])
    train, test = train.reset_index(drop=True), test.reset_index(drop=True)
    features = [name for name in table if name != "income"]
    return Data("adult", train[features], train["income"], test[features], test["income"],
                f"{QUERIES} test rows the model puts in class 0, drawn with seed {SEED}",
                [name for name in features if name not in numbers])


def bundled(name: str, load, scaled: bool, goal: str) -> Data:
    """A table of scikit-learn, fitted and asked on all its rows; features scaled to [0, 1] if wanted."""
    bunch = load()
    values = bunch.data
    if scaled:
        values = (values - values.min(0)) / (values.max(0) - values.min(0))
    # what fits in a float, so that all are given the same numbers; scikit-learn's forests see no more anyway
    table = pd.DataFrame(values.astype(np.float32).astype(float), columns=columns(bunch.feature_names))
    answers = pd.Series(bunch.target)
    return Data(name, table, answers, table, answers, goal)


def columns(names: list[str]) -> list[str]:
    return [str(name).replace(" ", "_").replace("/", "_") for name in names]


def pipeline(data: Data, model: BaseEstimator) -> BaseEstimator:
    """Adult wants its categories encoded; the numeric tables go in as they are, column by column."""
    if data.categories:
        onehot = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
        prepare = make_column_transformer((onehot, data.categories), (MinMaxScaler(), data.numbers))
    else:
        prepare = make_column_transformer(("passthrough", data.numbers))
    return Pipeline([("prepare", prepare), ("model", model)])


def forest(trees: int, **how) -> RandomForestClassifier:
    return RandomForestClassifier(n_estimators=trees, random_state=0, n_jobs=1, **how)


def boosting(trees: int, depth: int) -> GradientBoostingClassifier:
    return GradientBoostingClassifier(n_estimators=trees, max_depth=depth, random_state=0)


def plan() -> list[tuple[Data, dict[str, BaseEstimator]]]:
    cancer = bundled("breast_cancer", load_breast_cancer, True, "the first rows the model puts in class 0")
    wine = bundled("wine", load_wine, True, "the first rows the model puts in class 0")
    diabetes = bundled("diabetes", lambda: load_diabetes(scaled=False), False, "the first rows")
    return [
        (adult(), {
            "adult_rf6": forest(100, max_depth=6),
            "adult_rf": forest(100, min_samples_leaf=5),
            "adult_mlp": MLPClassifier((64, 32), max_iter=30, early_stopping=True, random_state=0),
            "adult_gb120x4": boosting(120, 4),
            "adult_gb300x6": boosting(300, 6),
        }),
        (cancer, {
            "breast_cancer_20x4": forest(20, max_depth=4),
            "breast_cancer_50x5": forest(50, max_depth=5),
            "breast_cancer_100x5": forest(100, max_depth=5),
        }),
        (wine, {"wine_50x5": forest(50, max_depth=5)}),
        (diabetes, {
            "diabetes_50x5": RandomForestRegressor(n_estimators=50, max_depth=5, random_state=0, n_jobs=1),
        }),
    ]


def queries(data: Data, fitted: BaseEstimator) -> pd.DataFrame:
    """The rows to explain."""
    if not hasattr(fitted, "classes_"):
        return data.test.head(QUERIES)
    return refused(data, [fitted]) if data.name == "adult" else data.test[fitted.predict(data.test) == 0].head(QUERIES)


def refused(data: Data, models: list[BaseEstimator]) -> pd.DataFrame:
    """Test rows that all models put in class 0."""
    rejected = np.all([fitted.predict(data.test) == 0 for fitted in models], axis=0)
    return data.test[rejected].sample(QUERIES, random_state=SEED).reset_index(drop=True)


def check(path: Path, data: Data, fitted: BaseEstimator) -> float:
    """The share of test rows on which the exported model and scikit-learn agree."""
    feeds = {name: data.test[[name]].to_numpy(object if name in data.categories else np.float32)
             for name in data.test}
    answers = onnxruntime.InferenceSession(path).run(None, feeds)[0].ravel()
    expected = fitted.predict(data.test)
    return float((answers == expected).mean() if hasattr(fitted, "classes_")
                 else np.isclose(answers, expected, rtol=1e-5).mean())


def retrained(fitted: Pipeline, data: Data, seed: int) -> Pipeline:
    """The same kind of model, as it would be after another draw of the data and of the seed."""
    rows, _, answers, _ = train_test_split(data.train, data.answers, test_size=0.2, random_state=seed)
    return clone(fitted).set_params(model__random_state=seed).fit(rows, answers)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    cache = Path(sys.argv[1])
    cache.mkdir(parents=True, exist_ok=True)
    listed, compared = [], []
    for data, models in plan():
        data.train.assign(outcome=data.answers).to_csv(cache / f"table_{data.name}.csv", index=False)
        kinds = {True: StringTensorType, False: FloatTensorType}
        inputs = [(name, kinds[name in data.categories]([None, 1])) for name in data.train]
        for name, model in models.items():
            start = time.perf_counter()
            fitted = pipeline(data, model).fit(data.train, data.answers)
            seconds = time.perf_counter() - start
            last, path = fitted.steps[-1][1], cache / f"{name}.onnx"
            options = {id(last): {"zipmap": False}} if hasattr(fitted, "classes_") else None
            exported = to_onnx(fitted, initial_types=inputs, name=name, options=options)
            path.write_bytes(exported.SerializeToString())
            # the generator of a network's training is none that older NumPy reads
            vars(last).pop("_random_state", None)
            with open(cache / f"{name}.pickle", "wb") as file:
                pickle.dump({"pipeline": fitted, "model": last, "train": data.train,
                             "answers": data.answers, "categories": data.categories}, file)
            queries(data, fitted).to_csv(cache / f"rows_{name}.csv", index=False, lineterminator="\n")
            if name in RETRAINED:
                compared.append(fitted)
                with open(cache / f"retrained_{name}.pickle", "wb") as file:
                    pickle.dump([retrained(fitted, data, seed) for seed in range(1, TRAININGS + 1)], file)
            trees = np.ravel(getattr(last, "estimators_", []))
            entry = {
                "name": name, "data": data.name, "table": f"table_{data.name}.csv", "model": path.name,
                "rows": f"rows_{name}.csv", "asked": data.goal,
                "trees": len(trees), "leaves": int(sum(tree.get_n_leaves() for tree in trees)),
                "score": round(float(fitted.score(data.test, data.test_answers)), 4),
                "agrees": round(check(path, data, fitted), 6), "fit_seconds": round(seconds, 2),
                "bytes": path.stat().st_size,
            }
            listed.append(entry)
            print(json.dumps(entry), flush=True)
        if data.name == "adult":
            refused(data, compared).to_csv(cache / "rows_sets.csv", index=False, lineterminator="\n")
    (cache / "forests.json").write_text(json.dumps(listed, indent=1) + "\n")


if __name__ == "__main__":
    main()
