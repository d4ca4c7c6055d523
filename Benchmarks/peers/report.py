"""Print the comparison as Markdown, from the answers in RESULTS.

    python report.py CACHE RESULTS

RESULTS is the folder that bench.sh fills. Fails if a batch did not come out the same each time.
"""

from __future__ import annotations

import json
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
        # a tool that was left out, or broke down at once, has no line
        self.answers = {tool: {answer.id: answer for answer in judge.scores(path)}
                        for tool, path in paths.items() if path.exists() and path.stat().st_size}

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
            same = [(own, peer) for own, peer in both if equal(own, peer, own.clearance)]
            if not same:
                continue
            each = [peer.cpu / own.cpu for own, peer in same]
            whole = sum(peer.cpu for _, peer in same) / sum(own.cpu for own, _ in same)
            lines.append([
                TOOLS[tool], share(len(both), len(pairs)), share(sum(equal(*pair) for pair in both), len(both)),
                share(len(same), len(both)), f"{whole:.1f}", f"{median(each):.1f}", f"{min(each):.1f}", f"{max(each):.1f}"])
        head = ["against", "both proved", "equal to 1e-6", "equal up to clearance", "CPU ratio in sum", "median", "least",
                "most"]
        return table(head, lines) if lines else ""

    def nearer(self) -> list[str]:
        """Answers of peers that are valid and nearer than Otherwise's by more than it keeps clear of thresholds."""
        return [f"- {self.name} row {row}: {TOOLS[tool]} {peer.distance:.9f} ({peer.claim}), "
                f"Otherwise {own.distance:.9f} ({own.claim})"
                for tool, answers in self.answers.items() if tool not in (OWN, FIRST) for row, peer in answers.items()
                if peer.good and (own := self.answers[OWN].get(row)) and own.distance > peer.distance
                and not equal(own, peer, own.clearance)]

    def invalid(self) -> list[str]:
        """Answers of Otherwise that the original model does not bear out."""
        return [f"- {self.name} row {row}: {TOOLS[tool]} (scikit-learn {answer.valid}, ONNX Runtime {answer.valid_onnx})"
                for tool in (OWN, FIRST) for row, answer in self.answers.get(tool, {}).items()
                if answer.values is not None and not (answer.good and answer.valid_onnx)]

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


def batch(results: Path) -> tuple[str, bool]:
    """The batches, and whether all of them wrote the same."""
    names = {"one": "one thread", "two": "two threads", "killed": "killed in the middle, resumed"}
    runs = {run: json.loads((results / f"batch.{run}.json").read_text()) for run in names}
    lines = [[names[run], f"{found['rows']:,}", "–" if "kept" in found else f"{found['rows'] / found['wall']:,.0f}",
              f"{found['wall']:.1f} s", f"{found['cpu']:.1f} s", f"{found['megabytes']:.0f} MB",
              f"`{found['sha256'][:16]}`"] for run, found in runs.items()]
    head = ["run", "rows", "rows per second", "wall", "CPU", "peak memory", "SHA-256 of the answers"]
    same = len({found["sha256"] for found in runs.values()}) == 1
    cut = f"Killed at {runs['killed']['kept']:,} of {runs['one']['bytes']:,} bytes; the times are those of the rest."
    verdict = "All three files are the same." if same else "**The files differ.**"
    return f"{table(head, lines)}\n{cut} {verdict}\n", same


def machine(results: Path) -> str:
    date, revision, processor, cores, load, swift = (results / "machine.txt").read_text().splitlines()
    return (f"{date}, revision {revision}; {processor.strip()}, {cores} cores, load at the start {load}; {swift}. "
            "One thread each unless said otherwise; times are CPU seconds of the process.\n")


def section(title: str, body: str | list[str]) -> str:
    text = body if isinstance(body, str) else "\n".join(body) or "None."
    return f"### {title}\n\n{text.strip()}\n"


def main() -> None:
    cache, results = Path(sys.argv[1]), Path(sys.argv[2])
    compared = [Comparison(cache, results, name) for name in COMPARED]
    print(machine(results))
    for comparison in compared:
        parts = [comparison.overview(), comparison.ratios(), comparison.gaps()]
        print(section(comparison.name, "\n".join(part for part in parts if part)))
    print(section("Valid answers of peers nearer than Otherwise's", sum((each.nearer() for each in compared), [])))
    print(section("Answers of Otherwise that are not valid", sum((each.invalid() for each in compared), [])))
    print(section("Twenty impossible requests, and twenty possible ones", limits(cache, results)))
    batches, same = batch(results)
    print(section("A file in one go", batches))
    print(section("Evaluator", f"```\n{(results / 'evaluator.txt').read_text().rstrip()}\n```"))
    if not same:
        sys.exit("the batches differ")


if __name__ == "__main__":
    main()
