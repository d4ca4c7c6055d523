"""Ask ONNX Runtime what single operators answer, and write it to cases.json.

    pip install -r ../../../Examples/requirements.txt
    python make_cases.py            # the same bytes each time
    python make_cases.py 7 20       # other seed, 20 random models of trees per kind instead of 4, to cases.json in the folder of temporary files

A case is a model of one node, its inputs and the outputs of the runtime, or none if the runtime refuses.
Elements are base64 of little-endian bytes; strings are lists.
"""

import base64
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
from onnx import TensorProto, helper

SEED, TREES = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else (0, 4)
TARGET = Path(tempfile.gettempdir(), "cases.json") if len(sys.argv) > 2 else Path(__file__).parent / "cases.json"
LEARNED = "ai.onnx.ml"
rng = np.random.default_rng(SEED)
nan, inf = float("nan"), float("inf")
cases = []


def floats(*values):
    return np.array(values, np.float32)


def integers(*values):
    return np.array(values, np.int64)


def strings(*values):
    return np.array(values, object)


def normal(*shape):
    return rng.normal(size=shape).astype(np.float32)


def code(array):
    return TensorProto.STRING if array.dtype == object else helper.np_dtype_to_tensor_dtype(array.dtype)


def written(array):
    array = np.asarray(array)
    if array.dtype.kind in "OU":
        return {"type": "string", "shape": list(array.shape), "strings": [str(text) for text in array.ravel()]}
    if array.dtype in (np.int32, np.uint8, np.int8, np.int16, np.uint16, np.uint32):
        array = array.astype(np.int64)
    return {"type": str(array.dtype), "shape": list(array.shape),
            "bytes": base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()}


def model_of(operator, arrays, outputs, domain, opset, learned, attributes):
    names = [f"i{place}" for place in range(len(arrays))]
    node = helper.make_node(operator, ["" if array is None else name for name, array in zip(names, arrays)],
                            [f"o{place}" for place in range(outputs)], name="node", domain=domain, **attributes)
    inputs = [helper.make_tensor_value_info(name, code(array), [None] * array.ndim)
              for name, array in zip(names, arrays) if array is not None]
    graph = helper.make_graph([node], "case", inputs,
                              [helper.make_empty_tensor_value_info(f"o{place}") for place in range(outputs)])
    return helper.make_model(graph, ir_version=9, opset_imports=[
        helper.make_opsetid("", opset), helper.make_opsetid(LEARNED, learned)])


def answers_of(model, feeds):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(model.SerializeToString(), options).run(None, feeds)
    except Exception as error:
        print("refused:", model.graph.node[0].op_type, str(error)[-150:].replace("\n", " "), file=sys.stderr)
        return None


def case(operator, *arrays, outputs=1, domain="", opset=17, learned=3, **attributes):
    model = model_of(operator, arrays, outputs, domain, opset, learned, attributes)
    feeds = {f"i{place}": array for place, array in enumerate(arrays) if array is not None}
    answers = answers_of(model, feeds)
    cases.append({
        "name": f"{len(cases)} {operator} {opset if domain == '' else learned}",
        "model": base64.b64encode(model.SerializeToString()).decode(),
        "inputs": {name: written(array) for name, array in feeds.items()},
        "outputs": None if answers is None else [written(answer) for answer in answers],
        # The approximation of PROBIT subtracts numbers that are nearly equal.
        "tolerance": 1e-5 if attributes.get("post_transform") == "PROBIT" else 2e-6,
    })


def learned(operator, *arrays, version=3, **attributes):
    case(operator, *arrays, domain=LEARNED, learned=version, **attributes)


