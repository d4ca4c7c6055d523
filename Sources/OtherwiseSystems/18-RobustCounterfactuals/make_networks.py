"""Train the networks of the check on robust counterfactuals, and export them to Retraining.

    python make_networks.py FOLDER

FOLDER holds ctg.csv, german_credit_train.csv and german_credit_test.csv: rows of the tables in dataset/data of
github.com/FaisalHamman/TReX-Counterfactuals (MIT), themselves from the UCI Machine Learning Repository
(Cardiotocography, Statlog German Credit). For each of the two: the model in use and ten trained anew, which differ in
their initial weights and the order of the rows. Versions: Examples/requirements.txt. The same bytes each time.
"""

import sys
import warnings
from pathlib import Path

import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler

OUT = Path(__file__).parent / "Retraining"
RETRAINED = 10


def train(numbers, wanted, seed):
    network = MLPClassifier((64, 64), alpha=0, batch_size=64, learning_rate_init=1e-3, max_iter=50,
                            n_iter_no_change=50, random_state=seed)
    return make_pipeline(MinMaxScaler(), network).fit(numbers.to_numpy("float32"), wanted)


def export(name, table, test, wanted, features):
    numbers, labels = table[features], wanted(table)
    for number in range(RETRAINED + 1):
        model = train(numbers, labels, seed=number)
        exported = to_onnx(model, initial_types=[("numbers", FloatTensorType([None, len(features)]))],
                           name=f"{name}_{number}", options={id(model): {"zipmap": False}})
        (OUT / f"{name}_{number}.onnx").write_bytes(exported.SerializeToString())
        print(name, number, f"{model.score(test[features].to_numpy('float32'), wanted(test)):.3f}")


def main():
    warnings.filterwarnings("ignore", message="Stochastic Optimizer")
    folder = Path(sys.argv[1])
    OUT.mkdir(exist_ok=True)

    ctg = pd.read_csv(folder / "ctg.csv").dropna()
    train_rows, test_rows = train_test_split(ctg, test_size=0.2, random_state=0)
    german = [pd.read_csv(folder / f"german_credit_{part}.csv") for part in ("train", "test")]
    tables = {
        "ctg": (train_rows, test_rows, lambda table: table["NSP"] == 1, list(ctg.columns[1:-1])),
        "german": (german[0], german[1], lambda table: table["y"] == 0, list(german[0].columns[1:-1])),
    }
    for name, (table, test, wanted, features) in tables.items():
        label = lambda rows: wanted(rows).map({True: "accepted", False: "rejected"})
        table.to_csv(OUT / f"{name}_train.csv", index=False)
        test.to_csv(OUT / f"{name}_test.csv", index=False)
        export(name, table, test, label, features)


main()
