"""Make the parity fixtures: models, rows to ask them about, and what ONNX Runtime answers.

    PYTHONHASHSEED=0 python make_parity.py

Everything is seeded; the hash seed fixes the order in which the exporter writes nodes.
"""

import json
import os
import shutil
import sys
import warnings
from pathlib import Path
from zlib import crc32

import numpy as np
import onnx
import onnxruntime
import pandas as pd
from cases import TEXT, Case, all_cases
from datasets import Data, all_data
from onnx import helper
from skl2onnx.common.data_types import Int64TensorType

HERE = Path(__file__).resolve().parent
ROWS = 2000
MEASURED = "## Measured against scikit-learn"


def generator(*name: str) -> np.random.Generator:
    return np.random.default_rng(crc32("/".join(name).encode()))


class Asked:
    """An exported model behind ONNX Runtime: rows in, labels and scores out."""

    def __init__(self, case: Case, model: onnx.ModelProto):
        self.case = case
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the order of a sum must not depend on the machine
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(model.SerializeToString(), options)

    def __call__(self, rows: pd.DataFrame) -> tuple[np.ndarray | None, np.ndarray]:
        feeds = {}
        for name, (kind, columns) in self.case.inputs.items():
            type_ = object if kind is TEXT else np.int64 if kind is Int64TensorType else np.float32
            feeds[name] = rows[columns].to_numpy(type_)
        label, *scores = self.session.run(None, feeds)
        if self.case.task == "regression":
            return None, label.reshape(len(rows), -1)
        if len(scores) > 1:  # ZipMap by columns
            scores = np.stack(scores, axis=1)
        elif isinstance(scores[0], list):  # ZipMap
            scores = np.array([[row[key] for key in scores[0][0]] for row in scores[0]], np.float32)
        else:
            scores = scores[0].reshape(len(rows), -1)
        return label.reshape(len(rows)), scores


def fit(case: Case, data: Data):
    columns = data.train[case.columns]
    whole = columns.to_numpy(np.float32) if "X" in case.inputs else columns
    return case.model.fit(whole, data.targets.get(case.target))


def is_tree(case: Case) -> bool:
    return case.kind.endswith(("tree", "trees", "forest", "boosting")) or case.kind in ("xgboost", "lightgbm")


def thresholds(case: Case, data: Data, model: onnx.ModelProto) -> set[tuple[str, float]]:
    """The column and value of each split of the trees that read the input itself."""
    found = set()
    for node in model.graph.node:
        if node.op_type.startswith("TreeEnsemble") and node.input[0] == "X":
            part = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
            if "nodes_values" not in part:
                continue
            for feature, value, mode in zip(
                    part["nodes_featureids"], part["nodes_values"], part["nodes_modes"], strict=True):
                name = case.columns[feature]
                if mode != b"LEAF" and np.isfinite(value) and data.rows[name].dtype == np.float32:
                    found.add((name, value))
    return found


def on_thresholds(data: Data, found: set[tuple[str, float]], count: int) -> pd.DataFrame:
    """Rows with one number exactly on a split, or the next float below or above it."""
    chance = generator(data.name, "thresholds")
    splits = sorted(found)
    rows = data.rows.iloc[chance.integers(len(data.rows), size=count)].reset_index(drop=True)
    for row, split in enumerate(chance.integers(len(splits), size=count)):
        name, value = splits[split][0], np.float32(splits[split][1])
        below, above = (np.nextafter(value, np.float32(end)) for end in (-np.inf, np.inf))
        rows.loc[row, name] = [value, value, below, above][chance.integers(4)]
    return rows


