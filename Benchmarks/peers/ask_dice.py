"""Ask DiCE: its random search, its genetic one, or its k-d tree.

It takes limits on features. Its genetic search weighs distance among other terms of its own, at its defaults here;
its random search changes as few features as it can.
"""

import random

import dice_ml
import numpy as np
from asking import WANTED, Answer, Counting, Forest, Request, answer_all, arguments
from raiutils.exceptions import UserConfigValidationException


class Model:
    """What DiCE takes for a model of scikit-learn."""

    def __init__(self, forest: Forest):
        self.classes_ = forest.pipeline.classes_
        self.scores = Counting(lambda rows: forest.pipeline.predict_proba(
            rows[forest.features].astype({name: float for name in forest.numbers})))

    def predict_proba(self, rows):
        return self.scores(rows)

    def predict(self, rows):
        return self.classes_[self.scores(rows).argmax(1)]


class Dice:
    def __init__(self, forest: Forest, method: str, count: int):
        self.forest, self.model, self.count = forest, Model(forest), count
        data = dice_ml.Data(dataframe=forest.table.assign(outcome=forest.outcomes),
                            continuous_features=forest.numbers, outcome_name="outcome")
        self.tool = dice_ml.Dice(data, dice_ml.Model(model=self.model, backend="sklearn"), method=method)

    def prepare(self, request: Request):
        vary = [name for name in self.forest.features if name not in request.frozen]
        # its random_seed moves categories of equally many levels together, so its generators are seeded from outside
        random.seed(request.id)
        np.random.seed(request.id)
        return self.forest.frame(request.values), vary, dict(request.ranges) or None

    def search(self, prepared):
        row, vary, ranges = prepared
        try:
            found = self.tool.generate_counterfactuals(
                row, total_CFs=self.count, desired_class=WANTED, features_to_vary=vary, permitted_range=ranges)
        except UserConfigValidationException as none:
            if "No counterfactuals found" not in str(none):
                raise
            return None
        example = found.cf_examples_list[0]
        return example.final_cfs_df if example.final_cfs_df_sparse is None else example.final_cfs_df_sparse

    def read(self, found, request: Request) -> Answer:
        rows = [] if found is None else [row for _, row in found.head(self.count).iterrows()]
        return Answer.of_set([{name: str(row[name]) if name in self.forest.levels else float(row[name])
                               for name in self.forest.features} for row in rows])


options = arguments(__doc__, ["random", "genetic", "kdtree"])
dice = Dice(Forest(options.cache, options.forest), options.method, options.count)
answer_all(dice, options, options.limit, rows=lambda: dice.model.scores.rows)
