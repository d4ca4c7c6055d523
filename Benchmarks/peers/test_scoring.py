"""The judge must see what is wrong: python -m unittest test_scoring, in this folder, after prepare.sh."""

import os
import unittest
from pathlib import Path

from make_requests import IMPOSSIBLE, is_impossible
from scoring import Judge, Scored, equal
from scoring_sets import FrontJudge, SetJudge, overlap

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "otherwise" / "benchmarks" / "forests"


def scored(distance: float) -> Scored:
    return Scored(id=0, claim="optimal", cpu=1, wall=1, rows=0, values={}, bound=None, distance=distance)


class Scoring(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.judge = Judge(CACHE, IMPOSSIBLE, "impossible")
        cls.request = cls.judge.requests[0]

    def score(self, **changes) -> Scored:
        values = {**self.request.values, **changes}
        return self.judge.score({"id": 0, "claim": "optimal", "cpu": 1, "wall": 1, "values": values, "bound": 0})

    def test_the_row_itself_is_no_answer(self):
        self.assertEqual((self.score().valid, self.score().valid_onnx, self.score().distance), (False, False, 0))

    def test_a_category_counts_one_and_a_number_its_share_of_the_range(self):
        other = next(level for level in self.judge.forest.levels["education"] if level != self.request.values["education"])
        age = self.request.values["age"] + 7.3
        self.assertAlmostEqual(self.score(education=other, age=age).distance, 1 + 7.3 / (90 - 17), places=12)
        self.assertEqual(self.score(education=other, age=age).changed, 2)

    def test_a_broken_limit_is_seen(self):
        self.assertEqual(self.score(age=self.request.values["age"] + 1).broken, 0)
        self.assertEqual(self.score(age=self.request.values["age"] + 1.01).broken, 1)
        self.assertEqual(self.score(race="Other" if self.request.values["race"] == "White" else "White").broken, 1)

    def test_what_is_called_impossible_is_not_so_without_the_limits(self):
        limits = {"frozen": self.request.frozen, "ranges": self.request.ranges}
        self.assertTrue(is_impossible(self.judge.forest, self.request.values, limits))
        free = {"frozen": ["race", "gender", "marital_status", "workclass", "hours_per_week", "age"], "ranges": {}}
        self.assertFalse(all(is_impossible(self.judge.forest, request.values, free)
                             for request in self.judge.requests.values()))

    def test_distances_are_told_apart_from_a_millionth_on(self):
        self.assertTrue(equal(scored(1.0000005), scored(1)))
        self.assertFalse(equal(scored(1.000002), scored(1)))
        self.assertTrue(equal(scored(1.000002), scored(1), clearance=2e-6))


class ScoringSets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.judge = SetJudge(CACHE, "adult_rf")
        cls.values = cls.judge.requests[0].values
        wanted = cls.judge.forest.table[cls.judge.forest.pipeline.predict(cls.judge.forest.table) == 1]
        cls.good = [row for _, row in wanted.head(2).iterrows()]

    def line(self, *rows) -> dict:
        rows = [dict(row) for row in rows]
        return {"id": 0, "values": rows[0] if rows else None, "others": rows[1:], "cpu": 1, "megabytes": 1}

    def test_the_row_itself_is_no_answer(self):
        self.assertEqual(len(self.judge.scored(self.line(self.values)).good), 0)
        self.assertEqual(len(self.judge.scored(self.line()).good), 0)

    def test_distances_are_those_of_gower(self):
        scored = self.judge.scored(self.line(*self.good))
        moved = [[abs(row[name] - self.values[name]) / self.judge.spans[name] if name in self.judge.spans
                  else float(row[name] != self.values[name]) for name in self.values] for row in self.good]
        for gower, changed, parts in zip(scored.gower, scored.changed, moved):
            self.assertAlmostEqual(gower, sum(parts) / 8)
            self.assertEqual(changed, sum(part > 0 for part in parts))

    def test_a_set_of_the_same_twice_has_no_diversity(self):
        self.assertEqual(self.judge.scored(self.line(self.good[0], self.good[0])).diversity, 0)
        self.assertGreater(self.judge.scored(self.line(*self.good)).diversity, 0)

    def test_more_of_the_space_is_dominated_by_more_rows(self):
        front = FrontJudge(self.judge)
        volumes = [front.hypervolume(self.line(*self.good[:count])) for count in (1, 2)]
        self.assertTrue(0 < volumes[0] <= volumes[1] < 1)
        self.assertEqual(front.hypervolume(self.line(self.values)), 0)

    def test_sets_are_compared_by_their_values(self):
        self.assertEqual(overlap([{"a": 1}, {"a": 2}], [{"a": 2}, {"a": 1}]), 1)
        self.assertEqual(overlap([{"a": 1}, {"a": 2}], [{"a": 2}]), 0.5)


if __name__ == "__main__":
    unittest.main()
