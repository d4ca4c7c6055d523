"""Rewrites a model of one TreeEnsembleClassifier or -Regressor with TreeEnsemble, of ai.onnx.ml 5.

No exporter writes that operator yet. It has one weight per leaf, no base value, and no labels; what is
missing is put around it.
"""

from collections import defaultdict

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MODES = {name: number for number, name in enumerate(
    ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"])}


def attributes(node: onnx.NodeProto) -> dict:
    return {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}


def flattened(old: dict, weights: dict) -> dict:
    """The trees in the operator's layout: inner nodes and leaves apart, child numbers absolute."""
    keys = list(zip(old["nodes_treeids"], old["nodes_nodeids"], strict=True))
    at = {key: position for position, key in enumerate(keys)}
    modes = [mode.decode() for mode in old["nodes_modes"]]
    inner = {key: number for number, key in enumerate(key for key in keys if modes[at[key]] != "LEAF")}
    leaves = {key: number for number, key in enumerate(key for key in keys if modes[at[key]] == "LEAF")}
    tracks = old.get("nodes_missing_value_tracks_true") or [0] * len(keys)
    new = defaultdict(list)
    for tree, node in inner:
        position = at[tree, node]
        new["nodes_modes"].append(MODES[modes[position]])
        new["nodes_splits"].append(old["nodes_values"][position])
        new["nodes_featureids"].append(old["nodes_featureids"][position])
        new["nodes_missing_value_tracks_true"].append(tracks[position])
        for side in ("true", "false"):
            child = tree, old[f"nodes_{side}nodeids"][position]
            new[f"nodes_{side}leafs"].append(int(child in leaves))
            new[f"nodes_{side}nodeids"].append(leaves[child] if child in leaves else inner[child])
    for key in leaves:
        (target, weight), = weights[key]
        new["leaf_targetids"].append(target)
        new["leaf_weights"].append(weight)
    first = dict(reversed(list(zip(old["nodes_treeids"], keys, strict=True))))
    new["tree_roots"] = [inner[key] for key in sorted(first.values())]
    new["nodes_modes"] = numpy_helper.from_array(np.array(new["nodes_modes"], np.uint8))
    for name in ("nodes_splits", "leaf_weights"):
        new[name] = numpy_helper.from_array(np.array(new[name], np.float32))
    return dict(new)


def as_tree_ensemble(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same model around a TreeEnsemble."""
    node = next(node for node in model.graph.node if node.op_type.startswith("TreeEnsemble"))
    old, part = attributes(node), "class" if node.op_type.endswith("Classifier") else "target"
    weights = defaultdict(list)
    for tree, leaf, target, weight in zip(
            *(old[f"{part}_{name}"] for name in ("treeids", "nodeids", "ids", "weights")), strict=True):
        weights[tree, leaf].append((target, weight))
    labels = old.get("classlabels_int64s")
    scores = len(labels) if labels and len(labels) > 2 else 1
    if scores == 1:  # two classes share one score
        weights = {leaf: [(0, weight) for _, weight in pairs] for leaf, pairs in weights.items()}
    base = np.array(old.get("base_values", [0.0] * scores), np.float32)
    constants = [numpy_helper.from_array(base, "base")]
    nodes = [
        helper.make_node("TreeEnsemble", ["X"], ["trees"], domain="ai.onnx.ml", aggregate_function=1,
                         post_transform=0, n_targets=scores, **flattened(old, weights)),
        helper.make_node("Add", ["trees", "base"], ["raw" if labels else "variable"]),
    ]
    if labels:
        constants.append(numpy_helper.from_array(np.array(labels, np.int64), "labels"))
        if scores == 1:
            constants.append(numpy_helper.from_array(np.array([1], np.float32), "one"))
            nodes += [
                helper.make_node("Sigmoid", ["raw"], ["second"]),
                helper.make_node("Sub", ["one", "second"], ["first"]),
                helper.make_node("Concat", ["first", "second"], ["probabilities"], axis=1),
            ]
        else:
            nodes.append(helper.make_node("Softmax", ["raw"], ["probabilities"], axis=1))
        nodes += [
            helper.make_node("ArgMax", ["probabilities"], ["best"], axis=1, keepdims=0),
            helper.make_node("Gather", ["labels", "best"], ["label"], axis=0),
        ]
        outputs = [helper.make_tensor_value_info("label", TensorProto.INT64, [None]),
                   helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [None, len(labels)])]
    else:
        outputs = [helper.make_tensor_value_info("variable", TensorProto.FLOAT, [None, 1])]
    graph = helper.make_graph(nodes, model.graph.name, model.graph.input, outputs, constants)
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid("ai.onnx.ml", 5)]
    rewritten = helper.make_model(graph, opset_imports=opsets, ir_version=10)
    onnx.checker.check_model(rewritten)
    return rewritten