def elementwise():
    odd = floats(nan, -inf, -100, -1.5, -1, -0.5, -0.0, 0, 0.5, 1, 1.5, 2.5, 100, inf)
    for operator in ("Abs Neg Sign Reciprocal Exp Log Sqrt Erf Floor Ceil Round Relu Sigmoid Tanh Softplus "
                     "LeakyRelu Elu IsNaN").split():
        case(operator, odd)
        case(operator, normal(3, 4))
    case("LeakyRelu", normal(9), alpha=0.3)
    for operator in ("Abs", "Neg", "Sign"):
        case(operator, integers(-3, 0, 4))
    for operator in ("Add", "Sub", "Mul", "Div", "Max", "Min", "Pow", "Mod"):
        more = {"fmod": 1} if operator == "Mod" else {}
        for left, right in (([2, 3], [2, 3]), ([2, 3], [3]), ([2, 1], [1, 3]), ([4, 1, 3], [2, 1]), ([], [2, 2]), ([0, 3], [3])):
            case(operator, normal(*left), normal(*right), **more)
        case(operator, odd, floats(0.5), **more)
        case(operator, np.abs(integers(7, -7, 7, -7)), integers(2, 2, 3, 3))
    case("Mod", integers(7, -7, 7, -7), integers(3, 3, -3, -3))
    case("Pow", floats(2, 3), integers(2, 3))
    case("Add", normal(2, 3), normal(4))
    case("Add", normal(2).astype(np.float64), normal(2).astype(np.float64))
    for operator in ("Max", "Min", "Sum", "Mean"):
        case(operator, normal(2, 3), normal(3), normal(1))
        case(operator, floats(nan, 1), floats(1, nan))
    for operator in ("Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Equal"):
        case(operator, odd, odd[::-1].copy())
        case(operator, integers(1, 2, 3), integers(2))
    case("Equal", strings("a", "b"), strings("a"), opset=19)
    for operator in ("And", "Or", "Xor"):
        case(operator, np.array([[True, False]]), np.array([[True], [False]]))
    case("Not", np.array([True, False]))
    case("Where", np.array([[True], [False]]), normal(2, 3), normal(3))
    case("Where", np.array([True, False]), strings("a", "b"), strings("z"))
    for bounds in ((-0.5, 0.5), (None, 0.5), (-0.5, None), (None, None)):
        case("Clip", odd, *(None if bound is None else np.array(bound, np.float32) for bound in bounds))
    case("Clip", integers(1, 5, 9), np.array(2), np.array(6))
    case("Clip", odd, opset=7, min=-1.0, max=1.0)


def casts():
    odd = floats(nan, inf, -inf, 1e20, -1e20, 2.7, -2.7, 3e9, 0, 0.1, 1 / 3, 1e-5, 123456789, 16777216, 1)
    for to in (1, 2, 3, 5, 6, 7, 8, 9, 11):
        case("Cast", odd if to in (1, 6, 7, 8, 9, 11) else floats(0, 1, 2.7, 255, 300.5), to=to)
        case("Cast", integers(0, 1, -1, 255, 2**31, 2**32 + 5, -2**40), to=to)
        case("Cast", np.array([True, False]), to=to)
        case("Cast", np.array([0.1, 1 / 3, 1e300, 123456789.5]), to=to if to in (1, 8, 11) else 1)
        case("Cast", strings("1.5", "-2e3", " 3", "4x") if to in (1, 11) else strings("12", "-3", "1.5"), to=to)
    case("Cast", strings("NaN", "inf", "-INF"), to=1)
    case("Cast", strings(""), to=1)
    case("Cast", strings("abc"), to=7)


