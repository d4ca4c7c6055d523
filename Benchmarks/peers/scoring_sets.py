"""Scores sets of answers from their values alone, with the model that was asked and others like it."""

from __future__ import annotations

import json
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from asking import WANTED, Forest, requests, sample
from sklearn.neighbors import LocalOutlierFactor

COUNT = 4


@dataclass
class Line:
    """What the sets of one tool come to: means over its requests, or over its valid answers."""

    tool: str
    rows: int
    seconds: float  # of the processor, per request
    scored: float  # rows that the model was asked to score, per request
    valid: float  # of the answers wanted
    nearest: float  # Gower distance of the nearest of the set
    gower: float
    changed: float
    diversity: float  # mean Gower distance within a set
    inliers: float  # by the local outlier factor
    robust: float  # still of the wanted class in a model that was trained again
    kept: float  # of the answers, when the same call is made again
    same: str  # how many calls of those made again gave the same bytes
    megabytes: float


class SetJudge:
    """Knows the model, the models that were trained again, and what is ordinary in the table."""

    def __init__(self, cache: Path, name: str):
        self.forest = Forest(cache, name)
        self.requests = {request.id: request for request in requests(cache / "requests" / "sets.jsonl", 1000)}
        with open(cache / f"retrained_{name}.pickle", "rb") as file:
            self.retrained = pickle.load(file)
        table = self.forest.table
        self.spans = table[self.forest.numbers].max() - table[self.forest.numbers].min()
        ordinary = table.sample(5000, random_state=0)
        self.outliers = LocalOutlierFactor(n_neighbors=20, novelty=True).fit(self.encode(ordinary))

    def encode(self, rows: pd.DataFrame) -> np.ndarray:
        return np.asarray(self.forest.pipeline["prepare"].transform(rows))

    def frame(self, values: list[dict[str, Any]]) -> pd.DataFrame:
        return pd.DataFrame(values, columns=self.forest.features).astype({name: float for name in self.forest.numbers})

    def differences(self, rows: pd.DataFrame, other: pd.DataFrame) -> np.ndarray:
        """[rows, features], 0 to 1: rows beside rows, or beside one."""
        numbers, categories = self.forest.numbers, self.forest.categories
        parts = [np.abs(rows[numbers].to_numpy(float) - other[numbers].to_numpy(float)) / self.spans.to_numpy(),
                 (rows[categories].to_numpy() != other[categories].to_numpy()).astype(float)]
        return np.hstack(parts)

    def wanted(self, model, rows: pd.DataFrame) -> np.ndarray:
        return model.predict(rows) == WANTED

    def line(self, tool: str, path: Path, asked: int) -> Line:
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        found = [self.scored(line) for line in lines]
        good = pd.concat([each.good for each in found]) if any(len(each.good) for each in found) else None
        again = [(whole(line), line["again"]) for line in lines if line.get("again") is not None]
        return Line(
            tool=tool, rows=len(lines), seconds=mean([line["cpu"] for line in lines]),
            scored=mean([line.get("rows", 0) for line in lines]),
            valid=sum(len(each.good) for each in found) / (asked * len(lines)),
            nearest=mean([each.gower.min() for each in found if len(each.gower)]),
            gower=mean(np.concatenate([each.gower for each in found])),
            changed=mean(np.concatenate([each.changed for each in found])),
            diversity=mean([each.diversity for each in found if len(each.good) > 1]),
            inliers=float("nan") if good is None else mean(self.outliers.predict(self.encode(good)) == 1),
            robust=float("nan") if good is None else mean([self.wanted(model, good) for model in self.retrained]),
            kept=mean([overlap(*pair) for pair in again]),
            same=f"{sum(dumped(one) == dumped(other) for one, other in again)}/{len(again)}",
            megabytes=max(line["megabytes"] for line in lines))

    def scored(self, line: dict[str, Any]) -> Scored:
        rows = self.frame(whole(line)[:COUNT])
        good = rows[self.wanted(self.forest.pipeline, rows)] if len(rows) else rows
        if not len(good):
            return Scored(good, np.array([]), np.array([]), float("nan"))
        moved = self.differences(good, self.frame([self.requests[line["id"]].values]))
        pairs = [self.differences(good.iloc[[one]], good.iloc[[other]]).mean()
                 for one in range(len(good)) for other in range(one)]
        return Scored(good, moved.mean(1), (moved > 0).sum(1), float(np.mean(pairs)) if pairs else float("nan"))


def mean(values) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


@dataclass
class Scored:
    """The valid answers of a set: their distances, features changed, and mean distance from one another."""

    good: pd.DataFrame
    gower: np.ndarray
    changed: np.ndarray
    diversity: float


def whole(line: dict[str, Any]) -> list[dict[str, Any]]:
    return [] if line.get("values") is None else [line["values"], *line.get("others", [])]


def dumped(rows: list[dict[str, Any]]) -> list[str]:
    return [json.dumps(row, sort_keys=True) for row in rows]


def overlap(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> float:
    """The share of the answers of two sets that both have (Jaccard)."""
    first, second = set(dumped(one)), set(dumped(other))
    return len(first & second) / len(first | second) if first | second else 1


class FrontJudge:
    """How much of the space of objectives the finds of a tool dominate."""

    def __init__(self, judge: SetJudge):
        self.judge, self.places = judge, self.places_of(judge, sample(judge.forest))

    @staticmethod
    def places_of(judge: SetJudge, rows: pd.DataFrame) -> np.ndarray:
        """Columns whose city-block distances are Gower distances: half a unit for each column of a category."""
        columns, numbers = judge.encode(rows).astype(float), len(judge.forest.numbers)
        columns[:, :-numbers] *= 0.5
        return columns / len(judge.forest.features)

    def hypervolume(self, line: dict[str, Any]) -> float:
        """Of distance, share of features changed, and mean distance to the three nearest rows of the sample, against
        (1, 1, 1)."""
        from moocore import hypervolume

        judge, rows = self.judge, self.judge.frame(whole(line))
        rows = rows[judge.wanted(judge.forest.pipeline, rows)]
        if not len(rows):
            return 0
        moved = judge.differences(rows, judge.frame([judge.requests[line["id"]].values]))
        apart = np.abs(self.places_of(judge, rows)[:, None] - self.places[None]).sum(2)
        near = np.sort(apart, axis=1)[:, :3].mean(1)
        return float(hypervolume(np.column_stack([moved.mean(1), (moved > 0).mean(1), near]), ref=[1, 1, 1]))
