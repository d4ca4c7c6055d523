"""What the scripts of the peers share: a forest, the requests, the clock, and the answers.

A request is a line of JSON: {"id": 3, "values": {feature: value}, "frozen": [feature], "ranges": {feature: [low, high]}},
the last two optional. An answer is one too: {"id": 3, "values": {...} or null, "claim": ..., "cost": ..., "bound": ...,
"cpu": seconds, "wall": seconds, "rows": model rows scored, "megabytes": the most memory so far}; where several were
asked for it has "others", the rest of the set, and "again", the whole set when the tool was called a second time.
The claim is one of

    optimal     the cheapest of all, the tool says
    gap         an answer, with a proved bound on the cheapest
    answer      an answer
    infeasible  none exists, the tool says
    nothing     none was found
    timeout     stopped by the clock of this script
    error       the tool failed; "message" says how
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import pickle
import resource
import signal
import sys
import time
import warnings
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Iterator, Protocol

import numpy as np
import pandas as pd

WANTED = 1  # the class that is asked for


class Forest:
    """A trained model (a forest, but for one network), its table, and the way from raw features to what it reads."""

    def __init__(self, cache: Path, name: str):
        with open(cache / f"{name}.pickle", "rb") as file:
            stored = pickle.load(file)
        self.pipeline, self.model = stored["pipeline"], stored["model"]
        self.table: pd.DataFrame = stored["train"]
        self.outcomes: pd.Series = stored["answers"]
        self.features = list(self.table)
        self.categories: list[str] = stored["categories"]
        self.numbers = [name for name in self.features if name not in self.categories]
        steps = self.pipeline["prepare"].named_transformers_
        self.levels = dict(zip(self.categories, steps["onehotencoder"].categories_)) if self.categories else {}
        scaler = steps.get("minmaxscaler")
        ones = np.ones(len(self.numbers))
        self.factor, self.shift = (scaler.scale_, scaler.min_) if scaler else (ones, 0 * ones)

    @property
    def groups(self) -> dict[str, list[int]]:
        """The columns that each feature becomes: one per level of a category, then the numbers."""
        groups, start = {}, 0
        for name in self.categories + self.numbers:
            width = len(self.levels.get(name, [None]))
            groups[name], start = list(range(start, start + width)), start + width
        return groups

    def frame(self, values: dict[str, Any]) -> pd.DataFrame:
        return pd.DataFrame([values], columns=self.features)

    def encode(self, values: dict[str, Any]) -> np.ndarray:
        """The columns of one row as the trees read them."""
        return np.asarray(self.pipeline["prepare"].transform(self.frame(values)), float)[0]

    def scale(self, name: str, value: float) -> float:
        place = self.numbers.index(name)
        return float(value * self.factor[place] + self.shift[place])

    def unscale(self, name: str, value: float) -> float:
        place = self.numbers.index(name)
        return float((value - self.shift[place]) / self.factor[place])

    def decode(self, columns: np.ndarray, before: dict[str, Any]) -> dict[str, Any]:
        """The raw features of an encoded row; what is as it was `before` is not scaled there and back."""
        old, values = self.encode(before), dict(before)
        for name, places in self.groups.items():
            if np.array_equal(columns[places], old[places]):
                continue
            values[name] = (str(self.levels[name][int(np.argmax(columns[places]))]) if name in self.levels
                            else self.unscale(name, columns[places[0]]))
        return values


def sample(forest: Forest) -> pd.DataFrame:
    """A thousand rows of the table, for what cannot take all of them."""
    return forest.table.sample(min(1000, len(forest.table)), random_state=0).reset_index(drop=True)


class Counting:
    """A model that counts the rows it is asked to score."""

    def __init__(self, predict):
        self.predict, self.rows = predict, 0

    def __call__(self, rows):
        self.rows += len(rows)
        return self.predict(rows)


@dataclass(frozen=True)
class Request:
    id: int
    values: dict[str, Any]
    frozen: list[str] = field(default_factory=list)
    ranges: dict[str, list[float]] = field(default_factory=dict)


@dataclass
class Answer:
    claim: str
    values: dict[str, Any] | None = None
    cost: float | None = None
    bound: float | None = None
    message: str | None = None
    others: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of_set(cls, found: list[dict[str, Any]]) -> Answer:
        return cls("answer", found[0], others=found[1:]) if found else cls("nothing")


class Peer(Protocol):
    """A tool: only `search` is timed."""

    def prepare(self, request: Request) -> Any: ...
    def search(self, prepared: Any) -> Any: ...
    def read(self, found: Any, request: Request) -> Answer: ...


class TimeUp(BaseException):
    """Not an Exception, so that no tool catches it."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    def ring(*_):
        raise TimeUp

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@contextlib.contextmanager
def silence() -> Iterator[None]:
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        yield


def ask(peer: Peer, request: Request, seconds: float, rows=lambda: 0, twice: bool = False) -> dict[str, Any]:
    """One answer with what it took; `twice` makes the same call once more, untimed."""
    prepared, before = peer.prepare(request), rows()
    cpu, wall = time.process_time(), time.perf_counter()
    answer = attempt(peer, prepared, request, seconds)
    took = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "rows": rows() - before}
    line = {"id": request.id, **asdict(answer), **took, "megabytes": peak_memory()}
    return {**line, "again": values(attempt(peer, prepared, request, seconds))} if twice else line


def attempt(peer: Peer, prepared: Any, request: Request, seconds: float) -> Answer:
    try:
        with silence(), time_limit(seconds):
            found = peer.search(prepared)
    except TimeUp:
        return Answer("timeout")
    except Exception as error:
        return Answer("error", message=f"{type(error).__name__}: {error}"[:200])
    return peer.read(found, request)


def values(answer: Answer) -> list[dict[str, Any]]:
    return [] if answer.values is None else [answer.values, *answer.others]


def peak_memory() -> float:
    """In megabytes: Linux counts in kilobytes, macOS in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def arguments(description: str, methods: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("cache", type=Path, help="the folder that make_forests.py filled")
    parser.add_argument("forest")
    parser.add_argument("requests", type=Path)
    parser.add_argument("--method", choices=methods, default=methods[0])
    parser.add_argument("--count", type=int, default=1, help="how many answers to a request")
    parser.add_argument("--limit", type=float, default=10, help="seconds that one search may take")
    parser.add_argument("--budget", type=float, default=300, help="no further request after so many seconds")
    parser.add_argument("--first", type=int, default=1000, help="how many requests")
    parser.add_argument("--twice", type=int, default=0, help="how many requests to put twice")
    return parser.parse_args()


def requests(path: Path, first: int) -> list[Request]:
    return [Request(**json.loads(line)) for line in path.read_text().splitlines()[:first]]


def answer_all(peer: Peer, options: argparse.Namespace, patience: float, rows=lambda: 0, warm: bool = True) -> None:
    """Prints an answer per request; the first request is asked once before, so that what is made once is not timed.

    A search that takes longer than `patience` is stopped: more than the limit where the tool keeps to that itself.
    """
    warnings.filterwarnings("ignore")
    asked = requests(options.requests, options.first)
    if warm:
        ask(peer, asked[0], patience, rows)
    start = time.perf_counter()
    for place, request in enumerate(asked):
        if time.perf_counter() - start > options.budget:
            break
        print(json.dumps(ask(peer, request, patience, rows, twice=place < options.twice)), flush=True)