def shapes():
    cube = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    for shape in ([24], [0, -1], [-1, 4], [4, 6], [2, 0, 2, 2], [5, 5], [-1, -1]):
        case("Reshape", cube, integers(*shape))
    case("Reshape", normal(0, 3), integers(-1, 3))
    case("Reshape", normal(0, 3), integers(0, 3), allowzero=1)
    for axis in (0, 1, 2, 3, -1, -3, 4):
        case("Flatten", cube, axis=axis)
    case("Squeeze", normal(1, 3, 1), integers(0))
    case("Squeeze", normal(1, 3, 1))
    case("Squeeze", normal(1, 3, 1), integers(-1, 0))
    case("Squeeze", normal(1, 3, 1), integers(1))
    case("Squeeze", normal(1, 3, 1), opset=11, axes=[2])
    case("Unsqueeze", normal(3), integers(0, -1))
    case("Unsqueeze", normal(3), opset=11, axes=[1])
    case("Unsqueeze", normal(3), integers(5))
    case("Transpose", cube)
    case("Transpose", cube, perm=[1, 0, 2])
    case("Transpose", cube, perm=[2, 0, 1])
    for axis in (0, 1, -1):
        case("Concat", cube, cube + 100, axis=axis)
    case("Concat", normal(2, 0), normal(2, 3), axis=1)
    case("Concat", strings("a", "b"), strings("c"), axis=0)
    case("Concat", normal(2, 3), normal(3, 3), axis=1)
    case("Split", cube, integers(1, 3), outputs=2, axis=2)
    case("Split", cube, outputs=2, axis=2)
    case("Split", normal(7), outputs=3)
    case("Split", normal(7), outputs=3, opset=18, num_outputs=3)
    case("Split", cube, outputs=2, opset=11, axis=1, split=[1, 2])
    line = np.arange(10)
    for start, end, step in ((2, 8, 1), (-3, 100, 1), (8, -100, -3), (0, 10, 4), (5, 2, 1), (-1, -4, -1), (20, 30, 1),
                             (-30, 3, 2), (9, 0, -20), (0, 2**62, 2**62), (3, -2**63, -1)):
        case("Slice", line, integers(start), integers(end), integers(0), integers(step))
    case("Slice", cube, integers(0, 1), integers(2, 3), integers(-1, 0))
    case("Slice", cube, integers(1), integers(2))
    case("Slice", cube, opset=9, starts=[0, 1], ends=[1, -1])
    case("Slice", cube, opset=9, starts=[1], ends=[3], axes=[2])
    for axis in (0, 1, -1):
        case("Gather", cube, integers(1, 0, -1), axis=axis)
        case("Gather", cube, np.array([[0, 1]]), axis=axis)
    case("Gather", cube, np.array(1), axis=1)
    case("Gather", strings("a", "b", "c"), integers(2, 0))
    case("Gather", line, integers(10))
    case("GatherElements", np.arange(6.0, dtype=np.float32).reshape(2, 3), np.array([[2, -1], [0, 0]]), axis=1)
    case("GatherElements", np.arange(6.0, dtype=np.float32).reshape(2, 3), np.array([[1, 0, 1]]), axis=0)
    case("Expand", normal(2, 1), integers(3, 1, 4))
    case("Expand", normal(3), integers(2, 2))
    case("Shape", cube)
    case("Shape", cube, start=1)
    case("Shape", cube, start=-2, end=-1)
    case("Size", cube)
    case("Identity", strings("a"))
    case("ConstantOfShape", integers(2, 0))
    case("ConstantOfShape", integers(2, 2), value=helper.make_tensor("v", TensorProto.INT64, [1], [7]))
    case("ConstantOfShape", integers(2**40, 2**40))
    case("Constant", value_floats=[1.0, 2.0])
    case("Constant", value=helper.make_tensor("v", TensorProto.STRING, [2], [b"a", b"b"]))
    case("Constant", value_int=3)
    for k in (1, 3):
        case("TopK", floats(1, 3, nan, 3, 2), integers(k), outputs=2)
        case("TopK", floats(1, 3, 1, 3, 2), integers(k), outputs=2, largest=0)
    case("TopK", cube, integers(2), outputs=2, axis=1)
    case("TopK", cube, integers(5), outputs=2, axis=1)


def reductions():
    cube = normal(2, 3, 4)
    for operator in ("Sum Mean Prod Max Min SumSquare L1 L2 LogSum LogSumExp").split():
        name = "Reduce" + operator
        data = np.abs(cube) if operator == "LogSum" else cube
        for axes in ([0], [1], [-1], [0, 2], [0, 1, 2]):
            for keep in (0, 1):
                if operator == "Sum":
                    case(name, data, integers(*axes), keepdims=keep)
                else:
                    case(name, data, axes=axes, keepdims=keep)
        case(name, data, integers(1), opset=18)
        case(name, data)
    for operator in ("Sum", "Mean", "Max", "Min", "Prod"):
        case("Reduce" + operator, np.array([[1, 2], [4, 4]]), opset=18 if operator != "Sum" else 17)
    case("ReduceSum", normal(2), integers(), noop_with_empty_axes=1)
    case("ReduceSum", normal(2, 0), integers(1))
    case("ReduceSum", cube, opset=11, axes=[1])
    case("ReduceMax", floats(1, nan, 2).reshape(1, 3), axes=[1])
    case("ReduceMax", floats(nan, 1, 2).reshape(1, 3), axes=[1])
    for operator in ("ArgMax", "ArgMin"):
        for axis in (0, 1, -1):
            case(operator, cube, axis=axis)
            case(operator, cube, axis=axis, keepdims=0)
        case(operator, floats(2, 1, 2, 1).reshape(1, 4), axis=1)
        case(operator, floats(2, 1, 2, 1).reshape(1, 4), axis=1, select_last_index=1)
        case(operator, floats(1, nan, 2), axis=0)
        case(operator, normal(2, 0), axis=1)
    for operator in ("Softmax", "LogSoftmax"):
        for axis in (0, 1, -1):
            case(operator, cube, axis=axis)
            case(operator, cube, axis=axis, opset=11)
        case(operator, cube, opset=11)
        case(operator, floats(1000, 1001, -1000))
    for axis in (0, 1, -1):
        for p in (1, 2):
            case("LpNormalization", cube, axis=axis, p=p)
    case("LpNormalization", np.zeros((2, 2), np.float32))


