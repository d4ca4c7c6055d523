#if ONNXRuntime
import COnnxRuntime
import OtherwiseModels

extension RuntimeValue {
    /// The value as the toolkit has it.
    ///
    /// - Throws: `ModelError` with code `.unsupportedType` for anything but tensors and sequences of maps.
    func read() throws(ModelError) -> ONNXValue {
        switch try kind() {
        case COnnxRuntime_isTensor: .tensor(try tensor())
        case COnnxRuntime_isSequence: .scores(try scores())
        case let kind: throw .unsupported("The model returned a value of kind \(kind)")
        }
    }

    func kind() throws(ModelError) -> Int {
        let kind: Int32 = try library.read { COnnxRuntime_kindOfValue(library.table, pointer, &$0) }
        return Int(kind)
    }

    func tensor() throws(ModelError) -> Tensor {
        let layout = try library.make { COnnxRuntime_layoutOfValue(library.table, pointer, &$0) }
        defer { COnnxRuntime_releaseLayout(library.table, layout) }
        let shape = try library.sizes(layout)
        let count = shape.reduce(1, *)
        return switch try library.elementType(layout) {
        case .float: try Tensor(shape: shape, .float(elements(count)))
        case .double: try Tensor(shape: shape, .double(elements(count)))
        case .bool: try Tensor(shape: shape, .bool(elements(count).map { (byte: UInt8) in byte != 0 }))
        case .string: try Tensor(shape: shape, .string(strings(count)))
        case .int64: try Tensor(shape: shape, .int64(elements(count)))
        case .int32: try Tensor(shape: shape, .int64(integers(Int32.self, count)))
        case .int16: try Tensor(shape: shape, .int64(integers(Int16.self, count)))
        case .int8: try Tensor(shape: shape, .int64(integers(Int8.self, count)))
        case .uint32: try Tensor(shape: shape, .int64(integers(UInt32.self, count)))
        case .uint16: try Tensor(shape: shape, .int64(integers(UInt16.self, count)))
        case .uint8: try Tensor(shape: shape, .int64(integers(UInt8.self, count)))
        case nil: throw .unsupported("The model returned elements of a type that is not known here")
        }
    }

    private func elements<Element: BitwiseCopyable>(_ count: Int) throws(ModelError) -> [Element] {
        guard count > 0, let memory = try memory() else { return [] }
        return Array(UnsafeBufferPointer(start: memory.assumingMemoryBound(to: Element.self), count: count))
    }

    private func integers<Integer: FixedWidthInteger & BitwiseCopyable>(
        _: Integer.Type, _ count: Int
    ) throws(ModelError) -> [Int64] {
        let elements: [Integer] = try elements(count)
        return elements.map { Int64($0) }
    }

    private func strings(_ count: Int) throws(ModelError) -> [String] {
        let size: Int = try library.read { COnnxRuntime_stringBytes(library.table, pointer, &$0) }
        var bytes = [UInt8](repeating: 0, count: size)
        var starts = [Int](repeating: 0, count: count)
        try library.check(COnnxRuntime_strings(library.table, pointer, &bytes, size, &starts, count))
        return zip(starts, starts.dropFirst() + [size]).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
    }
}

extension ModelError {
    static func unsupported(_ problem: String) -> ModelError {
        ModelError(
            .unsupportedType, problem,
            hint: "Export the model with tensors of floats, integers, truth values or strings")
    }
}
#endif
