"""Ask CFNOW: greedy or random replacement, then a search that brings the answers nearer.

It groups one-hot columns by what stands before "_" in their names. It gives as many answers as it has found, which
may be hundreds; the first of them count.
"""

import numpy as np
import pandas as pd
from asking import WANTED, Answer, Counting, Forest, Request, answer_all, arguments
from cfnow.cf_finder import find_tabular


class Cfnow:
    def __init__(self, forest: Forest, method: str, limit: float, count: int):
        self.forest, self.method, self.limit, self.count = forest, method, limit, count
        names = {place: f"{name.replace('_', '')}_{rank}" for name, places in forest.groups.items()
                 for rank, place in enumerate(places)}
        self.columns = [names[place] for place in sorted(names)]
        numbers = {forest.groups[name][0] for name in forest.numbers}
        self.types = {names[place]: "num" if place in numbers else "cat" for place in sorted(names)}
        self.predict = Counting(lambda rows: forest.model.predict_proba(np.asarray(rows, float)))

    def prepare(self, request: Request) -> pd.Series:
        if request.frozen or request.ranges:
            raise ValueError("CFNOW takes no limits on features")
        return pd.Series(self.forest.encode(request.values), self.columns)

    def search(self, row: pd.Series):
        return find_tabular(factual=row, model_predict_proba=self.predict, feat_types=self.types, has_ohe=True,
                            cf_strategy=self.method, count_cf=self.count, limit_seconds=self.limit)

    def read(self, found, request: Request) -> Answer:
        rows = np.asarray(found.cfs, float).reshape(-1, len(self.columns))[:self.count]
        return Answer.of_set([self.forest.decode(row, request.values) for row in rows])


options = arguments(__doc__, ["greedy", "random"])
cfnow = Cfnow(Forest(options.cache, options.forest), options.method, options.limit, options.count)
answer_all(cfnow, options, 10 * options.limit, rows=lambda: cfnow.predict.rows, warm=False)