def products():
    case("MatMul", normal(3, 4), normal(4, 2))
    case("MatMul", normal(4), normal(4, 2))
    case("MatMul", normal(3, 4), normal(4))
    case("MatMul", normal(4), normal(4))
    case("MatMul", normal(2, 3, 4), normal(4, 2))
    case("MatMul", normal(2, 1, 3, 4), normal(5, 4, 2))
    case("MatMul", normal(3, 4), normal(3, 4))
    case("MatMul", normal(2, 0), normal(0, 3))
    case("MatMul", normal(40, 70), normal(70, 33))
    case("Gemm", normal(3, 4), normal(4, 2))
    case("Gemm", normal(4, 3), normal(2, 4), normal(2), transA=1, transB=1, alpha=0.5, beta=2.0)
    case("Gemm", normal(3, 4), normal(4, 2), normal(3, 1))
    case("Gemm", normal(3, 4), normal(4, 2), normal(4))
    case("Gemm", normal(3, 4).astype(np.float64), normal(4, 2).astype(np.float64))


def preparation():
    rows = normal(4, 3)
    learned("Scaler", rows, offset=[1.0, 2.0, 3.0], scale=[0.5, 1.0, 2.0])
    learned("Scaler", rows, offset=[1.0], scale=[0.5])
    learned("Scaler", rows, offset=[1.0, 2.0], scale=[0.5, 1.0])
    learned("Scaler", integers(1, 2, 3).reshape(1, 3), offset=[0.5], scale=[3.0])
    learned("Scaler", rows.astype(np.float64), offset=[0.1], scale=[3.0])
    for norm in ("MAX", "L1", "L2"):
        learned("Normalizer", rows, norm=norm)
        learned("Normalizer", floats(0, 0, 0, -3, -4, 0).reshape(2, 3), norm=norm)
        learned("Normalizer", integers(1, -2, 2), norm=norm)
    gaps = floats(nan, 1, 2, 3, nan, nan).reshape(2, 3)
    learned("Imputer", gaps, imputed_value_floats=[7.0, 8.0, 9.0], replaced_value_float=nan)
    learned("Imputer", gaps, imputed_value_floats=[7.0], replaced_value_float=nan)
    learned("Imputer", gaps, imputed_value_floats=[7.0, 8.0], replaced_value_float=2.0)
    learned("Imputer", integers(0, 5, -1).reshape(1, 3), imputed_value_int64s=[4], replaced_value_int64=-1)
    learned("Binarizer", rows, threshold=0.1)
    learned("Binarizer", floats(1, nan))
    learned("OneHotEncoder", strings("a", "c", "x").reshape(3, 1), cats_strings=["a", "b", "c"], zeros=1)
    learned("OneHotEncoder", strings("a", "x"), cats_strings=["a", "b"], zeros=0)
    learned("OneHotEncoder", integers(2, 5, 7).reshape(3, 1), cats_int64s=[5, 2])
    learned("OneHotEncoder", floats(2.9, 5, nan, -1e30).reshape(2, 2), cats_int64s=[5, 2])
    learned("OneHotEncoder", integers(1, 1), cats_int64s=[1, 3, 1])
    learned("FeatureVectorizer", rows, normal(4, 1), inputdimensions=[3, 1])
    learned("FeatureVectorizer", rows, rows, inputdimensions=[2, 4])
    learned("FeatureVectorizer", integers(1, 2), integers(3), inputdimensions=[2, 1])
    learned("ArrayFeatureExtractor", rows, integers(2, 0))
    learned("ArrayFeatureExtractor", normal(3), integers(1))
    learned("ArrayFeatureExtractor", normal(2, 2, 3), integers(1))
    learned("ArrayFeatureExtractor", strings("a", "b").reshape(1, 2), integers(1, 1))
    learned("ArrayFeatureExtractor", rows, integers(3))
    learned("CategoryMapper", strings("b", "x"), cats_strings=["a", "b"], cats_int64s=[10, 20], default_int64=-7)
    learned("CategoryMapper", integers(20, 1), cats_strings=["a", "b"], cats_int64s=[10, 20], default_string="none")
    learned("LabelEncoder", strings("b", "x"), version=1, classes_strings=["a", "b"], default_int64=9)
    learned("LabelEncoder", integers(1, 5), version=1, classes_strings=["a", "b"])
    for version in (2, 4):
        learned("LabelEncoder", strings("b", "x", "a"), version=version, keys_strings=["a", "b", "a"], values_int64s=[3, 4, 5])
        learned("LabelEncoder", strings("b", "x"), version=version, keys_strings=["a", "b"], values_floats=[0.5, 1.5], default_float=nan)
        learned("LabelEncoder", integers(1, 9), version=version, keys_int64s=[1, 2], values_strings=["one", "two"])
        learned("LabelEncoder", integers(1, 9), version=version, keys_int64s=[1, 2], values_int64s=[5, 6], default_int64=0)
        learned("LabelEncoder", floats(nan, 1, 0, -0.0, 3), version=version, keys_floats=[nan, 1.0, 0.0], values_int64s=[1, 2, 3])
        learned("LabelEncoder", floats(1, 2), version=version, keys_floats=[1.0], values_floats=[9.0])
    learned("LabelEncoder", strings("b", "x"), version=4,
            keys_tensor=helper.make_tensor("k", TensorProto.STRING, [2], [b"a", b"b"]),
            values_tensor=helper.make_tensor("v", TensorProto.FLOAT, [2], [1.0, 2.0]),
            default_tensor=helper.make_tensor("d", TensorProto.FLOAT, [1], [-9.0]))
    learned("LabelEncoder", np.array([1.0, nan, 2.0]), version=4,
            keys_tensor=helper.make_tensor("k", TensorProto.DOUBLE, [2], [nan, 1.0]),
            values_tensor=helper.make_tensor("v", TensorProto.DOUBLE, [2], [1.5, 2.5]),
            default_tensor=helper.make_tensor("d", TensorProto.DOUBLE, [1], [-9.0]))


