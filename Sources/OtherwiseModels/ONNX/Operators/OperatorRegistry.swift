/// The operators that are known here, by domain and name.
enum OperatorRegistry {
    /// The newest operator sets whose definitions were read (onnx 1.20).
    static let newestVersions = ["": 25, "ai.onnx.ml": 5]
    /// Before this version, shapes were broadcast by other rules.
    static let oldestVersion = 7

    /// - Throws: `ModelError` with code `.unsupportedOperator`, or what the operator throws.
    static func compile(_ node: OperatorNode, domain: String) throws(ModelError) -> any ONNXOperator {
        guard let newest = newestVersions[domain], let type = operators(of: domain)[node.operatorType] else {
            throw .unsupported("The operator is not known here")
        }
        guard node.version <= newest, domain != "" || node.version >= oldestVersion else {
            throw .unsupported("Version \(node.version) of the operators of '\(domain)' is not known here")
        }
        return try type.init(node)
    }

    private static func operators(of domain: String) -> [String: any ONNXOperator.Type] {
        domain == "ai.onnx.ml" ? learned : standard
    }

    private static let learned: [String: any ONNXOperator.Type] = [
        "ArrayFeatureExtractor": ArrayFeatureExtractor.self,
        "Binarizer": Binarizer.self,
        "CategoryMapper": LabelEncoder.self,
        "FeatureVectorizer": FeatureVectorizer.self,
        "Imputer": Imputer.self,
        "LabelEncoder": LabelEncoder.self,
        "LinearClassifier": LinearClassifier.self,
        "LinearRegressor": LinearRegressor.self,
        "Normalizer": Normalizer.self,
        "OneHotEncoder": OneHotEncoder.self,
        "Scaler": Scaler.self,
        "SVMClassifier": SupportVectorClassifier.self,
        "SVMRegressor": SupportVectorRegressor.self,
        "TreeEnsemble": TreeEnsembleOperator.self,
        "TreeEnsembleClassifier": TreeEnsembleClassifier.self,
        "TreeEnsembleRegressor": TreeEnsembleRegressor.self,
        "ZipMap": ZipMap.self,
    ]

    private static let standard: [String: any ONNXOperator.Type] = families.merging(single) { first, _ in first }

    /// Operators that are one of several names of a type.
    private static let families: [String: any ONNXOperator.Type] = Dictionary(
        uniqueKeysWithValues: UnaryFunction.Name.allCases.map {
            ($0.rawValue, UnaryFunction.self as any ONNXOperator.Type)
        }
            + Arithmetic.Name.allCases.map { ($0.rawValue, Arithmetic.self) }
            + Comparison.Name.allCases.map { ($0.rawValue, Comparison.self) }
            + Logic.Name.allCases.map { ($0.rawValue, Logic.self) }
            + Reduction.Name.allCases.map { ($0.rawValue, Reduction.self) })

    private static let single: [String: any ONNXOperator.Type] = [
        "ArgMax": ExtremePosition.self,
        "ArgMin": ExtremePosition.self,
        "Cast": Cast.self,
        "Clip": Clip.self,
        "Concat": Concatenation.self,
        "Constant": Constant.self,
        "ConstantOfShape": ConstantOfShape.self,
        "Dropout": Identity.self,
        "Elu": ParametricActivation.self,
        "Expand": Expansion.self,
        "Flatten": Flattening.self,
        "Gather": Gathering.self,
        "GatherElements": ElementGathering.self,
        "Gemm": Gemm.self,
        "Identity": Identity.self,
        "IsNaN": MissingTest.self,
        "LeakyRelu": ParametricActivation.self,
        "LogSoftmax": Softmax.self,
        "LpNormalization": LengthNormalization.self,
        "MatMul": MatMul.self,
        "Mod": Modulo.self,
        "Not": Negation.self,
        "Pow": Power.self,
        "Reshape": Reshaping.self,
        "Shape": ShapeOf.self,
        "Size": SizeOf.self,
        "Slice": Slicing.self,
        "Softmax": Softmax.self,
        "Split": Splitting.self,
        "Squeeze": Squeezing.self,
        "TopK": TopElements.self,
        "Transpose": Transposition.self,
        "Unsqueeze": Unsqueezing.self,
        "Where": Choice.self,
    ]
}
