"""Explain a whole file with the command: how fast, how large, and whether a killed run can be gone on with.

    python3 batch.py OTHERWISE RESULTS ROWS one|two|killed

Explains the first ROWS rows of Examples/adult/adult.csv ("all" for all) for its gradient-boosting model, with one
thread, with two, or with two after a kill -9 in the middle and --resume, which wants `one` to have run before. Writes
RESULTS/batch.RUN.json; report.py compares the digests of the three files.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ADULT = Path(__file__).resolve().parent.parent / "Examples" / "adult"


def command(otherwise: str, rows: str, output: Path, threads: int) -> list[str]:
    return [otherwise, "explain", "--quiet", "--model", str(ADULT / "gradient_boosting.onnx"), "--data",
            str(ADULT / "adult.csv"), "--schema", str(ADULT / "schema.yml"), "--want", ">50K", "--rows", rows,
            "--output", str(output), "--threads", str(threads)]


def timed(arguments: list[str], output: Path) -> dict:
    start = time.perf_counter()
    process = subprocess.Popen(arguments)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}")
    # kilobytes on Linux, bytes on macOS
    unit = 1024 if sys.platform == "linux" else 1024**2
    return {"wall": time.perf_counter() - start, "cpu": usage.ru_utime + usage.ru_stime,
            "megabytes": usage.ru_maxrss / unit, "bytes": output.stat().st_size,
            "sha256": hashlib.sha256(output.read_bytes()).hexdigest()}


def kill_in_the_middle(arguments: list[str], output: Path, size: int) -> int:
    """Starts a run and kills it once its file has `size` bytes; returns the bytes that are left."""
    process = subprocess.Popen(arguments)
    while process.poll() is None and (not output.exists() or output.stat().st_size < size):
        time.sleep(0.01)
    if process.poll() is not None:
        sys.exit("the run ended before it could be killed; give more rows")
    process.send_signal(signal.SIGKILL)
    process.wait()
    return output.stat().st_size


def main() -> None:
    otherwise, results, rows, run = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]
    with open(ADULT / "adult.csv") as file:
        count = sum(1 for _ in file) - 1
    count = count if rows == "all" else min(int(rows), count)
    with tempfile.TemporaryDirectory() as folder:
        output, kept = Path(folder) / "answers.csv", {}
        arguments = command(otherwise, f"0-{count - 1}", output, 1 if run == "one" else 2)
        if run == "killed":
            whole = json.loads((results / "batch.one.json").read_text())["bytes"]
            kept = {"kept": kill_in_the_middle(arguments, output, whole // 2)}
            arguments.append("--resume")
        found = {"rows": count, **kept, **timed(arguments, output)}
    (results / f"batch.{run}.json").write_text(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