TRANSFORMS = ("NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO", "PROBIT")


def linear():
    rows = normal(5, 3)
    for transform in TRANSFORMS:
        for classes in (1, 2, 3):
            labels = max(classes, 2)
            weights = {"coefficients": normal(classes * 3).tolist(), "intercepts": normal(classes).tolist()}
            if classes > 1 or transform != "PROBIT":
                learned("LinearClassifier", rows, version=1, outputs=2, post_transform=transform, multi_class=1,
                        classlabels_ints=list(range(5, 5 + labels)), **weights)
                learned("LinearClassifier", rows, version=1, outputs=2, post_transform=transform,
                        classlabels_strings=list("xyz"[:labels]), **weights)
            learned("LinearRegressor", rows, version=1, post_transform=transform, targets=classes, **weights)
    learned("LinearRegressor", rows, version=1, targets=2, coefficients=normal(6).tolist())
    learned("LinearClassifier", integers(1, 2, 3).reshape(1, 3), version=1, outputs=2, classlabels_ints=[0, 1],
            coefficients=normal(6).tolist(), intercepts=[0.0, 0.0])
    learned("LinearClassifier", rows, version=1, outputs=2, classlabels_ints=[4],
            coefficients=normal(3).tolist(), intercepts=[0.1])


def support_vectors():
    rows = normal(6, 3)
    for classes, transform, probabilities in (
            (2, "NONE", False), (2, "LOGISTIC", False), (2, "NONE", True), (2, "SOFTMAX", False), (3, "NONE", False),
            (3, "NONE", True), (4, "SOFTMAX", False), (4, "LOGISTIC", True), (4, "NONE", True)):
        counts = rng.integers(1, 4, classes)
        pairs = classes * (classes - 1) // 2
        more = {"prob_a": (-np.abs(normal(pairs)) - 0.5).tolist(), "prob_b": normal(pairs).tolist()} if probabilities else {}
        for labels in ({"classlabels_ints": list(range(3, 3 + classes))}, {"classlabels_strings": list("abcd"[:classes])}):
            learned("SVMClassifier", rows, version=1, outputs=2, kernel_type="LINEAR", kernel_params=[0.0, 0.0, 0.0],
                    vectors_per_class=counts.tolist(), support_vectors=normal(int(counts.sum()) * 3).tolist(),
                    coefficients=normal((classes - 1) * int(counts.sum())).tolist(), rho=normal(pairs).tolist(),
                    post_transform=transform, **labels, **more)
    for one_class in (0, 1):
        learned("SVMRegressor", rows, version=1, kernel_type="LINEAR", kernel_params=[0.0, 0.0, 0.0], n_supports=4,
                support_vectors=normal(12).tolist(), coefficients=normal(4).tolist(), rho=[0.3], one_class=one_class)
    learned("SVMRegressor", rows, version=1, kernel_type="LINEAR", kernel_params=[0.0, 0.0, 0.0], n_supports=0,
            coefficients=normal(3).tolist(), rho=[0.3])


