"""The judge must see what is wrong: python -m unittest test_scoring, in this folder, after prepare.sh."""

import os
import unittest
from pathlib import Path

from make_requests import IMPOSSIBLE, is_impossible
from scoring import Judge, Scored, equal

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


if __name__ == "__main__":
    unittest.main()
