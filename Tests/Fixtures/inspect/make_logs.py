"""Makes before.eval, as Inspect AI writes it, and before.json and after.json in its JSON form; then, once before.json is
there, before-deflated.eval with what it holds.

    pip install inspect_ai==0.3.285
    python make_logs.py
    inspect log convert before.eval --to json --output-dir .    # makes before.json
    python make_logs.py
"""

import json
import os
import zipfile

from inspect_ai.log import EvalConfig, EvalDataset, EvalLog, EvalSample, EvalSpec, write_eval_log
from inspect_ai.scorer import Score


def log(model, right):
    samples = [
        EvalSample(id=f"s{n}", epoch=1, input=f"{n} + 3?", target=str(n + 3),
                   scores={"match": Score(value="C" if right(n) else "I")})
        for n in range(12)
    ]
    spec = EvalSpec(eval_id=model, created="2026-01-01T00:00:00+00:00", task="sums", dataset=EvalDataset(),
                    model=model, config=EvalConfig())
    return EvalLog(eval=spec, samples=samples, status="success")


write_eval_log(log("small", lambda n: n % 3 > 0), "before.eval")
write_eval_log(log("large", lambda n: n % 4 > 0), "after.json", format="json")

if os.path.exists("before.json"):
    with open("before.json") as file:
        whole = json.load(file)
    samples = whole.pop("samples")
    files = {f"samples/{sample['id']}_epoch_{sample['epoch']}.json": sample for sample in samples}
    with zipfile.ZipFile("before-deflated.eval", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in {**files, "header.json": whole}.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), json.dumps(value, indent=2),
                             zipfile.ZIP_DEFLATED)
