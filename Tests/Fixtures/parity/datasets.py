"""The tables of the parity tests: what the models are fitted on, and rows to ask them about.

Numbers are float32 from the start, so that a row means the same to scikit-learn, to ONNX and in a CSV file.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn import datasets

PLAIN_ROWS = 1200
SEED = 20240607


@dataclass
class Data:
    """A table to fit on, the answers for each task, and the rows to ask about."""

    name: str
    train: pd.DataFrame
    targets: dict[str, np.ndarray]
    rows: pd.DataFrame

    @property
    def numbers(self) -> list[str]:
        return [name for name in self.train if self.train[name].dtype != object]

    @property
    def texts(self) -> list[str]:
        return [name for name in self.train if self.train[name].dtype == object]


def perturbed(table: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Rows drawn with replacement, each number moved by a seventh of its column's deviation."""
    rows = table.iloc[generator.integers(len(table), size=PLAIN_ROWS)].reset_index(drop=True)
    noise = generator.normal(size=rows.shape) * table.std().to_numpy() / 7
    return (rows + noise).astype(np.float32)


def bundled(name: str, columns: int, names: list[str] | None = None) -> Data:
    """One of scikit-learn's own tables, cut to its first columns."""
    load = getattr(datasets, f"load_{name}")
    bunch = load(scaled=False) if name == "diabetes" else load()
    labels = [str(label).replace(" ", "_").replace("/", "_") for label in bunch.feature_names[:columns]]
    train = pd.DataFrame(bunch.data[:, :columns].astype(np.float32), columns=labels)
    if names is None:
        targets = {"regression": bunch.target.astype(np.float32)}
    else:
        task = "binary" if len(names) == 2 else "multiclass"
        chosen = np.array(names, object)[bunch.target]
        targets = {task: bunch.target.astype(np.int64), f"{task}_names": chosen}
    return Data(name, train, targets, perturbed(train, np.random.default_rng(SEED)))


def draw_loans(count: int, generator: np.random.Generator) -> pd.DataFrame:
    """Applications for a loan, made up."""
    choose = generator.choice
    jobs = ["clerk", "driver", "engineer", "farmer", "nurse", "teacher", "trader"]
    return pd.DataFrame({
        "age": generator.integers(18, 76, count).astype(np.float32),
        "income": generator.lognormal(3.5, 0.6, count).round(1).astype(np.float32),
        "debt_ratio": generator.beta(2, 4, count).round(3).astype(np.float32),
        "years": generator.exponential(5, count).round(1).astype(np.float32),
        "children": generator.integers(0, 5, count).astype(np.int64),
        "product": generator.integers(0, 9, count).astype(np.int64),  # a category written as a number
        "region": choose(["north", "east", "south", "west"], count).astype(object),
        "job": choose(jobs, count, p=[0.2, 0.15, 0.15, 0.05, 0.15, 0.2, 0.1]).astype(object),
        "home": choose(["own", "mortgage", "rent"], count, p=[0.3, 0.4, 0.3]).astype(object),
    })


def loan_targets(table: pd.DataFrame, generator: np.random.Generator) -> dict[str, np.ndarray]:
    """What becomes of them: approved or not, a tier of three, and an interest rate."""
    job = table["job"].map({"engineer": 1.0, "nurse": 0.4, "teacher": 0.5, "trader": -0.6}).fillna(0)
    home = table["home"].map({"own": 0.8, "mortgage": 0.3, "rent": -0.4})
    worth = (np.log(table["income"]) + 0.1 * table["years"] - 4 * table["debt_ratio"] + job + home
             - 0.15 * table["children"] + 0.3 * table["product"].isin([1, 4, 5, 8])
             + 0.5 * (table["region"] == "south") * (table["age"] > 40)
             - 0.001 * (table["age"] - 45) ** 2 + generator.normal(0, 0.4, len(table))).to_numpy()
    low, middle, high = np.quantile(worth, [0.35, 0.5, 0.75])
    approved, tier = (worth > middle).astype(np.int64), np.digitize(worth, [low, high])
    return {
        "binary": approved,
        "binary_names": np.array(["no", "yes"], object)[approved],
        "multiclass": tier,
        "multiclass_names": np.array(["basic", "silver", "gold"], object)[tier],
        "regression": (9 - worth).astype(np.float32),
    }


def with_gaps(table: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """The same with holes: NaN in numbers, the empty string in text."""
    holed = table.drop(columns=["children", "product"])
    for name in holed:
        text = holed[name].dtype == object
        holed.loc[generator.random(len(holed)) < (0.08 if text else 0.12), name] = "" if text else np.nan
    return holed


def loans() -> Data:
    generator = np.random.default_rng(SEED)
    train = draw_loans(3000, generator)
    return Data("loans", train, loan_targets(train, generator), draw_loans(PLAIN_ROWS, generator))


def loans_gaps() -> Data:
    """Loans with holes, and in the rows to ask about also categories never seen."""
    generator = np.random.default_rng(SEED + 1)
    whole = draw_loans(3000, generator)
    rows = with_gaps(draw_loans(PLAIN_ROWS, generator), generator)
    for name, unseen in {"region": "abroad", "job": "pilot", "home": "North"}.items():
        rows.loc[generator.random(len(rows)) < 0.04, name] = unseen
    return Data("loans_gaps", with_gaps(whole, generator), loan_targets(whole, generator), rows)


def all_data() -> dict[str, Data]:
    made = [
        bundled("breast_cancer", 10, ["malignant", "benign"]),
        bundled("wine", 13, ["class_0", "class_1", "class_2"]),
        bundled("diabetes", 10),
        loans(),
        loans_gaps(),
    ]
    return {data.name: data for data in made}
