"""Print the comparison as Markdown, from the answers in RESULTS.

    python report.py CACHE RESULTS

RESULTS holds FOREST.TOOL.jsonl, impossible.TOOL.jsonl and possible.TOOL.jsonl.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from statistics import mean, median

from make_requests import COMPARED, IMPOSSIBLE
from scoring import Judge, Scored, equal

OWN, FIRST = "otherwise", "otherwise-first"
TOOLS = {
    FIRST: "Otherwise, first answer", OWN: "Otherwise", "treecf-genetic": "treecf 0.3.2 genetic",
    "treecf-exact": "treecf 0.3.2 exact", "ocean": "oceanpy 2.0.7 (CP-SAT)", "nice-proximity": "NICE 0.2.3 proximity",
    "nice-sparsity": "NICE 0.2.3 sparsity", "dice-random": "DiCE 0.12 random", "dice-genetic": "DiCE 0.12 genetic",
}
READS_TREES = (OWN, FIRST, "treecf-genetic", "treecf-exact", "ocean")


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in [head, ["---"] * len(head), *rows]]
    return "\n".join(lines) + "\n"


def seconds(value: float) -> str:
    return f"{1000 * value:.1f} ms" if value < 1 else f"{value:.2f} s"


def share(count: int, whole: int) -> str:
    return f"{count}/{whole}"


class Comparison:
    """All answers to the requests for one forest."""

    def __init__(self, cache: Path, results: Path, name: str, asked: str | None = None):
        judge, stem = Judge(cache, name, asked), asked or name
        self.name, self.count = name, len(judge.requests)
        paths = {tool: results / f"{stem}.{tool}.jsonl" for tool in TOOLS}
        self.answers = {tool: {answer.id: answer for answer in judge.scores(path)}
                        for tool, path in paths.items() if path.exists()}

    def optimum(self, row: int) -> float | None:
        """The least valid distance among the proofs."""
        return min((answers[row].distance for answers in self.answers.values()
                    if row in answers and answers[row].proved and answers[row].good), default=None)

    def overview(self) -> str:
        head = ["tool", "rows", "CPU median", "mean", "max", "model rows", "valid", "… ONNX", "changed", "distance",
                "÷ optimum", "proved"]
        return table(head, [self.line(tool) for tool in self.answers])

    def line(self, tool: str) -> list[str]:
        answers = list(self.answers[tool].values())
        good, times = [answer for answer in answers if answer.good], [answer.cpu for answer in answers]
        ratios = [answer.distance / best for answer in good if (best := self.optimum(answer.id))]
        return [
            TOOLS[tool], share(len(answers), self.count), seconds(median(times)), seconds(mean(times)),
            seconds(max(times)), "–" if tool in READS_TREES else f"{mean(answer.rows for answer in answers):,.0f}",
            share(len(good), len(answers)), share(sum(answer.valid_onnx for answer in answers), len(answers)),
            f"{mean(answer.changed for answer in good):.2f}" if good else "–",
            f"{mean(answer.distance for answer in good):.4f}" if good else "–",
            f"{mean(ratios):.4f}" if ratios else "–", share(sum(answer.proved for answer in answers), len(answers)),
        ]

    def ratios(self) -> str:
        """How many times as long the exact peers take where both prove the same optimum."""
        lines = []
        for tool in ("treecf-exact", "ocean"):
            pairs = [(self.answers[OWN][row], answer) for row, answer in self.answers.get(tool, {}).items()]
            both = [(own, peer) for own, peer in pairs if own.proved and peer.proved]
            same = [(own, peer) for own, peer in both if equal(own.distance, peer.distance)]
            if not same:
                continue
            each = [peer.cpu / own.cpu for own, peer in same]
            whole = sum(peer.cpu for _, peer in same) / sum(own.cpu for own, _ in same)
            lines.append([TOOLS[tool], share(len(both), len(pairs)), share(len(same), len(both)), f"{whole:.1f}",
                          f"{median(each):.1f}", f"{min(each):.1f}", f"{max(each):.1f}"])
        head = ["against", "both proved", "equal optimum", "CPU ratio in sum", "median", "least", "most"]
        return table(head, lines) if lines else ""

    def nearer(self) -> list[str]:
        """Valid answers of peers that are nearer than Otherwise's."""
        lines = []
        for tool, answers in self.answers.items():
            for row, peer in answers.items():
                own = self.answers[OWN].get(row)
                if tool in (OWN, FIRST) or own is None or not peer.good or peer.distance >= own.distance:
                    continue
                if not equal(peer.distance, own.distance) or not own.good:
                    lines.append(f"- {self.name} row {row}: {TOOLS[tool]} {peer.distance:.9f} ({peer.claim}), "
                                 f"Otherwise {own.distance:.9f} ({own.claim}, valid {own.valid})")
        return lines

    def gaps(self) -> str:
        """What is proved where not every row is."""
        open_rows = sorted(row for row, answer in self.answers[OWN].items() if not answer.proved)
        lines = [[str(row), *(self.gap(answers.get(row)) for answers in self.answers.values())] for row in open_rows]
        return table(["open row", *(TOOLS[tool] for tool in self.answers)], lines) if lines else ""

    @staticmethod
    def gap(answer: Scored | None) -> str:
        if answer is None or not answer.good:
            return "–"
        if answer.proved:
            return f"{answer.distance:.4f}, proved"
        gap = 1 - max(answer.bound or 0, 0) / answer.distance
        return f"{answer.distance:.4f}, gap {100 * gap:.1f}%" if gap < 1 else f"{answer.distance:.4f}, no bound"


def limits(cache: Path, results: Path) -> str:
    """Impossible requests and their control."""
    lines = []
    for asked in ("impossible", "possible"):
        for tool, answers in Comparison(cache, results, IMPOSSIBLE, asked).answers.items():
            claims = [answer.claim for answer in answers.values()]
            good = sum(answer.good for answer in answers.values())
            wrong = sum(answer.values is not None and not answer.good for answer in answers.values())
            times = [answer.cpu for answer in answers.values()]
            lines.append([asked, TOOLS[tool], share(good, len(claims)), str(wrong), *(str(claims.count(claim)) for claim in
                          ("infeasible", "nothing", "timeout", "error")), seconds(median(times)), seconds(max(times))])
    head = ["requests", "tool", "answered", "wrongly", "infeasible, proved", "found nothing", "stopped by the clock", "failed",
            "CPU median", "max"]
    return table(head, lines)


def main() -> None:
    cache, results = Path(sys.argv[1]), Path(sys.argv[2])
    nearer: list[str] = []
    for name in COMPARED:
        if not (results / f"{name}.{OWN}.jsonl").exists():
            continue
        comparison = Comparison(cache, results, name)
        print(f"### {name}\n\n{comparison.overview()}\n{comparison.ratios()}\n{comparison.gaps()}")
        nearer += comparison.nearer()
    print("### Peers' valid answers nearer than Otherwise's\n")
    print("\n".join(nearer) if nearer else "None.")
    if (results / f"impossible.{OWN}.jsonl").exists():
        print(f"\n### Twenty impossible requests, and twenty possible ones\n\n{limits(cache, results)}")


if __name__ == "__main__":
    main()
