"""Reads a log that `otherwise audit --inspect-log` has written with Inspect AI's own package, and writes it again.

    pip install inspect_ai==0.3.285
    python read_log.py log.json
"""
import sys
import tempfile

from inspect_ai.log import read_eval_log, write_eval_log

log = read_eval_log(sys.argv[1])
assert log.status == "success" and log.samples, "no samples"
assert log.eval.dataset.samples == len(log.samples) == log.results.completed_samples
right = sum(sample.scores["otherwise"].value == "C" for sample in log.samples)
accuracy = log.results.scores[0].metrics["accuracy"].value
assert abs(accuracy - right / len(log.samples)) < 1e-12, (accuracy, right)
with tempfile.TemporaryDirectory() as folder:
    write_eval_log(log, folder + "/again.eval")
    again = read_eval_log(folder + "/again.eval")
assert {sample.id: sample.input for sample in again.samples} == {sample.id: sample.input for sample in log.samples}
print(f"{len(log.samples)} samples of {log.eval.task!r}, {right} right, read and written again")
