#if ONNXRuntime
import COnnxRuntime
import OtherwiseModels

/// What ONNX Runtime said when a call failed.
struct RuntimeFailure: Error, Equatable {
    /// The code of the interface, 1 for a failure of no particular kind.
    let code: Int32
    let message: String

    /// Reads and frees a status; `nil` where all went well.
    init?(_ status: OpaquePointer?, table: OpaquePointer) {
        guard let status else { return nil }
        defer { COnnxRuntime_releaseStatus(table, status) }
        code = COnnxRuntime_statusCode(table, status)
        message = String(cString: COnnxRuntime_statusMessage(table, status))
    }
}

extension ONNXRuntimeLibrary {
    /// Throws what a call reports.
    ///
    /// - Parameter kind: The code of an error where ONNX Runtime does not tell one.
    func check(_ status: OpaquePointer?, otherwise kind: ModelError.Code = .invalidValue) throws(ModelError) {
        guard let failure = RuntimeFailure(status, table: table) else { return }
        throw ModelError(failure, otherwise: kind)
    }
}

extension ModelError {
    /// The failure under the code of the toolkit that says the same.
    fileprivate init(_ failure: RuntimeFailure, otherwise kind: Code) {
        let problem = "ONNX Runtime: \(failure.message.split(whereSeparator: \.isNewline).joined(separator: " "))"
        switch failure.code {
        case 2: self.init(.invalidValue, problem, hint: "Compare the inputs with those that the model was trained on")
        case 3: self.init(.unreadable, problem, hint: "Check the path")
        case 4, 7: self.init(.notONNX, problem, hint: "Give the path of a .onnx file; if it is one, export it again")
        case 9: self.init(.unsupportedOperator, problem, hint: "Export the model with an older set of operators")
        case 10: self.init(.malformed, problem, hint: "Export the model again; the file may be damaged")
        default: self.init(kind, problem, hint: "Check that the model and its inputs belong together")
        }
    }
}
#endif
