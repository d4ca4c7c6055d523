/// The sentences that several operators share.
extension ModelError {
    static func malformed(_ problem: String, attribute: String? = nil) -> ModelError {
        ModelError(.malformed, problem, attribute: attribute, hint: "Export the model again; the file may be damaged")
    }

    static func unsupported(_ problem: String, attribute: String? = nil) -> ModelError {
        ModelError(
            .unsupportedOperator, problem, attribute: attribute, hint: "Use the ONNX Runtime engine for this model")
    }

    static func unsupportedElements(_ problem: String) -> ModelError {
        ModelError(
            .unsupportedType, problem, hint: "Export the model with float inputs, or use the ONNX Runtime engine")
    }

    static func mismatch(_ problem: String) -> ModelError {
        ModelError(.shapeMismatch, problem, hint: "Compare the shapes and types with those that the model declares")
    }

    static func tooLarge(_ problem: String) -> ModelError {
        ModelError(.tooLarge, problem, hint: "Use fewer rows at once, or a smaller model")
    }

    static func invalidValue(_ problem: String) -> ModelError {
        ModelError(.invalidValue, problem, hint: "Change the value, or the model that refuses it")
    }
}
