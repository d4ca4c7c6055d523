"""Make the graphs that the tests of the ONNX Runtime engine ask; what they return can be worked out by hand.

    python make_models.py     # needs onnx as pinned in Examples/requirements.txt; the same bytes each time
"""

from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

HERE = Path(__file__).parent
OPSETS = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
NUMBERS = {
    "float": TensorProto.FLOAT,
    "double": TensorProto.DOUBLE,
    "int64": TensorProto.INT64,
    "int32": TensorProto.INT32,
    "int16": TensorProto.INT16,
    "int8": TensorProto.INT8,
    "uint32": TensorProto.UINT32,
    "uint16": TensorProto.UINT16,
    "uint8": TensorProto.UINT8,
    "bool": TensorProto.BOOL,
    "string": TensorProto.STRING,
}


def tensor(name, elements, shape):
    return helper.make_tensor_value_info(name, elements, shape)


def write(name, nodes, inputs, outputs, constants=()):
    graph = helper.make_graph(nodes, name, inputs, outputs, list(constants))
    model = helper.make_model(graph, opset_imports=OPSETS, ir_version=8, producer_name="otherwise")
    checker.check_model(model)
    save(model, HERE / f"{name}.onnx")


def every_type():
    """Every type of element comes back as it was given."""
    write(
        "every_type",
        [helper.make_node("Identity", [name], [f"{name}_out"]) for name in NUMBERS],
        [tensor(name, elements, [None, 2]) for name, elements in NUMBERS.items()],
        [tensor(f"{name}_out", elements, [None, 2]) for name, elements in NUMBERS.items()],
    )


def convolution():
    """softmax([sum of the pixels, 0]); the native interpreter does not know Conv."""
    kernels = np.stack([np.ones((1, 2, 2)), np.zeros((1, 2, 2))]).astype(np.float32)
    write(
        "convolution",
        [
            helper.make_node("Conv", ["image", "kernels"], ["sums"]),
            helper.make_node("Flatten", ["sums"], ["scores"]),
            helper.make_node("Softmax", ["scores"], ["probabilities"], axis=1),
        ],
        [tensor("image", TensorProto.FLOAT, [None, 1, 2, 2])],
        [tensor("probabilities", TensorProto.FLOAT, [None, 2])],
        [numpy_helper.from_array(kernels, "kernels")],
    )


def words():
    """Counts of two words, a score for each class, and a map whose classes are not in alphabetical order."""
    classes = ["spam", "ham"]
    score = helper.make_tensor_type_proto(TensorProto.FLOAT, None)
    write(
        "words",
        [
            helper.make_node(
                "TfIdfVectorizer", ["words"], ["counts"], mode="TF", min_gram_length=1, max_gram_length=1,
                max_skip_count=0, ngram_counts=[0], ngram_indexes=[0, 1], pool_strings=["money", "meeting"],
            ),
            helper.make_node(
                "LinearClassifier", ["counts"], ["label", "scores"], domain="ai.onnx.ml",
                classlabels_strings=classes, coefficients=[1.0, -1.0, -1.0, 1.0], intercepts=[0.0, 0.5],
            ),
            helper.make_node("ZipMap", ["scores"], ["probabilities"], domain="ai.onnx.ml", classlabels_strings=classes),
        ],
        [tensor("words", TensorProto.STRING, [None, 3])],
        [
            tensor("label", TensorProto.STRING, [None]),
            helper.make_value_info(
                "probabilities",
                helper.make_sequence_type_proto(helper.make_map_type_proto(TensorProto.STRING, score)),
            ),
        ],
    )


def values_of_other_kinds():
    """Outputs that the toolkit has no form for."""
    write(
        "sequence",
        [helper.make_node("SplitToSequence", ["x"], ["parts"], axis=1)],
        [tensor("x", TensorProto.FLOAT, [None, 2])],
        [helper.make_tensor_sequence_value_info("parts", TensorProto.FLOAT, None)],
    )
    write(
        "half",
        [helper.make_node("Cast", ["x"], ["y"], to=TensorProto.FLOAT16)],
        [tensor("x", TensorProto.FLOAT, [None, 2])],
        [tensor("y", TensorProto.FLOAT16, [None, 2])],
    )


def gathering():
    """The row of a table that the number names: numbers above 2 name none."""
    write(
        "gathering",
        [helper.make_node("Gather", ["table", "row"], ["y"], axis=0)],
        [tensor("row", TensorProto.INT64, [None])],
        [tensor("y", TensorProto.FLOAT, [None])],
        [numpy_helper.from_array(np.array([10, 20, 30], np.float32), "table")],
    )


if __name__ == "__main__":
    every_type()
    convolution()
    words()
    values_of_other_kinds()
    gathering()
