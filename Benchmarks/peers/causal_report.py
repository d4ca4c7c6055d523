"""The report of causal.sh: medians and ratios from one run.

    causal_report.py RESULTS
"""

import json
import statistics
import sys
from pathlib import Path


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def time(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def worlds(results):
    own = {(r["world"], r["kind"]): r for r in lines(results / "worlds" / "otherwise.jsonl")}
    peer = {(r["world"], r["kind"]): r for r in lines(results / "dowhy.jsonl")}
    # A world that a peer did not finish is left out.
    names = sorted({world for world, _ in own if (world, "better") in peer})
    print("### Unit counterfactuals of fitted models\n")
    print("1,000 rows to learn from, 4 variables; dowhy.gcm 0.14. Ratios are its time over Otherwise's.\n")
    print("| world | mechanisms | | fit | one row | 1,000 rows | 10⁵ rows |\n|---|---|---|--:|--:|--:|--:|")
    for world in names:
        for kind, theirs in (("linear", "linear"), ("trees", "trees"), ("auto", "good"), ("auto", "better")):
            a, b = own[world, kind], peer[world, theirs]
            columns = ("fit", "row", "thousand", "many")
            print(f"| {world} | {kind if kind == theirs else f'{kind} / {theirs}'} | Otherwise | "
                  + " | ".join(time(a[c]) for c in columns) + " |")
            print(f"| | | dowhy | " + " | ".join(f"{time(b[c])} ({b[c] / a[c]:.0f}×)" for c in columns) + " |")
    print("\nWith what 90% intervals need (100 more models): ", end="")
    auto = [own[world, "auto"] for world in names]
    print(f"fit {time(max(r['fitWithIntervals'] for r in auto))} at most, "
          f"one row {time(max(r['rowWithInterval'] for r in auto))} at most.\n")
    print("### How far off, and how often 90% intervals hold the truth\n")
    print("Coverage is that of 40 samples of 1,000 rows to learn from, of which each is asked about 100 units, "
          "± its standard error over the samples.\n")
    print("| world | chosen for x, m, y | RMSE | dowhy good | better | best of theirs ÷ ours | coverage |")
    print("|---|---|--:|--:|--:|--:|--:|")
    for world in names:
        a = own[world, "auto"]
        good, better = peer[world, "good"]["rmse"], peer[world, "better"]["rmse"]
        forms = ", ".join(a["forms"][name] for name in "xmy")
        print(f"| {world} | {forms} | {a['rmse']:.3f} | {good:.3f} | {better:.3f} "
              f"| {min(good, better) / a['rmse']:.2f} | {100 * a['coverage']:.1f} ± {100 * a['coverageError']:.1f}% |")


def random_worlds(results):
    print("\n### Worlds drawn at random\n")
    print("A wave, a step, a square, a product …, two to four terms; nobody chose them. 500 units each.\n")
    print((results / "random.md").read_text())
    peer = {(r["world"], r["kind"]): r["rmse"] for r in lines(results / "dowhy.jsonl")}
    names = sorted({world for world, _ in peer if world.startswith("random-")})
    ours = [float((results / "worlds" / name / "otherwise.txt").read_text()) for name in names]
    ratios = [min(peer[n, "good"], peer[n, "better"]) / own for n, own in zip(names, ours)]
    print("| world | RMSE | dowhy good | better | best of theirs ÷ ours |\n|---|--:|--:|--:|--:|")
    for name, own, ratio in zip(names, ours, ratios):
        print(f"| {name} | {own:.3f} | {peer[name, 'good']:.3f} | {peer[name, 'better']:.3f} | {ratio:.2f} |")
    print(f"| median | {statistics.median(ours):.3f} | | | {statistics.median(ratios):.2f} |")


def networks(results):
    own = lines(results / "networks" / "otherwise.jsonl")
    peer = lines(results / "pgmpy.jsonl")
    print("\n### Exact queries of discrete networks\n")
    print("One variable, two that are seen, in half of them one that is set; pgmpy 1.1.2, variable elimination.\n")
    print("| network | queries | Otherwise, median | pgmpy, median | ratio of medians | least ratio | largest difference |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for network in dict.fromkeys(r["network"] for r in own):
        pairs = [(a, b) for a, b in zip(own, peer) if a["network"] == network]
        ratios = [b["seconds"] / a["seconds"] for a, b in pairs]
        ours, theirs = (statistics.median(p[i]["seconds"] for p in pairs) for i in (0, 1))
        difference = max(abs(a["values"][k] - b["values"][k]) for a, b in pairs for k in a["values"])
        print(f"| {Path(network).stem} | {len(pairs)} | {time(ours)} | {time(theirs)} | {theirs / ours:.0f} "
              f"| {min(ratios):.0f} | {difference:.1e} |")


def main(folder):
    results = Path(folder)
    date, revision, processor, cores, load = (results / "machine.txt").read_text().splitlines()
    print(f"{date}, revision {revision};{processor}, {cores} cores, load at the start {load}.\n")
    worlds(results)
    random_worlds(results)
    networks(results)
    print("\n### Coverage of 95% intervals of effects\n")
    print((results / "coverage.md").read_text())


main(sys.argv[1])
