"""Writes references.json: exact answers of pgmpy 1.1.2 to random questions about the networks in Examples/networks.

    python3 -m venv venv && venv/bin/pip install pgmpy==1.1.2
    venv/bin/python Tests/Fixtures/networks/make_references.py

An intervention is made by cutting the graph (`model.do`); evidence is then given to the cut network. Asking pgmpy for
both at once through `CausalInference.query` would drop the evidence.
"""

import json
import pathlib
import random

from pgmpy.inference import VariableElimination
from pgmpy.readwrite import BIFReader

root = pathlib.Path(__file__).parents[3]
rng = random.Random(20)
references = []
for name, count in [("asia", 40), ("cancer", 20), ("child", 30), ("insurance", 30), ("alarm", 30)]:
    model = BIFReader(str(root / "Examples" / "networks" / f"{name}.bif")).get_model()
    nodes = sorted(model.nodes())
    states = {node: model.get_cpds(node).state_names[node] for node in nodes}
    made = 0
    while made < count:
        picked = rng.sample(nodes, 4)
        outcome = picked[0]
        evidence = {n: rng.choice(states[n]) for n in picked[1 : 1 + rng.randint(0, 2)]}
        do = {picked[3]: rng.choice(states[picked[3]])} if rng.random() < 0.6 else {}
        cut = model.do(list(do)) if do else model
        inference = VariableElimination(cut)
        given = {**evidence, **do}
        if evidence:
            joint = inference.query(list(evidence), evidence=do, show_progress=False)
            if joint.get_value(**evidence) < 1e-9:
                continue
        answer = inference.query([outcome], evidence=given, show_progress=False)
        references.append(
            {
                "network": name,
                "outcome": outcome,
                "given": evidence,
                "do": do,
                "probabilities": {s: float(answer.get_value(**{outcome: s})) for s in states[outcome]},
            }
        )
        made += 1
with open(pathlib.Path(__file__).parent / "references.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(r, sort_keys=True) for r in references) + "\n]\n")
