"""Ask NICE: the nearest row of the other class, then features put in one after the other.

It takes no limits. Its distance (numbers by their range, a category counted as one) is that of Otherwise; of the
features that are still to be put in it takes the one that gains most per distance (proximity) or at all (sparsity);
with "none" the answer is the nearest row itself. It gives one answer to a request.
"""

import numpy as np
from asking import Answer, Counting, Forest, Request, answer_all, arguments
from nice import NICE


class Nice:
    def __init__(self, forest: Forest, method: str):
        self.forest = forest
        self.categories = [forest.features.index(name) for name in forest.categories]
        self.numbers = [forest.features.index(name) for name in forest.numbers]
        self.predict = Counting(lambda rows: forest.model.predict_proba(self.encoded(rows)))
        self.tool = NICE(
            predict_fn=self.predict, X_train=self.codes(forest.table), y_train=forest.outcomes.to_numpy(),
            cat_feat=self.categories, optimization=method, justified_cf=True)

    def codes(self, table) -> np.ndarray:
        """Rows in the order of the features, categories as the numbers of their levels."""
        columns = [np.searchsorted(self.forest.levels[name], table[name]) if name in self.forest.levels else table[name]
                   for name in self.forest.features]
        return np.column_stack(columns).astype(float)

    def encoded(self, rows: np.ndarray) -> np.ndarray:
        parts = [np.eye(len(self.forest.levels[name]))[rows[:, place].astype(int)]
                 for name, place in zip(self.forest.categories, self.categories)]
        return np.hstack([*parts, rows[:, self.numbers] * self.forest.factor + self.forest.shift])

    def prepare(self, request: Request) -> np.ndarray:
        if request.frozen or request.ranges:
            raise ValueError("NICE takes no limits on features")
        return self.codes(self.forest.frame(request.values))

    def search(self, row: np.ndarray) -> np.ndarray:
        return self.tool.explain(row)

    def read(self, found: np.ndarray, request: Request) -> Answer:
        values = dict(zip(self.forest.features, map(float, found[0])))
        for name, levels in self.forest.levels.items():
            values[name] = str(levels[int(values[name])])
        return Answer("answer", values)


options = arguments(__doc__, ["proximity", "sparsity", "none"])
nice = Nice(Forest(options.cache, options.forest), options.method)
answer_all(nice, options, options.limit, rows=lambda: nice.predict.rows)
