"""Ask decode-mcd: 30 generations of 100, begun with 1,000 rows, then four of all that was found.

Its choice of several needs a square of distances, so that it gets a sample of the table; and the best 1,000 candidates.
With the method "front" the answer is everything it found that reaches the goal, which is not what its users see but
what a hypervolume is measured on; the choice among it is then not made, and not timed.
"""

import numpy as np
import pandas as pd
from asking import WANTED, Answer, Counting, Forest, Request, answer_all, arguments, sample
from decode_mcd import ContinuousTarget, DesignTargets, McdDataset, McdGenerator, McdProblem
from pymoo.core.variable import Choice, Real

SCORE = "score"


class Mcd:
    def __init__(self, forest: Forest, method: str, count: int):
        self.forest, self.method, self.count = forest, method, count
        self.predict = Counting(forest.pipeline.predict_proba)
        rows = sample(forest)
        table = forest.table
        kinds = [Real(bounds=(table[name].min(), table[name].max())) if name in forest.numbers
                 else Choice(options=list(forest.levels[name])) for name in forest.features]
        self.data = McdDataset(x=rows, y=self.scores(rows), x_datatypes=kinds)
        # 0.5 itself is not the wanted class
        self.target = DesignTargets([ContinuousTarget(SCORE, 0.5 + 1e-9, 1.0)])

    def scores(self, rows) -> pd.DataFrame:
        frame = pd.DataFrame(rows, columns=self.forest.features)
        frame = frame.astype({name: float for name in self.forest.numbers})
        return pd.DataFrame({SCORE: self.predict(frame)[:, WANTED]})

    def prepare(self, request: Request):
        return self.forest.frame(request.values), request.frozen

    def search(self, prepared) -> pd.DataFrame:
        row, frozen = prepared
        problem = McdProblem(mcd_dataset=self.data, x_query=row, y_targets=self.target,
                             prediction_function=self.scores, features_to_freeze=frozen)
        generator = McdGenerator(mcd_problem=problem, pop_size=100, verbose=False)
        generator.generate(n_generations=30, seed=17)
        return generator if self.method == "front" else generator.sample(num_samples=self.count, max_dpp=1000)

    def read(self, found, request: Request) -> Answer:
        if self.method == "front":
            found = found._build_res_df(found._initialize_and_filter_all_cfs(include_dataset=True)[0])
        rows = pd.DataFrame(np.asarray(found), columns=self.forest.features).drop_duplicates()
        return Answer.of_set([{name: str(row[name]) if name in self.forest.levels else float(row[name])
                               for name in self.forest.features} for _, row in rows.iterrows()])


options = arguments(__doc__, ["sample", "front"])
mcd = Mcd(Forest(options.cache, options.forest), options.method, options.count)
answer_all(mcd, options, 60, rows=lambda: mcd.predict.rows)
