"""Ask treecf, which reads the trees: its genetic search, its exact one, or its plans through different features.

Its objective is that of Otherwise: columns scaled to [0, 1], a change of category counted as one (half for the
column that falls, half for the one that rises). Numbers are real in both.
"""

import numpy as np
from asking import Answer, Forest, Request, answer_all, arguments
from treecf import Counterfactual, Explainer, Freeze, OneHot, Range, Target
from treecf.ir.parsers import parse_model

# scikit-learn puts 0.5 in class 0; no sum of a hundred shares of leaves comes nearer to 0.5 than this without being it
TARGET = Target.raw(range=(0.5 + 1e-9, 1.0))


class Treecf:
    def __init__(self, forest: Forest, method: str, limit: float, count: int):
        self.forest, self.limit, self.method, self.count = forest, limit, method, count
        self.how = {"backend": "exact", "search": "refine"} if method == "exact" else {"backend": "genetic"}
        self.model = parse_model(forest.model)
        self.names = list(self.model.feature_names)
        sample = forest.table.sample(min(5000, len(forest.table)), random_state=0)
        self.background = np.asarray(forest.pipeline["prepare"].transform(sample), float)
        self.free = self.explainer([])

    def explainer(self, limits: list) -> Explainer:
        groups = [[self.names[place] for place in self.forest.groups[name]] for name in self.forest.categories]
        return Explainer(
            self.model, background=self.background, constraints=[OneHot(tuple(group)) for group in groups] + limits,
            weights={name: 0.5 for group in groups for name in group}, normalizers={name: 1.0 for name in self.names})

    def columns(self, feature: str) -> list[str]:
        return [self.names[place] for place in self.forest.groups[feature]]

    def prepare(self, request: Request):
        limits = [Freeze(column) for name in request.frozen for column in self.columns(name)]
        for name, ends in request.ranges.items():
            low, high = (self.forest.scale(name, end) for end in ends)
            limits.append(Range(self.columns(name)[0], low, high))
        explainer = self.explainer(limits) if limits else self.free
        return explainer, self.forest.encode(request.values)

    def search(self, prepared):
        explainer, row = prepared
        if self.method == "diverse":
            ways = {name: self.columns(name) for name in self.forest.features}
            return explainer.explain_diverse(row, TARGET, k=self.count, coalitions=ways, diversity="coalitions",
                                             time_budget_s=self.limit, seed=17, **self.how)
        return explainer.explain(row, TARGET, time_budget_s=self.limit, seed=17, **self.how)

    def read(self, found, request: Request) -> Answer:
        if self.method == "diverse":
            return Answer.of_set([self.values(plan, request) for plan in found.values()])
        bound = found.solver_stats.get("lower_bound")
        if not isinstance(found, Counterfactual):
            return Answer("infeasible" if found.proof == "certified" else "nothing", message=found.reason)
        claim = "optimal" if found.proof == "optimal" else "gap" if bound else "answer"
        return Answer(claim, self.values(found, request), found.distance, bound)

    def values(self, plan: Counterfactual, request: Request):
        return self.forest.decode(np.asarray(plan.x_cf), request.values)


options = arguments(__doc__, ["exact", "genetic", "diverse"])
treecf = Treecf(Forest(options.cache, options.forest), options.method, options.limit, options.count)
answer_all(treecf, options, 2 * options.limit + 10)
