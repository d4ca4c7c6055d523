"""Make cars.csv: cars of 1970 to 1982 as designs, with what came of them.

    python prepare.py            # fetches the vega_datasets 0.9.0 wheel with pip
    python prepare.py WHEEL      # uses a wheel that is already here
"""

import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
PACKAGE = "vega_datasets==0.9.0"
INSIDE = "vega_datasets/_data/cars.json"


def fetch() -> bytes:
    """The bytes of the wheel, from the command line or from PyPI."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1]).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE],
                       check=True)
        return next(Path(folder).glob("*.whl")).read_bytes()


def main() -> None:
    source = pd.read_json(io.BytesIO(zipfile.ZipFile(io.BytesIO(fetch())).read(INSIDE)))
    table = pd.DataFrame({
        "name": source["Name"],
        "cylinders": source["Cylinders"],
        "displacement": source["Displacement"],
        "horsepower": source["Horsepower"],
        "weight": source["Weight_in_lbs"],
        "year": pd.to_datetime(source["Year"]).dt.year,
        "origin": source["Origin"],
        "miles_per_gallon": source["Miles_per_Gallon"],
        "acceleration": source["Acceleration"],
    }).dropna().astype({"horsepower": int})
    table.to_csv(HERE / "cars.csv", index=False, lineterminator="\n")
    print(f"{len(table)} of {len(source)} cars have every number")


if __name__ == "__main__":
    main()
