"""Draw the time per counterfactual against features, trees and reference rows, and print the numbers as Markdown.

    python plot_growth.py RESULTS PICTURE.svg
"""

import json
import sys
from pathlib import Path
from statistics import median

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

AXES = {"features": "features", "trees": "trees", "rows": "rows of reference data"}
WAYS = {"first": "first answer", "proved": "proved, or 2 s", "plausible": "plausible, first answer", "nice": "nice",
        "genetic": "genetic"}
STYLE = {"svg.hashsalt": "growth", "svg.fonttype": "none", "font.family": "sans-serif", "axes.spines.top": False,
         "axes.spines.right": False, "axes.grid": True, "grid.alpha": 0.25}
COLOURS = {"first": "#0072b2", "proved": "#d55e00", "plausible": "#56b4e9", "nice": "#009e73", "genetic": "#cc79a7"}


def measured(results: Path) -> dict[tuple[str, str], dict[int, list[dict]]]:
    """By axis and way the answers at each size."""
    found: dict = {}
    for path in results.glob("growth.*.jsonl"):
        _, subject, way = path.stem.split(".")
        axis, size = subject.split("_")
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        found.setdefault((axis, way), {})[int(size)] = lines
    return found


def milliseconds(lines: list[dict]) -> float:
    return 1000 * median(line["cpu"] for line in lines)


def draw(found: dict, picture: Path) -> None:
    plt.rcParams.update(STYLE)
    figure, places = plt.subplots(1, 3, figsize=(11, 3.8), sharey=True, layout="constrained")
    for place, (axis, title) in zip(places, AXES.items()):
        for way, label in WAYS.items():
            if sizes := found.get((axis, way)):
                points = sorted((size, milliseconds(lines)) for size, lines in sizes.items())
                place.loglog(*zip(*points), marker="o", markersize=4, color=COLOURS[way], label=label)
        place.set_xlabel(title)
        place.legend(frameon=False, fontsize=8)
    places[0].set_ylabel("CPU milliseconds per counterfactual")
    figure.savefig(picture, metadata={"Date": None})


def tables(found: dict) -> str:
    parts = []
    for axis, title in AXES.items():
        sizes = sorted({size for (of, _), each in found.items() if of == axis for size in each})
        head = ["way", *(f"{size:,} {title}" for size in sizes)]
        rows = [[label, *(cell(found[axis, way].get(size)) for size in sizes)]
                for way, label in WAYS.items() if (axis, way) in found]
        made = ["ready to be asked", *(f"{found[axis, 'nice'][size][0]['prepared']:.2f} s" for size in sizes)]
        parts.append("\n".join("| " + " | ".join(line) + " |" for line in [head, ["---"] * len(head), *rows, made]))
    return "\n\n".join(parts)


def cell(lines: list[dict] | None) -> str:
    if not lines:
        return "–"
    found = sum(line.get("values") is not None for line in lines)
    proved = sum(line["claim"] == "optimal" for line in lines)
    some = "" if found == len(lines) else f", {found}/{len(lines)} found"
    return f"{milliseconds(lines):.1f} ms{some}" + (f", {proved} proved" if proved else "")


if __name__ == "__main__":
    answers = measured(Path(sys.argv[1]))
    draw(answers, Path(sys.argv[2]))
    print(tables(answers))
