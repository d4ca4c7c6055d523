"""Re-scores every answer from its values alone, with the models that were asked and on the original columns."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from asking import WANTED, Forest, Request, requests

# two distances are equal within this, relative to the larger
EQUAL = 1e-6
# Otherwise keeps an answer this many steps of single precision, at the feature's magnitude, clear of a threshold and
# then takes the shortest decimal up to twice as far away; the others sit on the threshold
CLEARANCE = 2 * 4


@dataclass
class Scored:
    """One answer and what came of checking it."""

    id: int
    claim: str
    cpu: float
    wall: float
    rows: int
    values: dict[str, Any] | None
    bound: float | None
    valid: bool = False  # by scikit-learn
    valid_onnx: bool = False  # by ONNX Runtime on the exported file
    changed: int = 0
    distance: float = float("inf")
    clearance: float = 0  # the part of the distance that keeping clear of thresholds may take
    broken: int = 0  # limits of the request that it breaks

    @property
    def good(self) -> bool:
        return self.valid and self.broken == 0

    @property
    def proved(self) -> bool:
        return self.claim == "optimal"


class Judge:
    """Scores the answers to the requests of one file."""

    def __init__(self, cache: Path, forest: str, asked: str | None = None):
        self.forest = Forest(cache, forest)
        self.session = onnxruntime.InferenceSession(cache / f"{forest}.onnx")
        self.requests = {request.id: request for request in requests(cache / "requests" / f"{asked or forest}.jsonl", 1000)}
        numbers = self.forest.table[self.forest.numbers]
        self.spans = (numbers.max() - numbers.min()).to_dict()
        steps = np.spacing(numbers.abs().max().to_numpy(np.float32))
        self.clearances = {name: CLEARANCE * float(step) / self.spans[name] for name, step in zip(numbers, steps)}

    def scores(self, path: Path) -> list[Scored]:
        return [self.score(json.loads(line)) for line in path.read_text().splitlines()]

    def score(self, answer: dict[str, Any]) -> Scored:
        known = ("id", "claim", "cpu", "wall", "values", "bound")
        scored = Scored(**{name: answer.get(name) for name in known}, rows=answer.get("rows", 0))
        if scored.values is None:
            return scored
        request = self.requests[scored.id]
        row = self.forest.frame(scored.values)
        scored.valid = bool(self.forest.pipeline.predict(row)[0] == WANTED)
        scored.valid_onnx = bool(np.ravel(self.session.run(None, self.feeds(row))[0])[0] == WANTED)
        moved = [name for name in self.forest.features if scored.values[name] != request.values[name]]
        scored.changed = len(moved)
        scored.distance = sum(self.change(name, request.values[name], scored.values[name]) for name in moved)
        scored.clearance = sum(self.clearances.get(name, 0) for name in moved)
        scored.broken = self.broken(request, scored.values)
        return scored

    def change(self, name: str, old: Any, new: Any) -> float:
        return abs(new - old) / self.spans[name] if name in self.spans else 1.0

    def broken(self, request: Request, values: dict[str, Any]) -> int:
        moved = sum(values[name] != request.values[name] for name in request.frozen)
        slack = {name: 1e-9 * self.spans[name] for name in request.ranges}
        return moved + sum(not low - slack[name] <= values[name] <= high + slack[name]
                           for name, (low, high) in request.ranges.items())

    def feeds(self, row) -> dict[str, np.ndarray]:
        return {name: row[[name]].to_numpy(object if name in self.forest.levels else np.float32)
                for name in self.forest.features}


def equal(own: Scored, peer: Scored, clearance: float = 0) -> bool:
    return abs(own.distance - peer.distance) <= EQUAL * max(own.distance, peer.distance) + clearance