MODES = ("BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ")


def random_trees(trees, depth, modes, columns, weight):
    """The attributes of the nodes, and the weights as (tree, node, output, value) by the function `weight`."""
    nodes = {key: [] for key in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids",
                                 "missing_value_tracks_true")}
    weights = []

    def grow(tree, level, counter):
        own = counter[0]
        counter[0] += 1
        place = len(nodes["nodeids"])
        for values in nodes.values():
            values.append(0)
        nodes["treeids"][place] = tree
        nodes["nodeids"][place] = own
        if level == depth or rng.random() < 0.15:
            nodes["modes"][place] = "LEAF"
            nodes["values"][place] = 0.0
            weights.extend((tree, own, output, value) for output, value in weight(tree))
            return own
        nodes["modes"][place] = str(rng.choice(modes))
        nodes["featureids"][place] = int(rng.integers(columns))
        nodes["values"][place] = float(np.float32(rng.integers(-4, 5) / 2))
        nodes["missing_value_tracks_true"][place] = int(rng.integers(2))
        nodes["truenodeids"][place] = grow(tree, level + 1, counter)
        nodes["falsenodeids"][place] = grow(tree, level + 1, counter)
        return own

    for tree in range(trees):
        grow(tree, 0, [0])
    return {"nodes_" + key: values for key, values in nodes.items()}, weights


def tree_rows(columns, step=0.5):
    rows = rng.integers(-5, 6, size=(40, columns)).astype(np.float32) * np.float32(step)
    rows[rng.random(rows.shape) < 0.1] = nan
    rows[0, 0], rows[1, 0] = inf, -inf
    return rows


def some_modes():
    return [MODES[:1], MODES[1:2], MODES[:4], MODES][rng.integers(4)]


def tree_regressors():
    for _ in range(TREES * 4):
        targets = int(rng.integers(1, 4))
        columns = int(rng.integers(1, 5))
        nodes, weights = random_trees(int(rng.integers(1, 6)), int(rng.integers(0, 5)), some_modes(), columns, lambda tree: [
            (output, float(rng.normal())) for output in range(targets) if rng.random() < 0.8 or output == tree % targets])
        trees, leaves, outputs, values = zip(*weights)
        more = {"base_values": normal(targets).tolist()} if rng.random() < 0.5 else {}
        if rng.random() < 0.2:
            del nodes["nodes_missing_value_tracks_true"]
        learned("TreeEnsembleRegressor", tree_rows(columns), version=int(rng.choice([1, 3])), n_targets=targets, target_treeids=trees,
                target_nodeids=leaves, target_ids=outputs, target_weights=values,
                aggregate_function=str(rng.choice(["SUM", "AVERAGE", "MIN", "MAX"])),
                post_transform=str(rng.choice(TRANSFORMS)), **nodes, **more)


