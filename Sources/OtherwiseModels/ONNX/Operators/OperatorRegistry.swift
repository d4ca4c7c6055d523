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
        "TreeEnsembleClassifier": TreeEnsembleClassifier.self,
        "TreeEnsembleRegressor": TreeEnsembleRegressor.self,
    ]

    private static let standard: [String: any ONNXOperator.Type] = [
        "Identity": Identity.self,
    ]
}
