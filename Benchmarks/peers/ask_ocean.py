"""Ask oceanpy, which reads the trees and hands a model of them to CP-SAT. It takes no limits on features.

Its objective is that of Otherwise: columns scaled to [0, 1], L1, a change of category counted as one.
"""

import numpy as np
import pandas as pd
from asking import WANTED, Answer, Forest, Request, answer_all, arguments
from ocean import ConstraintProgrammingExplainer
from ocean.abc import Mapper
from ocean.feature import Feature


class Ocean:
    def __init__(self, forest: Forest, limit: float, workers: int):
        self.forest, self.limit, self.workers = forest, limit, workers
        self.explainer = ConstraintProgrammingExplainer(forest.model, mapper=self.mapper())

    def mapper(self) -> Mapper:
        features, columns = {}, []
        for name in self.forest.groups:
            levels = self.forest.levels.get(name)
            if levels is None:
                # the outermost levels only have to enclose all thresholds
                features[name] = Feature(Feature.Type.CONTINUOUS, levels=(-0.5, 1.5))
                columns.append((name, ""))
            else:
                codes = tuple(map(str, levels))
                features[name] = Feature(Feature.Type.ONE_HOT_ENCODED, codes=codes)
                columns += [(name, code) for code in codes]
        index = pd.MultiIndex.from_tuples(columns) if self.forest.levels else pd.Index([name for name, _ in columns])
        return Mapper(features, columns=index)

    def prepare(self, request: Request) -> np.ndarray:
        if request.frozen or request.ranges:
            raise ValueError("oceanpy takes no limits on features")
        return self.forest.encode(request.values)

    def search(self, row: np.ndarray):
        return self.explainer.explain(
            row, y=WANTED, norm=1, max_time=self.limit, num_workers=self.workers, random_seed=17)

    def read(self, found, request: Request) -> Answer:
        status = self.explainer.get_solving_status()
        if found is None:
            return Answer("infeasible" if status == "INFEASIBLE" else "nothing", message=status)
        bound = self.explainer.solver.BestObjectiveBound() / self.explainer._obj_scale
        claim = "optimal" if status == "OPTIMAL" else "gap"
        return Answer(claim, self.forest.decode(found.to_numpy(), request.values), self.explainer.get_distance(), bound)


options = arguments(__doc__, ["1", "2"])
answer_all(Ocean(Forest(options.cache, options.forest), options.limit, int(options.method)), options,
           2 * options.limit + 10, warm=False)
