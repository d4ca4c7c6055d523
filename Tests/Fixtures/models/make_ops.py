"""Make the operator fixtures: small graphs, rows to ask them about, and what ONNX Runtime answers.

    python make_ops.py

Each graph shows one operator, or a few that belong together, and ends as a regression or a classifier.
The files are laid out like those of ../parity.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pandas as pd
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).resolve().parent
ROWS = 300
FLOAT, INT, TEXT = TensorProto.FLOAT, TensorProto.INT64, TensorProto.STRING
DOUBLE, BOOL = TensorProto.DOUBLE, TensorProto.BOOL
TRADITIONAL = {
    "ArrayFeatureExtractor", "Binarizer", "FeatureVectorizer", "Imputer", "LabelEncoder", "LinearClassifier",
    "LinearRegressor", "Normalizer", "OneHotEncoder", "SVMRegressor", "Scaler", "TreeEnsemble",
    "TreeEnsembleClassifier", "TreeEnsembleRegressor", "ZipMap",
}
NUMBERS = ["a", "b", "c", "d"]
CLASSES = ["low", "middle", "high"]


def rows() -> pd.DataFrame:
    """Four numbers (zeros and ties among them), two positive ones, two integers, two texts."""
    chance = np.random.default_rng(7)
    table = pd.DataFrame({name: chance.normal(0, 1.5, ROWS).astype(np.float32) for name in NUMBERS})
    for name in NUMBERS:
        table.loc[chance.random(ROWS) < 0.15, name] = chance.choice(np.float32([-1, 0, 0.5, 1, 2]))
    table.loc[:2, NUMBERS] = np.float32(0)
    for name in ("p", "q"):
        table[name] = (chance.gamma(2, 1, ROWS) + 0.01).astype(np.float32)
    table["i"], table["j"] = (chance.integers(low, 6, ROWS) for low in (-2, 0))
    table["s"] = chance.choice(["red", "green", "blue", "grey"], ROWS, p=[0.4, 0.3, 0.2, 0.1])
    table["t"] = chance.choice(["cat", "dog"], ROWS)
    return table


def gaps() -> pd.DataFrame:
    """The same with holes in the numbers, -1 for a missing integer and empty text."""
    table, chance = rows(), np.random.default_rng(8)
    for name in NUMBERS:
        table.loc[chance.random(ROWS) < 0.2, name] = np.nan
    table.loc[chance.random(ROWS) < 0.2, "i"] = -1
    table.loc[chance.random(ROWS) < 0.2, "s"] = ""
    return table


class Graph:
    """A graph under construction: every call adds a node and returns the name of what it computes."""

    def __init__(self, name: str, data: str = "rows", opset: int = 21, ml: int = 3, **inputs):
        self.name, self.data, self.opsets = name, data, {"": opset, "ai.onnx.ml": ml}
        self.inputs = {key: of if isinstance(of, tuple) else (FLOAT, of) for key, of in inputs.items()}
        self.nodes, self.constants, self.outputs, self.classes = [], [], [], []

    def constant(self, value, kind=np.float32) -> str:
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(value, kind), name))
        return name

    def ints(self, *values: int) -> str:
        return self.constant(values, np.int64)

    def __call__(self, operator: str, *inputs: str, outputs: int = 1, **attributes):
        names = [f"{operator.lower()}_{len(self.nodes)}_{number}" for number in range(outputs)]
        domain = "ai.onnx.ml" if operator in TRADITIONAL else ""
        self.nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def rename(self, value: str, name: str, kind: int, shape: list) -> None:
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def linear(self, value: str, width: int) -> None:
        """End as a regression: a weighted sum of so many columns."""
        weights = [round(0.7 - 0.4 * column, 1) for column in range(width)]
        self.regress(self("LinearRegressor", value, coefficients=weights, intercepts=[0.25], targets=1))

    def regress(self, value: str) -> None:
        self.rename(value, "variable", FLOAT, [None, 1])

    def classify(self, scores: str, classes: list) -> None:
        """End as a classifier: the class of the highest score."""
        best = self("ArgMax", scores, axis=1, keepdims=0)
        names = self.constant(classes, object if isinstance(classes[0], str) else np.int64)
        self.answer(self("Gather", names, best), scores, classes)

    def answer(self, label: str, scores: str, classes: list) -> None:
        kind = TEXT if isinstance(classes[0], str) else INT
        self.classes = classes
        self.rename(label, "label", kind, [None])
        if not scores.startswith("zipmap"):
            return self.rename(scores, "probabilities", FLOAT, [None, None])
        key = "strings" if kind == TEXT else "int64s"
        node = next(node for node in self.nodes if scores in node.output)
        assert key in node.attribute[0].name
        values = helper.make_tensor_type_proto(FLOAT, [])
        maps = helper.make_sequence_type_proto(helper.make_map_type_proto(kind, values))
        return self.outputs.append(helper.make_value_info(scores, maps))

    def model(self) -> onnx.ModelProto:
        inputs = [helper.make_tensor_value_info(name, kind, [None, len(columns)])
                  for name, (kind, columns) in self.inputs.items()]
        graph = helper.make_graph(self.nodes, self.name, inputs, self.outputs, self.constants)
        opsets = [helper.make_opsetid(domain, version) for domain, version in self.opsets.items()]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=10)
        onnx.checker.check_model(model)
        return model


def ml_operators() -> list[Graph]:
    made = []

    def new(name: str, data: str = "rows", **inputs) -> Graph:
        made.append(Graph(name, data, **(inputs or {"X": NUMBERS})))
        return made[-1]

    g = new("scaler")
    g.linear(g("Scaler", "X", offset=[0.1, -0.2, 0.3, 0.0], scale=[2.0, 0.5, -1.0, 3.0]), 4)
    g = new("scaler_of_one")
    g.linear(g("Scaler", "X", offset=[0.5], scale=[0.25]), 4)
    g = new("scaler_of_integers", X=(INT, ["i", "j"]))
    g.linear(g("Scaler", "X", offset=[1.0, 2.0], scale=[0.5, 0.1]), 2)
    for norm in ("MAX", "L1", "L2"):
        g = new(f"normalizer_{norm.lower()}")
        g.linear(g("Normalizer", "X", norm=norm), 4)
    g = new("imputer", "gaps")
    g.linear(g("Imputer", "X", imputed_value_floats=[0.5, -1.0, 2.0, 0.0], replaced_value_float=np.nan), 4)
    g = new("imputer_of_one", "gaps")
    g.linear(g("Imputer", "X", imputed_value_floats=[0.75], replaced_value_float=np.nan), 4)
    g = new("imputer_of_a_value")
    g.linear(g("Imputer", "X", imputed_value_floats=[1.0, 2.0, 3.0, 4.0], replaced_value_float=0.5), 4)
    g = new("imputer_of_integers", "gaps", X=(INT, ["i", "j"]))
    filled = g("Imputer", "X", imputed_value_int64s=[3, 4], replaced_value_int64=-1)
    g.linear(g("Cast", filled, to=FLOAT), 2)

    colours = ["red", "green", "blue"]
    g = new("one_hot_strings", S=(TEXT, ["s"]))
    hot = g("OneHotEncoder", "S", cats_strings=colours, zeros=1)
    g.linear(g("Reshape", hot, g.ints(-1, 3)), 3)
    g = new("one_hot_two_columns", S=(TEXT, ["s", "t"]))
    hot = g("OneHotEncoder", "S", cats_strings=["cat", *colours, "dog"], zeros=1)
    g.linear(g("Flatten", hot, axis=1), 10)
    g = new("one_hot_known", S=(TEXT, ["t"]))
    hot = g("OneHotEncoder", "S", cats_strings=["dog", "cat"], zeros=0)
    g.linear(g("Squeeze", hot, g.ints(1)), 2)
    g = new("one_hot_integers", I=(INT, ["i"]))
    hot = g("OneHotEncoder", "I", cats_int64s=[0, 1, 2, 5, -2], zeros=1)
    g.linear(g("Reshape", hot, g.ints(0, -1)), 5)
    g = new("one_hot_floats", X=(FLOAT, ["i"]))
    hot = g("OneHotEncoder", "X", cats_int64s=[0, 1, 2, 5], zeros=1)
    g.linear(g("Reshape", hot, g.ints(-1, 4)), 4)

    codes = {
        "string_to_float": ("s", TEXT, dict(keys_strings=colours, values_floats=[0.5, -1.0, 2.0],
                                            default_float=-0.25)),
        "string_to_int": ("s", TEXT, dict(keys_strings=colours, values_int64s=[7, 3, 5], default_int64=-1)),
        "string_to_int_default": ("s", TEXT, dict(keys_strings=colours, values_int64s=[7, 3, 5])),
        "int_to_float": ("i", INT, dict(keys_int64s=[0, 1, 5], values_floats=[0.5, 1.5, -2.0])),
        "float_to_float": ("a", FLOAT, dict(keys_floats=[0.0, 1.0, 0.5, -1.0],
                                            values_floats=[9.0, 8.0, 7.0, 6.0], default_float=0.125)),
    }
    for name, (column, kind, how) in codes.items():
        g = new(f"label_encoder_{name}", X=(kind, [column]))
        g.regress(g("Cast", g("LabelEncoder", "X", **how), to=FLOAT))
    for name, column, kind, how in (
        ("int_to_string", "i", INT, dict(keys_int64s=[0, 1, 2, 3], default_string="blue",
                                         values_strings=["red", "green", "red", "blue"])),
        ("string_to_string", "s", TEXT, dict(keys_strings=colours, values_strings=["blue", "red", "green"])),
    ):
        g = new(f"label_encoder_{name}", X=(kind, [column]))
        hot = g("OneHotEncoder", g("LabelEncoder", "X", **how), cats_strings=colours, zeros=1)
        g.linear(g("Reshape", hot, g.ints(-1, 3)), 3)

    g = new("array_feature_extractor")
    g.linear(g("ArrayFeatureExtractor", "X", g.ints(3, 0, 0)), 3)
    g = new("feature_vectorizer", X=["a", "b"], I=(INT, ["i"]), p=["p"])
    g.linear(g("FeatureVectorizer", "X", g("Cast", "I", to=FLOAT), "p", inputdimensions=[2, 1, 1]), 4)
    g = new("binarizer")
    g.linear(g("Binarizer", "X", threshold=0.5), 4)

    weights = [0.5, -0.25, 0.75, 0.1, -0.4, 0.9, 0.2, -0.6, 0.05, -0.3, -0.8, 0.7]
    linear = {"coefficients": weights, "intercepts": [0.1, 0.0, -0.2]}
    for transform in ("NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO"):
        g = new(f"linear_classifier_{transform.lower()}")
        label, scores = g("LinearClassifier", "X", outputs=2, **linear, classlabels_strings=CLASSES,
                          post_transform=transform, multi_class=int(transform != "LOGISTIC"))
        g.answer(label, scores, CLASSES)
    for transform in ("NONE", "LOGISTIC"):
        g = new(f"linear_classifier_one_row_{transform.lower()}")
        label, scores = g("LinearClassifier", "X", outputs=2, coefficients=weights[:4], intercepts=[0.1],
                          classlabels_ints=[0, 1], post_transform=transform)
        g.answer(label, scores, [0, 1])
    g = new("zipmap_strings")
    label, scores = g("LinearClassifier", "X", outputs=2, **linear, classlabels_strings=CLASSES,
                      post_transform="SOFTMAX", multi_class=1)
    g.answer(label, g("ZipMap", scores, classlabels_strings=CLASSES), CLASSES)
    g = new("zipmap_integers")
    label, scores = g("LinearClassifier", "X", outputs=2, **linear, classlabels_ints=[10, 20, 30],
                      post_transform="SOFTMAX", multi_class=1)
    g.answer(label, g("ZipMap", scores, classlabels_int64s=[10, 20, 30]), [10, 20, 30])
    g = new("linear_regressor_two_targets")
    both = g("LinearRegressor", "X", coefficients=weights[:8], intercepts=[1.0, -1.0], targets=2)
    g.regress(g("ReduceSum", both, g.ints(1), keepdims=1))
    g = new("svm_regressor_rbf")
    g.regress(g("SVMRegressor", "X", coefficients=[0.5, -1.0, 0.75], rho=[0.3], n_supports=3,
                kernel_type="RBF", kernel_params=[0.25, 0.0, 3.0], support_vectors=weights))
    return made


def trees() -> list[Graph]:
    """Every branch mode, aggregate and post-transform, by hand: a root with two leaves for each mode."""
    made = []
    modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"]
    values = [0.5, 0.5, -1.0, 1.0, 0.0, 2.0]
    count = len(modes)
    nodes = {
        "nodes_treeids": [tree for tree in range(count) for _ in range(3)],
        "nodes_nodeids": [0, 1, 2] * count,
        "nodes_featureids": [feature for tree in range(count) for feature in (tree % 4, 0, 0)],
        "nodes_modes": [mode for branch in modes for mode in (branch, "LEAF", "LEAF")],
        "nodes_values": [value for split in values for value in (split, 0.0, 0.0)],
        "nodes_truenodeids": [1, 0, 0] * count,
        "nodes_falsenodeids": [2, 0, 0] * count,
    }
    only = [0] * 2 * count
    weights = np.random.default_rng(5).normal(0, 1, 2 * count).round(3).tolist()
    leaves = {
        "treeids": [tree for tree in range(count) for _ in range(2)],
        "nodeids": [1, 2] * count,
        "weights": weights,
    }
    tracks = [track for tree in range(count) for track in (tree % 2, 0, 0)]

    def targets(kind: str, ids: list[int]) -> dict:
        return {f"{kind}_{name}": value for name, value in leaves.items()} | {f"{kind}_ids": ids}

    for aggregate in ("SUM", "AVERAGE", "MIN", "MAX"):
        made.append(g := Graph(f"trees_{aggregate.lower()}", X=NUMBERS))
        g.regress(g("TreeEnsembleRegressor", "X", n_targets=1, aggregate_function=aggregate,
                    base_values=[0.5], **nodes, **targets("target", only)))
    for tracking in (False, True):
        made.append(g := Graph(f"trees_missing_{'true' if tracking else 'false'}", "gaps", X=NUMBERS))
        extra = {"nodes_missing_value_tracks_true": tracks} if tracking else {}
        g.regress(g("TreeEnsembleRegressor", "X", n_targets=1, **nodes, **extra,
                    **targets("target", only)))
    three = [leaf % 3 for leaf in range(2 * count)]
    two = {"second": [1] * 2 * count, "first": only, "both": [leaf % 2 for leaf in range(2 * count)]}
    for transform in ("NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO"):
        made.append(g := Graph(f"trees_classifier_{transform.lower()}", X=NUMBERS))
        label, scores = g("TreeEnsembleClassifier", "X", outputs=2, classlabels_strings=CLASSES,
                          post_transform=transform, **nodes, **targets("class", three))
        g.answer(label, scores, CLASSES)
    for name, ids in two.items():  # the class, or classes, that the weights speak of
        for transform in ("NONE", "LOGISTIC"):
            made.append(g := Graph(f"trees_binary_{name}_{transform.lower()}", X=NUMBERS))
            label, scores = g("TreeEnsembleClassifier", "X", outputs=2, classlabels_int64s=[0, 1],
                              post_transform=transform, **nodes, **targets("class", ids))
            g.answer(label, scores, [0, 1])

    # votes: equal, positive weights, so that the sums tie
    votes = [0.125 * (leaf % 2) for leaf in range(2 * count)]
    made.append(g := Graph("trees_binary_votes", X=NUMBERS))
    label, scores = g("TreeEnsembleClassifier", "X", outputs=2, classlabels_int64s=[0, 1],
                      post_transform="NONE", **nodes, **targets("class", only) | {"class_weights": votes})
    g.answer(label, scores, [0, 1])
    made.append(g := Graph("trees_classifier_votes", X=NUMBERS))
    label, scores = g("TreeEnsembleClassifier", "X", outputs=2, classlabels_strings=CLASSES,
                      **nodes, **targets("class", three) | {"class_weights": [0.25] * 2 * count})
    g.answer(label, scores, CLASSES)

    # TreeEnsemble: one tree asks for membership in {0, 2, 5} and then for a number, the other the reverse
    made.append(g := Graph("tree_ensemble_members", ml=5, X=["i", "a"]))
    g.regress(g(
        "TreeEnsemble", "X", n_targets=1, aggregate_function=1, post_transform=0, tree_roots=[0, 2],
        nodes_modes=numpy_helper.from_array(np.array([6, 0, 1, 6], np.uint8)),
        nodes_splits=numpy_helper.from_array(np.array([0.0, 0.5, 1.0, 0.0], np.float32)),
        nodes_featureids=[0, 1, 1, 0], nodes_truenodeids=[0, 1, 3, 5], nodes_falsenodeids=[1, 2, 3, 4],
        nodes_trueleafs=[1, 1, 1, 1], nodes_falseleafs=[0, 1, 0, 1],
        membership_values=numpy_helper.from_array(np.array([0, 2, 5, np.nan, -1, 1, np.nan], np.float32)),
        leaf_targetids=[0] * 6,
        leaf_weights=numpy_helper.from_array(np.array([1.0, -2.0, 0.5, 4.0, -8.0, 16.0], np.float32))))
    return made


def networks() -> list[Graph]:
    """Layers as the exporters of neural networks write them."""
    made = []
    first = np.sin(1.7 * np.arange(12)).reshape(4, 3).round(3)
    second = np.cos(2.3 * np.arange(9)).reshape(3, 3).round(3)

    def new(name: str, opset: int = 21) -> Graph:
        made.append(Graph(name, opset=opset, X=NUMBERS))
        return made[-1]

    g = new("gemm")
    hidden = g("Relu", g("Gemm", "X", g.constant(first), g.constant([0.1, 0.2, -0.3])))
    g.classify(g("Softmax", g("Gemm", hidden, g.constant(second)), axis=1), CLASSES)
    g = new("gemm_transposed")
    turned = g("Transpose", "X", perm=[1, 0])
    wide = g("Gemm", turned, g.constant(first.T), g.constant([0.5, 0.25, -0.5]), transA=1, transB=1,
             alpha=0.5, beta=2.0)
    g.classify(g("LogSoftmax", wide, axis=-1), [1, 2, 3])
    g = new("gemm_beta_zero_scalar")
    g.regress(g("Gemm", "X", g.constant(first[:, :1]), g.constant(3.0), beta=0.5))
    g = new("matmul_broadcast")
    hidden = g("Add", g("MatMul", "X", g.constant(first)), g.constant([[0.1, -0.1, 0.2]]))
    hidden = g("Mul", g("Sub", hidden, g.constant(0.5)), g.constant([2.0, 0.5, -1.0]))
    hidden = g("Div", hidden, g.constant(4.0))
    gate = g("Sub", g.constant(1.0), g("Sigmoid", hidden))
    g.regress(g("MatMul", g("Mul", gate, hidden), g.constant([[1.0], [-2.0], [0.5]])))
    for name, how in {
        "Relu": {}, "Sigmoid": {}, "Tanh": {}, "Selu": {}, "Softplus": {}, "Softsign": {}, "HardSwish": {},
        "Erf": {}, "LeakyRelu": {"alpha": 0.05}, "Elu": {"alpha": 0.7}, "ThresholdedRelu": {"alpha": 0.5},
        "HardSigmoid": {"alpha": 0.25, "beta": 0.4}, "Gelu": {"approximate": "tanh"},
    }.items():
        g = new(f"activation_{name.lower()}")
        g.linear(g(name, "X", **how), 4)
    g = new("prelu")
    g.linear(g("PRelu", "X", g.constant([0.1, 0.2, 0.3, 0.4])), 4)
    for axis in (-1, 0, 1):
        g = new(f"softmax_axis_{axis}".replace("-", "minus_"))
        g.linear(g("Softmax", "X", axis=axis), 4)
    g = new("softmax_opset_11", 11)
    g.classify(g("Softmax", g("MatMul", "X", g.constant(first))), CLASSES)
    g = new("batch_normalization")
    scale, shift, mean, variance = (g.constant(values) for values in (
        [1.0, 0.5, 2.0], [0.0, 0.1, -0.1], [0.2, -0.3, 0.4], [1.0, 2.0, 0.5]))
    hidden = g("Gemm", "X", g.constant(first))
    hidden = g("BatchNormalization", hidden, scale, shift, mean, variance, epsilon=1e-3)
    g.classify(g("Softmax", g("Dropout", hidden), axis=1), CLASSES)
    g = new("layer_normalization")
    g.linear(g("LayerNormalization", "X", g.constant([1.0, 2.0, 0.5, 1.5]), g.constant([0.0, 0.1, 0.2, 0.3]),
               axis=-1), 4)
    g = new("sigmoid_head")
    second_class = g("Sigmoid", g("Gemm", "X", g.constant(first[:, :1]), g.constant([0.2])))
    scores = g("Concat", g("Sub", g.constant(1.0), second_class), second_class, axis=1)
    yes = g("Cast", g("Squeeze", g("GreaterOrEqual", second_class, g.constant(0.5)), g.ints(1)), to=INT)
    g.answer(yes, scores, [0, 1])
    return made


def shapes() -> list[Graph]:
    """What moves numbers about."""
    made = []

    def new(name: str, opset: int = 21, **inputs) -> Graph:
        made.append(Graph(name, opset=opset, **(inputs or {"X": NUMBERS})))
        return made[-1]

    g = new("concat_split", X=NUMBERS, p=["p"], q=["q"])
    left, right = g("Split", "X", g.ints(1, 3), outputs=2, axis=1)
    g.linear(g("Concat", right, "q", left, "p", axis=-1), 6)
    g = new("split_equal", opset=13)
    left, right = g("Split", "X", outputs=2, axis=-1)
    g.linear(g("Sub", left, right), 2)
    g = new("split_number")
    parts = g("Split", "X", outputs=3, axis=1, num_outputs=3)
    g.linear(g("Concat", *parts[::-1], axis=1), 4)
    g = new("split_opset_11", opset=11)
    parts = g("Split", "X", outputs=2, axis=1, split=[3, 1])
    g.linear(g("Concat", *parts[::-1], axis=1), 4)
    g = new("slice")
    tail = g("Slice", "X", g.ints(-3), g.ints(2**62), g.ints(1))
    turned = g("Slice", "X", g.ints(3, 0), g.ints(-(2**62), 10**9), g.ints(1, 0), g.ints(-2, 1))
    g.linear(g("Concat", tail, turned, axis=1), 5)
    g = new("slice_opset_9", opset=9)
    g.linear(g("Slice", "X", axes=[1], starts=[1], ends=[4]), 3)
    g = new("gather")
    column = g("Unsqueeze", g("Gather", "X", g.constant(2, np.int64), axis=1), g.ints(1))
    g.linear(g("Concat", g("Gather", "X", g.ints(-1, 0), axis=1), column, axis=1), 3)
    g = new("reshape_transpose")
    cube = g("Transpose", g("Reshape", "X", g.ints(0, 2, 2)), perm=[0, 2, 1])
    g.linear(g("Flatten", cube), 4)
    g = new("reshape_by_shape")
    count = g("Gather", g("Shape", "X"), g.ints(0), axis=0)
    cube = g("Reshape", "X", g("Concat", count, g.ints(2, -1), axis=0))
    g.linear(g("ReduceSum", cube, g.ints(1), keepdims=0), 2)
    g = new("squeeze_unsqueeze")
    flat = g("Squeeze", g("Slice", "X", g.ints(1), g.ints(2), g.ints(1)), g.ints(1))
    g.regress(g("Add", g("Unsqueeze", g("Identity", flat), g.ints(-1)), g.constant(0.5)))
    g = new("squeeze_opset_11", opset=11)
    flat = g("Squeeze", g("Gather", "X", g.ints(1), axis=1), axes=[1])
    g.regress(g("Unsqueeze", flat, axes=[1]))
    g = new("cast", X=NUMBERS, I=(INT, ["i", "j"]))
    whole = g("Cast", g("Cast", "X", to=INT), to=FLOAT)
    truth = g("Cast", g("Cast", "I", to=BOOL), to=FLOAT)
    g.linear(g("Concat", whole, truth, g("Cast", g("Cast", "I", to=DOUBLE), to=FLOAT), axis=1), 8)
    g = new("cast_text", I=(INT, ["i"]))
    hot = g("OneHotEncoder", g("Cast", "I", to=TEXT), cats_strings=["-2", "0", "1", "5"], zeros=1)
    g.linear(g("Reshape", hot, g.ints(-1, 4)), 4)
    g = new("doubles", X=(DOUBLE, NUMBERS))
    weights = g.constant([[0.1], [0.2], [0.3], [0.4]], np.float64)
    g.regress(g("Cast", g("MatMul", "X", weights), to=FLOAT))
    g = new("expand_tile")
    one = g("Expand", g.constant([[2.0]]), g("Shape", "X"))
    g.linear(g("Add", g("Tile", g("Gather", "X", g.ints(0), axis=1), g.ints(1, 4)), one), 4)
    g = new("constants")
    made_of = g("Constant", value_floats=[0.5, 1.5, 2.5, 3.5])
    zero = g("ConstantOfShape", g("Shape", "X"), value=helper.make_tensor("value", FLOAT, [1], [0.25]))
    g.linear(g("Add", g("Add", g("Mul", "X", made_of), zero), g("Constant", value_float=1.0)), 4)
    g = new("gather_elements_top_k")
    values, places = g("TopK", "X", g.ints(2), outputs=2, axis=1)
    again = g("GatherElements", "X", places, axis=1)
    g.linear(g("Concat", values, again, g("Cast", places, to=FLOAT), axis=1), 6)
    return made


def logic_and_numbers() -> list[Graph]:
    made = []

    def new(name: str, opset: int = 21, **inputs) -> Graph:
        made.append(Graph(name, opset=opset, **(inputs or {"X": NUMBERS})))
        return made[-1]

    for name in ("Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Equal"):
        g = new(f"compare_{name.lower()}")
        truth = g(name, "X", g.constant([0.5, 0.0, 1.0, -1.0]))
        g.linear(g("Cast", truth, to=FLOAT), 4)
    g = new("compare_integers", I=(INT, ["i", "j"]))
    g.linear(g("Cast", g("Equal", "I", g.ints(1)), to=FLOAT), 2)
    g = new("compare_text", S=(TEXT, ["s", "t"]))
    g.linear(g("Cast", g("Equal", "S", g.constant(["red", "dog"], object)), to=FLOAT), 2)
    g = new("where_logic")
    low, high = g("Less", "X", g.constant(-0.5)), g("Greater", "X", g.constant([0.5, 1.0, 1.5, 0.0]))
    either, odd = g("Or", low, high), g("Xor", low, g("Not", high))
    g.linear(g("Where", g("And", either, odd), "X", g.constant([[0.25]])), 4)
    g = new("where_label", X=["a"], Y=["b"])
    first = g("Squeeze", g("Less", "X", "Y"), g.ints(1))
    label = g("Where", first, g.constant("less", object), g.constant("more", object))
    gap = g("Sub", "Y", "X")
    g.answer(label, g("Concat", gap, g("Neg", gap), axis=1), ["less", "more"])
    for name, how in {"keep": {"keepdims": 1}, "last": {"select_last_index": 1, "keepdims": 0}}.items():
        g = new(f"argmax_{name}")
        best = g("ArgMax", "X", axis=1, **how)
        classes = g.constant([5, 6, 7, 8], np.int64)
        label = g("Reshape", g("ArrayFeatureExtractor", classes, g("Reshape", best, g.ints(-1))), g.ints(-1))
        g.answer(label, "X", [5, 6, 7, 8])
    g = new("argmin")
    g.regress(g("Cast", g("ArgMin", "X", axis=1), to=FLOAT))
    for name in ("Min", "Max", "Sum", "Mean"):
        g = new(f"many_{name.lower()}", X=NUMBERS, p=["p"], q=["q"])
        g.linear(g(name, "X", "p", "q", g.constant([0.5, 1.0, 2.0, 0.25])), 4)
    for name in ("Abs", "Neg", "Sign", "Floor", "Ceil", "Round"):
        g = new(f"unary_{name.lower()}")
        g.linear(g(name, "X"), 4)
    for name in ("Exp", "Log", "Sqrt", "Reciprocal", "Sin", "Cos", "Atan"):
        g = new(f"unary_{name.lower()}", P=["p", "q"])
        g.linear(g(name, "P"), 2)
    g = new("is_nan")
    made[-1].data = "gaps"
    g.linear(g("Where", g("IsNaN", "X"), g.constant([9.0, 8.0, 7.0, 6.0]), "X"), 4)
    g = new("power", P=["p", "q"])
    g.linear(g("Concat", g("Pow", "P", g.constant(2.0)), g("Pow", "P", g.constant([0.5, -1.5])), axis=1), 4)
    g = new("modulo", I=(INT, ["i", "j"]))
    g.linear(g("Cast", g("Mod", "I", g.ints(3)), to=FLOAT), 2)
    g = new("integers", I=(INT, ["i", "j"]))
    g.linear(g("Cast", g("Sub", g("Mul", "I", g.ints(3)), g("Div", "I", g.ints(2))), to=FLOAT), 2)
    g = new("clip")
    half = g("Clip", "X", "", g.constant(0.5))
    g.linear(g("Add", g("Clip", "X", g.constant(-1.0), g.constant(1.0)), half), 4)
    g = new("clip_opset_6", 9)
    g.linear(g("Clip", "X", min=-0.5, max=1.5), 4)
    for name in ("Sum", "Mean", "Max", "Min", "Prod", "L1", "L2", "SumSquare", "LogSumExp"):
        g = new(f"reduce_{name.lower()}")
        g.regress(g(f"Reduce{name}", "X", g.ints(1), keepdims=1))
    g = new("reduce_opset_11", 11)
    total = g("ReduceSum", "X", axes=[1], keepdims=0)
    mean = g("ReduceMean", "X", axes=[-1], keepdims=0)
    g.regress(g("Unsqueeze", g("Add", total, mean), axes=[1]))
    g = new("lp_normalization")
    g.linear(g("LpNormalization", "X", axis=1, p=1), 4)
    g = new("cum_sum")
    g.linear(g("CumSum", "X", g.constant(1, np.int64)), 4)
    return made


def answers(graph: Graph, model: onnx.ModelProto, table: pd.DataFrame) -> pd.DataFrame:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 3
    types = {FLOAT: np.float32, INT: np.int64, TEXT: object, DOUBLE: np.float64}
    feeds = {}
    for name, (kind, columns) in graph.inputs.items():  # a double is what the text in the file says
        source = table[columns].map(cell) if kind == DOUBLE else table[columns]
        feeds[name] = source.to_numpy(types[kind])
    results = onnxruntime.InferenceSession(model.SerializeToString(), options).run(None, feeds)
    if not graph.classes:
        return pd.DataFrame({"value": results[0].reshape(len(table))})
    label, scores = results
    if isinstance(scores, list):
        scores = np.array([[row[name] for name in graph.classes] for row in scores], np.float32)
    scores = scores.reshape(len(table), -1)
    named = graph.classes[-scores.shape[1]:]
    return pd.DataFrame({"label": label.reshape(len(table)),
                         **{f"score_{name}": scores[:, column] for column, name in enumerate(named)}})


def cell(value) -> str:
    if isinstance(value, (float, np.floating)):
        return "" if np.isnan(value) else str(np.float32(value))
    return str(value)


def main() -> None:
    for folder in ("models", "inputs", "references"):
        shutil.rmtree(HERE / folder, ignore_errors=True)
        (HERE / folder).mkdir()
    tables = {"rows": rows(), "gaps": gaps()}
    for name, table in tables.items():
        lines = [",".join(table), *(",".join(map(cell, row)) for row in table.itertuples(index=False))]
        (HERE / "inputs" / f"{name}.csv").write_text("\n".join(lines) + "\n")
    families: list[Callable[[], list[Graph]]] = [ml_operators, trees, networks, shapes, logic_and_numbers]
    manifest, failed = [], []
    for graph in (graph for family in families for graph in family()):
        try:
            model = graph.model()
            answered = answers(graph, model, tables[graph.data])
        except Exception as error:
            failed.append(f"{graph.name}: {type(error).__name__}: {str(error)[:300]}")
            continue
        (HERE / "models" / f"{graph.name}.onnx").write_bytes(model.SerializeToString())
        answered.to_csv(HERE / "references" / f"{graph.name}.csv", index=False, float_format="%.9g",
                        lineterminator="\n")
        manifest.append({
            "name": graph.name, "kind": "graph",
            "task": {0: "regression", 2: "binary"}.get(len(graph.classes), "multiclass"),
            "model": f"models/{graph.name}.onnx", "input": f"inputs/{graph.data}.csv",
            "reference": f"references/{graph.name}.csv", "rows": ROWS, "classes": graph.classes,
            "columns": {name: columns for name, (_, columns) in graph.inputs.items()},
            "operators": sorted({node.op_type for node in graph.nodes} - {"Identity"}),
        })
    lines = ",\n".join(json.dumps(entry) for entry in manifest)
    (HERE / "manifest.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(manifest)} graphs", *failed, sep="\n")


if __name__ == "__main__":
    main()
