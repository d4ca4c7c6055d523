#if ONNXRuntime
import COnnxRuntime
import OtherwiseModels

/// Owns a value of ONNX Runtime.
final class RuntimeValue {
    let library: ONNXRuntimeLibrary
    let pointer: OpaquePointer

    /// Takes over a value that a call returned.
    init(_ pointer: OpaquePointer, in library: ONNXRuntimeLibrary) {
        self.library = library
        self.pointer = pointer
    }

    /// A tensor whose elements are still to be written.
    init(shape: [Int], elements: ElementType, in library: ONNXRuntimeLibrary) throws(ModelError) {
        let sizes = shape.map { Int64($0) }
        self.library = library
        pointer = try library.make {
            COnnxRuntime_createTensor(library.table, sizes, sizes.count, elements.rawValue, &$0)
        }
    }

    deinit { COnnxRuntime_releaseValue(library.table, pointer) }

    /// Where the elements lie, if they are not strings; `nil` where there are none.
    func memory() throws(ModelError) -> UnsafeMutableRawPointer? {
        var memory: UnsafeMutableRawPointer?
        try library.check(COnnxRuntime_memory(library.table, pointer, &memory))
        return memory
    }
}
#endif