def across_steps(data: Data, asked: Asked, count: int) -> pd.DataFrame:
    """Pairs of rows that differ by one float in one number, and yet in their scores; found by halving."""
    chance = generator(data.name, asked.case.name)
    numbers = [name for name in asked.case.columns if data.rows[name].dtype == np.float32]
    pool = data.rows.iloc[chance.integers(len(data.rows), size=8 * count)].reset_index(drop=True)
    column = chance.choice(numbers, size=len(pool))

    def filled(values: np.ndarray) -> pd.DataFrame:
        rows = pool.copy()
        for name in numbers:
            rows[name] = np.where(column == name, values, rows[name]).astype(np.float32)
        return rows

    def scores(values: np.ndarray) -> np.ndarray:
        return asked(filled(values))[1]

    spread = {name: np.nanquantile(data.rows[name], [0.02, 0.98]) for name in numbers}
    low = np.array([spread[name][0] for name in column], np.float32)
    high = np.array([spread[name][1] for name in column], np.float32)
    at_low = scores(low)
    stepped = (at_low != scores(high)).any(axis=1)
    for _ in range(48):
        middle = ((low.astype(np.float64) + high) / 2).astype(np.float32)
        same = (scores(middle) == at_low).all(axis=1)
        inside = (middle > low) & (middle < high)
        low, high = np.where(inside & same, middle, low), np.where(inside & ~same, middle, high)
    kept = np.flatnonzero(stepped & (np.nextafter(low, high) == high))[:count // 2]
    return pd.concat([filled(low).iloc[kept], filled(high).iloc[kept]])


def ask_about(data: Data, cases: list[tuple[Case, onnx.ModelProto, Asked]]) -> pd.DataFrame:
    """The plain rows of a data set and then those on, and next to, the steps of its models."""
    parts, found = [data.rows], set()
    for case, model, _ in cases:
        found |= thresholds(case, data, model)
    wanted = ROWS - len(data.rows)
    piped = [asked for case, _, asked in cases if is_tree(case) and "X" not in case.inputs]
    if found:
        parts.append(on_thresholds(data, found, wanted // 2 if piped else wanted))
        wanted -= len(parts[-1])
    for left, asked in zip(range(len(piped), 0, -1), piped, strict=True):
        parts.append(across_steps(data, asked, 2 * -(-wanted // (2 * left))))
        wanted -= len(parts[-1])
    if wanted > 0:
        parts.append(on_thresholds(data, found, wanted))
    return pd.concat(parts, ignore_index=True)[:ROWS]


def text(value) -> str:
    """A cell: floats in the fewest digits that give the same float32 back, nothing for what is missing."""
    if isinstance(value, str):
        return value
    if isinstance(value, (float, np.floating)):
        return "" if np.isnan(value) else str(np.float32(value))
    return str(value)


def write_csv(path: Path, table: pd.DataFrame) -> None:
    lines = [",".join(table.columns)]
    columns = [table[name].array for name in table.columns]
    lines += [",".join(text(value) for value in row) for row in zip(*columns, strict=True)]
    path.write_text("\n".join(lines) + "\n")


def compare(case: Case, fitted, rows: pd.DataFrame, labels, scores) -> tuple[float, float]:
    """The share of labels scikit-learn (or the booster) agrees on, and the furthest two scores are apart."""
    columns = rows[case.columns]
    whole = columns.to_numpy(np.float32) if "X" in case.inputs else columns
    if case.task == "regression":
        return 1.0, float(np.abs(fitted.predict(whole) - scores.ravel()).max())
    same = float((np.asarray(fitted.predict(whole)).astype(str) == labels.astype(str)).mean())
    asks = fitted.predict_proba if hasattr(fitted, "predict_proba") else fitted.decision_function
    expected = np.asarray(asks(whole)).reshape(len(rows), -1)
    if expected.shape != scores.shape:
        scores = scores[:, -1:]
    return same, float(np.abs(expected - scores).max())


def reference(case: Case, fitted, labels, scores) -> tuple[pd.DataFrame, list]:
    """The answers as a table, and the classes they are about."""
    if case.task == "regression":
        return pd.DataFrame({"value": scores.ravel()}), []
    classes = [-1, 1] if case.target == "outlier" else np.asarray(fitted.classes_).tolist()
    named = classes[-scores.shape[1]:]  # a single score of two classes is that of the second
    table = pd.DataFrame(scores, columns=[f"score_{name}" for name in named])
    table.insert(0, "label", labels)
    return table, classes


def write_reference(path: Path, table: pd.DataFrame) -> None:
    table.to_csv(path, index=False, float_format="%.9g", lineterminator="\n")


def main() -> None:
    if os.environ.get("PYTHONHASHSEED") != "0":
        sys.exit("set PYTHONHASHSEED=0, or the exporter orders its nodes differently each time")
    warnings.filterwarnings("ignore")
    for folder in ("models", "inputs", "references"):
        shutil.rmtree(HERE / folder, ignore_errors=True)
        (HERE / folder).mkdir()
    data = all_data()
    exported = {name: [] for name in data}
    failed = []
    for case in all_cases(data):
        try:
            fitted = fit(case, data[case.data])
            model = case.export(fitted)
            exported[case.data].append((case, fitted, model, Asked(case, model)))
        except Exception as error:  # told at the end: a conversion that fails is news, not the end
            failed.append(f"{case.name}: {type(error).__name__}: {str(error)[:200]}")
    manifest, measured = [], []
    for name, cases in exported.items():
        rows = ask_about(data[name], [(case, model, asked) for case, _, model, asked in cases])
        write_csv(HERE / "inputs" / f"{name}.csv", rows)
        for case, fitted, model, asked in cases:
            labels, scores = asked(rows)
            table, classes = reference(case, fitted, labels, scores)
            (HERE / "models" / f"{case.name}.onnx").write_bytes(model.SerializeToString())
            write_reference(HERE / "references" / f"{case.name}.csv", table)
            manifest.append({
                "name": case.name, "kind": case.kind, "task": case.task,
                "model": f"models/{case.name}.onnx", "input": f"inputs/{name}.csv",
                "reference": f"references/{case.name}.csv", "rows": len(rows), "classes": classes,
                "columns": {key: columns for key, (_, columns) in case.inputs.items()},
            })
            same, furthest = compare(case, fitted, rows, labels, scores)
            measured.append(f"| `{case.name}` | {same:.2%} | {furthest:.1e} |" if classes
                            else f"| `{case.name}` | | {furthest:.1e} |")
    lines = ",\n".join(json.dumps(entry) for entry in manifest)
    (HERE / "manifest.json").write_text(f"[\n{lines}\n]\n")
    readme = HERE / "README.md"
    told = readme.read_text().split(MEASURED)[0] if readme.exists() else ""
    readme.write_text("\n".join([
        told + MEASURED, "",
        f"{len(manifest)} models, {ROWS} rows each.", "",
        "| model | same label | largest difference of a score |", "|---|---|---|", *measured, ""]))
    print(f"{len(manifest)} models", *failed, sep="\n")


if __name__ == "__main__":
    main()
