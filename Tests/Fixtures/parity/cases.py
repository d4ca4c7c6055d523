"""The models of the parity tests: every kind, every task, every way the exporters lay out a graph."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import onnxmltools
from lightgbm import LGBMClassifier, LGBMRegressor
from onnxmltools.convert.common.data_types import FloatTensorType as ToolsFloat
from onnxmltools.convert.lightgbm.operator_converters.LightGbm import convert_lightgbm
from onnxmltools.convert.xgboost.operator_converters.XGBoost import convert_xgboost
from skl2onnx import to_onnx, update_registered_converter
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
from skl2onnx.common.shape_calculator import (
    calculate_linear_classifier_output_shapes,
    calculate_linear_regressor_output_shapes,
)
from sklearn.base import BaseEstimator, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import make_column_transformer
from sklearn.ensemble import (
    BaggingClassifier,
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import (
    Lasso,
    LinearRegression,
    LogisticRegression,
    PoissonRegressor,
    Ridge,
    RidgeClassifier,
    SGDClassifier,
)
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    Binarizer,
    KBinsDiscretizer,
    MaxAbsScaler,
    MinMaxScaler,
    Normalizer,
    OneHotEncoder,
    OrdinalEncoder,
    RobustScaler,
    StandardScaler,
)
from sklearn.svm import SVC, SVR, LinearSVC, LinearSVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from tree_ensemble import as_tree_ensemble
from xgboost import XGBClassifier, XGBRegressor

FOREST = {"n_estimators": 20, "max_depth": 5, "random_state": 0}
BOOSTED = {"n_estimators": 20, "max_depth": 3, "random_state": 0}
HISTOGRAM = {"max_iter": 20, "max_depth": 4, "random_state": 0}
PERCEPTRON = {"hidden_layer_sizes": (16, 8), "max_iter": 400, "random_state": 0}
OPSET = {"": 21, "ai.onnx.ml": 3}
FLOAT, INTEGER, TEXT = FloatTensorType, Int64TensorType, StringTensorType

CLASSIFIERS = {
    "logistic_regression": LogisticRegression(max_iter=10000),
    "linear_svc": LinearSVC(random_state=0),
    "svc_linear": make_pipeline(StandardScaler(), SVC(kernel="linear")),
    "decision_tree": DecisionTreeClassifier(max_depth=6, random_state=0),
    "random_forest": RandomForestClassifier(**FOREST),
    "extra_trees": ExtraTreesClassifier(**FOREST),
    "gradient_boosting": GradientBoostingClassifier(**BOOSTED),
    "hist_gradient_boosting": HistGradientBoostingClassifier(**HISTOGRAM),
    "xgboost": XGBClassifier(**BOOSTED, n_jobs=1),
    "lightgbm": LGBMClassifier(**BOOSTED, n_jobs=1, verbose=-1),
    "mlp": make_pipeline(StandardScaler(), MLPClassifier(**PERCEPTRON)),
}
REGRESSORS = {
    "linear_regression": LinearRegression(),
    "ridge": Ridge(),
    "lasso": Lasso(),
    "poisson": make_pipeline(StandardScaler(), PoissonRegressor()),
    "linear_svr": LinearSVR(random_state=0, max_iter=5000),
    "svr_linear": make_pipeline(StandardScaler(), SVR(kernel="linear")),
    "decision_tree": DecisionTreeRegressor(max_depth=6, random_state=0),
    "random_forest": RandomForestRegressor(**FOREST),
    "extra_trees": ExtraTreesRegressor(**FOREST),
    "gradient_boosting": GradientBoostingRegressor(**BOOSTED),
    "hist_gradient_boosting": HistGradientBoostingRegressor(**HISTOGRAM),
    "xgboost": XGBRegressor(**BOOSTED, n_jobs=1),
    "lightgbm": LGBMRegressor(**BOOSTED, n_jobs=1, verbose=-1),
    "mlp": make_pipeline(StandardScaler(), MLPRegressor(**PERCEPTRON)),
}
SPECIAL_CLASSIFIERS = {  # one variant of each task is enough
    "bagging": BaggingClassifier(DecisionTreeClassifier(max_depth=4), n_estimators=8, random_state=0),
    "calibrated": CalibratedClassifierCV(LinearSVC(random_state=0), cv=2),
    "mlp_tanh": make_pipeline(MinMaxScaler(), MLPClassifier(**PERCEPTRON, activation="tanh")),
    "mlp_logistic": make_pipeline(MinMaxScaler(), MLPClassifier(**PERCEPTRON, activation="logistic")),
    "one_vs_rest": OneVsRestClassifier(LogisticRegression(max_iter=10000)),
    "ridge": RidgeClassifier(),
    "sgd": make_pipeline(StandardScaler(), SGDClassifier("log_loss", random_state=0)),
}
NO_ZIPMAP = (LinearSVC, SVC, RidgeClassifier)  # give raw scores, never a map
FEW = ("decision_tree", "extra_trees", "hist_gradient_boosting", "svc_linear")  # like others: fewer variants
TOOLS = {
    XGBClassifier: (onnxmltools.convert_xgboost, "XGBoostXGBClassifier", convert_xgboost),
    XGBRegressor: (onnxmltools.convert_xgboost, "XGBoostXGBRegressor", convert_xgboost),
    LGBMClassifier: (onnxmltools.convert_lightgbm, "LightGbmLGBMClassifier", convert_lightgbm),
    LGBMRegressor: (onnxmltools.convert_lightgbm, "LightGbmLGBMRegressor", convert_lightgbm),
}


@dataclass
class Case:
    """One model: what is fitted on which columns, and how it is exported."""

    name: str
    kind: str
    task: str
    data: str
    model: BaseEstimator
    inputs: dict[str, tuple[type, list[str]]]  # ONNX input -> (its type, the columns it gathers)
    target: str = ""  # a key of the data's targets; the task itself unless said
    zipmap: bool | str | None = None
    opset: dict[str, int] = field(default_factory=lambda: OPSET)
    rewrite: bool = False  # into the newer TreeEnsemble operator

    @property
    def columns(self) -> list[str]:
        return [name for _, names in self.inputs.values() for name in names]

    def export(self, fitted: BaseEstimator):
        """The ONNX model of the fitted estimator."""
        tool = TOOLS.get(type(fitted))
        options = {} if self.zipmap is None else {"zipmap": self.zipmap}
        if tool:
            types = [(name, ToolsFloat([None, len(names)])) for name, (_, names) in self.inputs.items()]
            if isinstance(fitted, XGBClassifier):
                options = {}
            model = tool[0](fitted, initial_types=types, name=self.name, target_opset=15, **options)
        else:
            types = [(name, kind([None, len(names)])) for name, (kind, names) in self.inputs.items()]
            model = to_onnx(fitted, initial_types=types, name=self.name, target_opset=self.opset,
                            options={id(final(fitted)): options})
        return as_tree_ensemble(model) if self.rewrite else model


def final(model: BaseEstimator) -> BaseEstimator:
    return model.steps[-1][1] if hasattr(model, "steps") else model


def register() -> None:
    """Let skl2onnx export pipelines that end in XGBoost or LightGBM."""
    for model, (_, alias, converter) in TOOLS.items():
        if model.__name__.endswith("Classifier"):
            update_registered_converter(model, alias, calculate_linear_classifier_output_shapes, converter,
                                        options={"zipmap": [True, False, "columns"], "nocl": [True, False]})
        else:
            update_registered_converter(model, alias, calculate_linear_regressor_output_shapes, converter)


def tensor(columns: list[str]) -> dict:
    return {"X": (FLOAT, columns)}


def by_position(parts: list[tuple], columns: list[str]) -> list[tuple]:
    """Names turned into positions: how a ColumnTransformer must choose where inputs are grouped."""
    return [(step, [columns.index(name) for name in names]) for step, names in parts]


def numeric(data: dict) -> Iterator[Case]:
    """Every kind and task on one float tensor, with integer or text labels, with and without ZipMap."""
    cancer, wine, diabetes = (tensor(data[name].numbers) for name in ("breast_cancer", "wine", "diabetes"))
    for kind, model in CLASSIFIERS.items():
        last = final(model)
        for task, name, inputs in (("binary", "breast_cancer", cancer), ("multiclass", "wine", wine)):
            for target, zipmap in ((task, False), (f"{task}_names", kind != "random_forest")):
                if isinstance(last, XGBClassifier) and target != task:
                    continue  # takes no text labels
                if target == "multiclass" and not isinstance(last, XGBClassifier):
                    continue  # the same as with names
                if target == "binary_names" and kind in FEW:
                    continue
                yield Case(f"{kind}_{target}", kind, task, name, model, inputs, target,
                           None if isinstance(last, NO_ZIPMAP) else zipmap)
    for kind, model in SPECIAL_CLASSIFIERS.items():
        zipmap, names = None if isinstance(model, NO_ZIPMAP) else False, "multiclass_names"
        yield Case(f"{kind}_binary", kind, "binary", "breast_cancer", model, cancer, "", zipmap)
        yield Case(f"{kind}_{names}", kind, "multiclass", "wine", model, wine, names, zipmap)
    for kind, model in REGRESSORS.items():
        yield Case(f"{kind}_regression", kind, "regression", "diabetes", model, diabetes)

    # the other ways out: integer labels in a map, one output per class, older opsets, one input per column
    logistic, forest = CLASSIFIERS["logistic_regression"], CLASSIFIERS["random_forest"]
    boosting, network = CLASSIFIERS["gradient_boosting"], CLASSIFIERS["mlp"]
    columns = data["breast_cancer"].numbers
    named = {name: (FLOAT, [name]) for name in columns}
    old = {"": 11, "ai.onnx.ml": 1}
    for name, kind, model, zipmap, opset, inputs in (
        ("zipmap", "logistic_regression", logistic, True, OPSET, cancer),
        ("zipmap", "random_forest", forest, True, OPSET, cancer),
        ("zipmap", "mlp", network, True, OPSET, cancer),
        ("zipmap_columns", "logistic_regression", logistic, "columns", OPSET, cancer),
        ("zipmap_columns", "gradient_boosting", boosting, "columns", OPSET, cancer),
        ("opset_11", "logistic_regression", logistic, False, old, cancer),
        ("opset_11", "mlp", network, False, old, cancer),
        ("named", "logistic_regression", logistic, False, OPSET, named),
        ("named", "random_forest", forest, True, OPSET, named),
        ("named", "gradient_boosting", boosting, False, OPSET, named),
    ):
        if inputs is named:  # gathered by a ColumnTransformer that changes nothing
            model = make_pipeline(make_column_transformer(("passthrough", columns)), model)
        yield Case(f"{kind}_binary_{name}", kind, "binary", "breast_cancer", model, inputs, "", zipmap, opset)
    yield Case("isolation_forest", "isolation_forest", "binary", "breast_cancer",
               IsolationForest(n_estimators=10, max_samples=64, random_state=0), cancer, "outlier")

    # categories written as numbers, which the boosters split by equality
    coded = ["age", "income", "children", "product"]
    for kind, how in (("xgboost", {"enable_categorical": True, "feature_types": ["q", "q", "c", "c"]}),
                      ("lightgbm", {"categorical_feature": [2, 3]})):
        model = clone(CLASSIFIERS[kind]).set_params(**how)
        yield Case(f"{kind}_binary_categories", kind, "binary", "loans", model, tensor(coded), "", False)

    # the operator that replaces TreeEnsembleClassifier and TreeEnsembleRegressor
    for kind, task, source, inputs, model in (
        ("gradient_boosting", "binary", "breast_cancer", cancer, boosting),
        ("gradient_boosting", "multiclass", "wine", wine, boosting),
        ("hist_gradient_boosting", "binary", "breast_cancer", cancer, CLASSIFIERS["hist_gradient_boosting"]),
        ("random_forest", "regression", "diabetes", diabetes, REGRESSORS["random_forest"]),
        ("xgboost", "regression", "diabetes", diabetes, REGRESSORS["xgboost"]),
    ):
        zipmap = None if task == "regression" else False
        name = f"{kind}_{task}_tree_ensemble"
        yield Case(name, kind, task, source, model, inputs, "", zipmap, rewrite=True)


def missing(data: dict) -> Iterator[Case]:
    """Trees that know what to do with NaN."""
    inputs = tensor(data["loans_gaps"].numbers)
    forests = ["decision_tree", "random_forest", "extra_trees"]
    for kind in [*forests, "hist_gradient_boosting", "xgboost", "lightgbm"]:
        for task in ("binary", "multiclass", "regression"):
            if task == "multiclass" and kind in ("decision_tree", "extra_trees"):
                continue  # like the forest
            model = (REGRESSORS if task == "regression" else CLASSIFIERS)[kind]
            zipmap = None if task == "regression" else False
            yield Case(f"{kind}_{task}_missing", kind, task, "loans_gaps", model, inputs, "", zipmap)


def mixed(data: dict) -> Iterator[Case]:
    """Pipelines over numbers and text: every kind behind the usual preparation, then every preparation."""
    loans = data["loans"]
    texts, integers, numbers = loans.texts, ["children"], ["age", "income", "debt_ratio", "years"]
    inputs = {name: (TEXT if name in texts else FLOAT, [name]) for name in numbers + texts}
    grouped = {"numbers": (FLOAT, numbers), "texts": (TEXT, texts)}
    counted = {**inputs, "children": (INTEGER, integers)}
    usual = [(OneHotEncoder(handle_unknown="ignore"), texts), (StandardScaler(), numbers)]

    def after(parts: list[tuple], kind: str, task: str, **how) -> BaseEstimator:
        model = (REGRESSORS if task == "regression" else CLASSIFIERS)[kind]
        return make_pipeline(make_column_transformer(*parts, **how), final(model))

    for task in ("binary", "multiclass", "regression"):
        for kind in REGRESSORS if task == "regression" else CLASSIFIERS:
            if kind in ("extra_trees", "lasso", "poisson", "svc_linear", "svr_linear"):
                continue
            model = after(usual, kind, task, sparse_threshold=0)
            maps = task != "regression" and kind != "linear_svc"
            names = task != "regression" and kind != "xgboost"
            yield Case(f"pipeline_{kind}_{task}", kind, task, "loans", model, inputs,
                       f"{task}_names" if names else "", kind != "gradient_boosting" if maps else None)
        for kind in ("ridge" if task == "regression" else "logistic_regression", "random_forest", "mlp"):
            if kind == "random_forest" and task == "multiclass":
                continue
            yield Case(f"grouped_{kind}_{task}", kind, task, "loans",
                       after(by_position(usual, numbers + texts), kind, task), grouped,
                       "", None if task == "regression" else False)

    def onehot(**how) -> OneHotEncoder:
        return OneHotEncoder(**{"handle_unknown": "ignore", **how})

    def bins() -> KBinsDiscretizer:
        return KBinsDiscretizer(5, encode="onehot-dense", quantile_method="averaged_inverted_cdf")

    split = [(StandardScaler(), numbers[:2]), (onehot(), texts[:1]), (MinMaxScaler(), numbers[2:]),
             (onehot(), texts[1:])]
    preparations = {
        "minmax": ([(onehot(sparse_output=False), texts), (MinMaxScaler(), numbers)], inputs),
        "minmax_clip": ([(onehot(), texts), (MinMaxScaler((-1, 1), clip=True), numbers)], inputs),
        "robust_drop_first": ([(OneHotEncoder(drop="first"), texts), (RobustScaler(), numbers)], inputs),
        "max_abs": ([(OneHotEncoder(), texts), (MaxAbsScaler(), numbers)], inputs),
        "infrequent": ([(onehot(min_frequency=0.12, handle_unknown="infrequent_if_exist"), texts),
                        (StandardScaler(), numbers)], inputs),
        "ordinal": ([(OrdinalEncoder(), texts), ("passthrough", numbers)], inputs),
        "ordinal_grouped": ([(OrdinalEncoder(), texts), ("passthrough", numbers)], grouped),
        "normalizer_l1": ([(onehot(), texts), (Normalizer("l1"), numbers)], inputs),
        "normalizer_l2": ([(onehot(), texts), (Normalizer("l2"), numbers)], inputs),
        "normalizer_max": ([(onehot(), texts), (Normalizer("max"), numbers)], inputs),
        "binarizer": ([(onehot(), texts), (Binarizer(threshold=0.25), ["debt_ratio"]),
                       (StandardScaler(), ["age", "income", "years"])], inputs),
        "bins": ([(onehot(), texts), (bins(), ["age", "income"]), ("passthrough", ["debt_ratio", "years"])],
                 inputs),
        "onehot_integers": ([(onehot(), texts), (onehot(), integers), (StandardScaler(), numbers)], counted),
        "onehot_floats": ([(onehot(), texts), (onehot(), integers), (StandardScaler(), numbers)],
                          {**inputs, "children": (FLOAT, integers)}),
        "integers": ([(onehot(), texts), (StandardScaler(), numbers + integers)], counted),
        "two_scalers": (split, inputs),
        "two_scalers_grouped": (split, grouped),
    }
    for name, (parts, wanted) in preparations.items():
        if wanted is grouped:
            parts = by_position(parts, numbers + texts)
        for kind, task in (("logistic_regression", "binary"), ("gradient_boosting", "regression")):
            yield Case(f"{name}_{kind}_{task}", kind, task, "loans", after(parts, kind, task), wanted, "",
                       True if task == "binary" else None)


def imputed(data: dict) -> Iterator[Case]:
    """Pipelines that fill the holes, and see categories they have never seen."""
    gaps = data["loans_gaps"]
    numbers, texts = gaps.numbers, gaps.texts
    inputs = {name: (TEXT if name in texts else FLOAT, [name]) for name in numbers + texts}
    grouped = {"numbers": (FLOAT, numbers), "texts": (TEXT, texts)}

    def onehot() -> OneHotEncoder:
        return OneHotEncoder(handle_unknown="ignore")

    def ordinal() -> OrdinalEncoder:
        return OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)

    def fill(strategy: str) -> SimpleImputer:
        return SimpleImputer(strategy=strategy, fill_value=-1.5 if strategy == "constant" else None)

    def fill_text(strategy: str) -> SimpleImputer:
        return SimpleImputer(missing_values="", strategy=strategy,
                             fill_value="none" if strategy == "constant" else None)

    def scaled(strategy: str, scaler: BaseEstimator) -> BaseEstimator:
        return make_pipeline(fill(strategy), scaler)

    logistic, ridge = LogisticRegression(max_iter=10000), Ridge()
    boosting, forest = GradientBoostingClassifier(**BOOSTED), RandomForestRegressor(**FOREST)
    one, standard, minmax = onehot(), StandardScaler(), MinMaxScaler()
    dense = onehot().set_params(sparse_output=False)
    filled, constant = (make_pipeline(fill_text(how), one) for how in ("most_frequent", "constant"))
    for name, kind, task, number, text, model, wanted in (
        ("mean", "logistic_regression", "binary", scaled("mean", standard), one, logistic, inputs),
        ("median", "gradient_boosting", "multiclass", scaled("median", minmax), one, boosting, inputs),
        ("most_frequent", "ridge", "regression", scaled("most_frequent", RobustScaler()), one, ridge, inputs),
        ("constant", "random_forest", "regression", fill("constant"), one, forest, grouped),
        ("median_grouped", "gradient_boosting", "binary", scaled("median", standard), one, boosting, grouped),
        ("text_frequent", "logistic_regression", "binary", scaled("mean", standard), filled, logistic,
         inputs),
        ("text_constant", "gradient_boosting", "multiclass", fill("median"), constant, boosting, inputs),
        ("ordinal_unknown", "random_forest", "regression", fill("mean"), ordinal(), forest, inputs),
        ("none", "hist_gradient_boosting", "binary", "passthrough", dense,
         CLASSIFIERS["hist_gradient_boosting"], inputs),
        ("none", "xgboost", "binary", "passthrough", one, CLASSIFIERS["xgboost"], inputs),
        ("none", "lightgbm", "multiclass", "passthrough", one, CLASSIFIERS["lightgbm"], inputs),
    ):
        parts = [(number, numbers), (text, texts)]
        parts = by_position(parts, numbers + texts) if wanted is grouped else parts
        model = make_pipeline(make_column_transformer(*parts), model)
        yield Case(f"imputed_{name}_{kind}_{task}", kind, task, "loans_gaps", model, wanted, "",
                   None if task == "regression" else False)


def all_cases(data: dict) -> list[Case]:
    register()
    cases = [*numeric(data), *missing(data), *mixed(data), *imputed(data)]
    for case in cases:
        case.model = clone(case.model)
        case.target = case.target or case.task
    return cases
