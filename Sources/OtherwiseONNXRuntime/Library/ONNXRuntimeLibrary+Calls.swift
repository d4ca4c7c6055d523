#if ONNXRuntime
import OtherwiseModels

/// Calls that return a status and write their result.
extension ONNXRuntimeLibrary {
    /// The handle that `call` writes.
    ///
    /// - Parameter kind: The code of an error where ONNX Runtime does not tell one.
    func make(
        otherwise kind: ModelError.Code = .invalidValue, _ call: (inout OpaquePointer?) -> OpaquePointer?
    ) throws(ModelError) -> OpaquePointer {
        var handle: OpaquePointer?
        try check(call(&handle), otherwise: kind)
        guard let handle else {
            throw ModelError(kind, "ONNX Runtime \(version) returned nothing", hint: "Run `make engines`")
        }
        return handle
    }

    /// The number that `call` writes.
    func read<Number: FixedWidthInteger>(_ call: (inout Number) -> OpaquePointer?) throws(ModelError) -> Number {
        var number: Number = 0
        try check(call(&number))
        return number
    }
}
#endif
