"""Print the comparison of sets of answers as Markdown.

    python report_sets.py CACHE RESULTS

RESULTS holds a file MODEL.sets.TOOL.jsonl for each tool, and MODEL.front.TOOL.jsonl for those that were asked for all
that they find.
"""

from __future__ import annotations

import json
import sys
from math import isnan
from pathlib import Path
from statistics import mean, median

from report import seconds, section, table
from scoring_sets import COUNT, FrontJudge, Line, SetJudge

MODELS = {"adult_rf": "random forest", "adult_mlp": "network"}
OWN = "otherwise"
SETS = {
    "otherwise": "Otherwise, 2 s for proofs", "otherwise-first": "Otherwise, no proofs",
    "otherwise-greedy": "Otherwise, greedy", "otherwise-maxmin": "Otherwise, max-min",
    "otherwise-likely": "Otherwise, plausible and robust", "otherwise-genetic": "Otherwise, genetic",
    "otherwise-sure": "Otherwise, no proofs, probability 0.55",
    "otherwise-genetic-sure": "Otherwise, genetic, determinantal, probability 0.55",
    "dice-random": "DiCE 0.12 random", "dice-genetic": "DiCE 0.12 genetic", "dice-kdtree": "DiCE 0.12 k-d tree",
    "cfnow-greedy": "CFNOW 0.0.6 greedy", "cfnow-random": "CFNOW 0.0.6 random", "mcd": "decode-mcd 1.0.0rc1",
    "treecf-diverse": "treecf 0.3.2 diverse plans",
}
SINGLE = {
    "otherwise-one": "Otherwise", "otherwise-one-first": "Otherwise, no proofs",
    "otherwise-one-likely": "Otherwise, plausible and robust", "otherwise-one-nice": "Otherwise, nice",
    "otherwise-one-nice-sure": "Otherwise, nice, probability 0.55",
    "nice-none": "NICE 0.2.3 nearest row", "nice-sparsity": "NICE 0.2.3 sparsity",
    "nice-proximity": "NICE 0.2.3 proximity", "treecf-genetic": "treecf 0.3.2 genetic",
    "treecf-exact": "treecf 0.3.2 exact",
}
LESS, MORE = -1, 1
# what is compared, whether less or more of it is better, and how it is written
COLUMNS = {
    "seconds": ("CPU per row", LESS, seconds), "valid": ("valid", MORE, "{:.3f}".format),
    "nearest": ("nearest", LESS, "{:.4f}".format), "gower": ("Gower", LESS, "{:.4f}".format),
    "changed": ("changed", LESS, "{:.2f}".format), "diversity": ("diversity", MORE, "{:.3f}".format),
    "inliers": ("inliers", MORE, "{:.2f}".format), "robust": ("robust", MORE, "{:.3f}".format),
    "kept": ("kept", MORE, "{:.2f}".format), "megabytes": ("memory", LESS, "{:.0f} MB".format),
}


def lines(judge: SetJudge, results: Path, name: str, tools: dict[str, str], asked: int) -> list[Line]:
    paths = {tool: results / f"{name}.sets.{tool}.jsonl" for tool in tools}
    return [judge.line(tool, path, asked) for tool, path in paths.items() if path.exists() and path.stat().st_size]


def written(line: Line, column: str) -> str:
    value = getattr(line, column)
    return "–" if isnan(value) else COLUMNS[column][2](value)


def overview(found: list[Line], tools: dict[str, str], asked: int) -> str:
    """One line per tool; of one answer the mean is the nearest, and there is no diversity."""
    columns = [column for column in COLUMNS if asked > 1 or column not in ("gower", "diversity")]
    head = ["tool", "rows", *(COLUMNS[column][0] for column in columns), "same bytes", "model rows"]
    return table(head, [[tools[line.tool], str(line.rows), *(written(line, column) for column in columns), line.same,
                         f"{line.scored:,.0f}"] for line in found])


def is_ahead(own: Line, peer: Line, column: str) -> bool:
    """Ahead or level; where a tool has no number there is nothing to be ahead of."""
    one, other = getattr(own, column), getattr(peer, column)
    return isnan(other) or not isnan(one) and COLUMNS[column][1] * (one - other) >= 0


def against(found: list[Line], tools: dict[str, str]) -> str:
    """For each peer the way of asking Otherwise that leaves the fewest columns to the peer, the fastest of those."""
    own = [line for line in found if line.tool.startswith(OWN)]
    rows = []
    for peer in (line for line in found if not line.tool.startswith(OWN)):
        behind = {line.tool: [column for column in COLUMNS if not is_ahead(line, peer, column)] for line in own}
        best = min(own, key=lambda line: (len(behind[line.tool]), line.seconds))
        lacking = ", ".join(f"{COLUMNS[column][0]} ({written(best, column)}, peer {written(peer, column)})"
                            for column in behind[best.tool])
        rows.append([tools[peer.tool], tools[best.tool], lacking or "nothing", f"{peer.seconds / best.seconds:.1f}"])
    return table(["against", "asked as", "not ahead on", "CPU, peer ÷ own"], rows)


def fronts(judge: SetJudge, results: Path, name: str) -> str:
    """decode-mcd beside the least number of generations of Otherwise that reach as much hypervolume on each row."""
    front = FrontJudge(judge)
    read = lambda path: {line["id"]: line for line in map(json.loads, path.read_text().splitlines())}
    volumes = lambda lines: {row: front.hypervolume(line) for row, line in lines.items()}
    peer = read(results / f"{name}.front.mcd.jsonl")
    reached, head = volumes(peer), ["tool", "rows", "CPU per row", "hypervolume", "as much or more", "CPU, peer ÷ own"]
    rows = [["decode-mcd, 30 generations", str(len(peer)), seconds(mean(line["cpu"] for line in peer.values())),
             f"{mean(reached.values()):.4f}", "", ""]]
    for path in sorted(results.glob(f"{name}.front.otherwise-*.jsonl"), key=lambda path: generations(path)):
        own = {row: line for row, line in read(path).items() if row in peer}
        volume = volumes(own)
        ratios = [peer[row]["cpu"] / own[row]["cpu"] for row in own]
        rows.append([f"Otherwise, {generations(path)} generations", str(len(own)),
                     seconds(mean(line["cpu"] for line in own.values())), f"{mean(volume.values()):.4f}",
                     f"{sum(volume[row] >= reached[row] for row in own)}/{len(own)}", f"{median(ratios):.1f}"])
    return table(head, rows)


def generations(path: Path) -> int:
    return int(path.stem.rsplit("-", 1)[1])


def main() -> None:
    cache, results = Path(sys.argv[1]), Path(sys.argv[2])
    for name, title in MODELS.items():
        judge = SetJudge(cache, name)
        for tools, asked, words in ((SETS, COUNT, f"{COUNT} answers"), (SINGLE, 1, "one answer")):
            found = lines(judge, results, name, tools, asked)
            print(section(f"{words.capitalize()}, {title}", f"{overview(found, tools, asked)}\n{against(found, tools)}"))
        print(section(f"Hypervolume, {title}", fronts(judge, results, name)))


if __name__ == "__main__":
    main()
