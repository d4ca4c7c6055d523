"""Makes small models that are read in ways of their own, and what ONNX Runtime says of them.

    pip install scikit-learn==1.9.1 skl2onnx==1.20.0 onnx==1.23.2 onnxruntime==1.32.0
    python make_readings.py

All of it is drawn here; there is no other source.
"""

import json

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import StackingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Perceptron
from sklearn.pipeline import make_pipeline
from sklearn.tree import DecisionTreeClassifier

draw = np.random.default_rng(0)
numbers = draw.integers(0, 10, (200, 2)).astype(np.float32)


def save(name, model):
    with open(name, "wb") as file:
        file.write(model.SerializeToString())


def exported(model):
    return to_onnx(
        model, initial_types=[("X", FloatTensorType([None, 2]))], options={id(model): {"zipmap": False}},
        target_opset=17)


# Yes where the first number is at least 5; a missing one counts as 9.
yes = np.where(numbers[:, 0] > 4, "yes", "no")
tree = make_pipeline(SimpleImputer(strategy="constant", fill_value=9), DecisionTreeClassifier(max_depth=2, random_state=0))
save("missing.onnx", exported(tree.fit(numbers, yes)))

# Classes 1 and 2: the last scorer calls them 0 and 1, the label picks from a list.
stack = StackingClassifier([("tree", DecisionTreeClassifier(max_depth=2, random_state=0)), ("line", LogisticRegression())])
stack.fit(numbers, np.where(numbers.sum(axis=1) > 9, 2, 1))
save("stack.onnx", exported(stack))

# Its scores are those of the second class and their mirror image.
save("perceptron.onnx", exported(Perceptron(random_state=0).fit(numbers, yes)))

# Two rows at a time: 2 a - b.
graph = helper.make_graph(
    [helper.make_node("MatMul", ["X", "W"], ["y"])], "two_rows",
    [helper.make_tensor_value_info("X", TensorProto.FLOAT, [2, 2])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, [2, 1])],
    [helper.make_tensor("W", TensorProto.FLOAT, [2, 1], [2, -1])])
save("two_rows.onnx", helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9))
onnx.checker.check_model("two_rows.onnx")

with open("rows.csv", "w") as file:
    file.write("a,b\n")
    for a, b in numbers[:25].astype(int):
        file.write(f"{a},{b}\n")

labels, scores = onnxruntime.InferenceSession("stack.onnx").run(None, {"X": numbers[:25]})
with open("stack.json", "w") as file:
    json.dump({"labels": labels.tolist(), "scores": scores.tolist()}, file)