def tree_classifiers():
    for _ in range(TREES * 6):
        classes = int(rng.integers(2, 5))
        columns = int(rng.integers(1, 5))
        scored = [[0], [1], [0, 1]][rng.integers(3)] if classes == 2 else list(range(classes))
        sign = float(rng.choice([0, 1]))
        dense = rng.random() < 0.5

        def weight(tree):
            chosen = scored if dense else [scored[tree % len(scored)]]
            return [(output, abs(value) if sign else value) for output in chosen for value in [float(rng.normal())]]

        nodes, weights = random_trees(int(rng.integers(1, 7)), int(rng.integers(0, 5)), some_modes(), columns, weight)
        trees, leaves, outputs, values = zip(*weights)
        size = int(rng.choice([0, 1, 2])) if classes == 2 else int(rng.choice([0, classes]))
        more = {"base_values": normal(size).tolist()} if size else {}
        labels = {"classlabels_int64s": list(range(10, 10 + classes))} if rng.random() < 0.5 else {
            "classlabels_strings": list("pqrs"[:classes])}
        if classes == 2 and size == 1 and scored == [0, 1] and not dense:
            continue  # the runtime leaves a score unset
        transform = str(rng.choice(TRANSFORMS[:4]))
        learned("TreeEnsembleClassifier", tree_rows(columns), version=int(rng.choice([1, 3])), outputs=2, class_treeids=trees,
                class_nodeids=leaves, class_ids=outputs, class_weights=values, post_transform=transform,
                **nodes, **labels, **more)


def tree_ensembles():
    for _ in range(TREES * 3):
        targets = int(rng.integers(1, 4))
        columns = int(rng.integers(1, 4))
        tests, leaves, roots, members = [], [], [], []

        def grow(level):
            if level == 3 or (level > 0 and rng.random() < 0.2):
                leaves.append((int(rng.integers(targets)), float(rng.normal())))
                return len(leaves) - 1, 1
            own = len(tests)
            mode = int(rng.integers(7))
            tests.append(None)
            if mode == 6:
                members.append((own, [float(value) for value in sorted(set(rng.integers(-3, 6, 4)))]))
            left, right = grow(level + 1), grow(level + 1)
            tests[own] = (mode, int(rng.integers(columns)), float(rng.integers(-4, 5) / 2), left, right, int(rng.integers(2)))
            return own, 0

        for _ in range(int(rng.integers(1, 4))):
            roots.append(grow(0)[0])
        sets = [value for _, values in sorted(members) for value in values + [nan]]
        more = {"membership_values": helper.make_tensor("m", 1, [len(sets)], sets)} if sets else {}
        # Whole numbers: in large sets the runtime looks numbers up without their fraction.
        learned("TreeEnsemble", tree_rows(columns, step=1), version=5, n_targets=targets, tree_roots=roots,
                aggregate_function=int(rng.integers(4)), post_transform=int(rng.integers(4)),
                nodes_modes=helper.make_tensor("n", 2, [len(tests)], [test[0] for test in tests]),
                nodes_featureids=[test[1] for test in tests],
                nodes_splits=helper.make_tensor("s", 1, [len(tests)], [test[2] for test in tests]),
                nodes_truenodeids=[test[3][0] for test in tests], nodes_trueleafs=[test[3][1] for test in tests],
                nodes_falsenodeids=[test[4][0] for test in tests], nodes_falseleafs=[test[4][1] for test in tests],
                nodes_missing_value_tracks_true=[test[5] for test in tests],
                leaf_targetids=[leaf[0] for leaf in leaves],
                leaf_weights=helper.make_tensor("w", 1, [len(leaves)], [leaf[1] for leaf in leaves]), **more)


for family in (elementwise, casts, shapes, reductions, products, preparation, linear, support_vectors,
               tree_regressors, tree_classifiers, tree_ensembles):
    family()
TARGET.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
print(f"{len(cases)} cases, {sum(case['outputs'] is None for case in cases)} refused, {TARGET.stat().st_size} bytes")
