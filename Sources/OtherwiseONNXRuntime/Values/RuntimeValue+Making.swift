#if ONNXRuntime
import COnnxRuntime
import OtherwiseModels

extension RuntimeValue {
    /// A copy of `tensor`.
    ///
    /// - Parameter declared: The type that the model declares; it counts for integers, which may be narrower there.
    convenience init(
        _ tensor: Tensor, as declared: ElementType, in library: ONNXRuntimeLibrary
    ) throws(ModelError) {
        let own = tensor.storage.elementType
        let elements = own == .int64 && Self.narrowIntegers.contains(declared) ? declared : own
        try self.init(shape: tensor.shape, elements: elements, in: library)
        switch tensor.storage {
        case .float(let numbers): try fill(numbers)
        case .double(let numbers): try fill(numbers)
        case .int64(let integers): try fill(integers, as: elements)
        case .bool(let flags): try fill(flags)
        case .string(let texts): try fill(texts)
        }
    }

    private static let narrowIntegers: Set<ElementType> = [.int32, .int16, .int8, .uint32, .uint16, .uint8]

    private func fill<Element: BitwiseCopyable>(_ elements: [Element]) throws(ModelError) {
        guard !elements.isEmpty, let memory = try memory() else { return }
        elements.withUnsafeBytes { UnsafeMutableRawBufferPointer(start: memory, count: $0.count).copyMemory(from: $0) }
    }

    private func fill(_ texts: [String]) throws(ModelError) {
        let status = try CStrings(texts).withPointers {
            COnnxRuntime_fillStrings(library.table, pointer, $0, $0.count)
        }
        try library.check(status)
    }

    private func fill(_ integers: [Int64], as elements: ElementType) throws(ModelError) {
        switch elements {
        case .int32: try fill(integers.narrowed(to: Int32.self))
        case .int16: try fill(integers.narrowed(to: Int16.self))
        case .int8: try fill(integers.narrowed(to: Int8.self))
        case .uint32: try fill(integers.narrowed(to: UInt32.self))
        case .uint16: try fill(integers.narrowed(to: UInt16.self))
        case .uint8: try fill(integers.narrowed(to: UInt8.self))
        default: try fill(integers)
        }
    }
}

extension [Int64] {
    fileprivate func narrowed<Integer: FixedWidthInteger>(to _: Integer.Type) throws(ModelError) -> [Integer] {
        try map { number throws(ModelError) in
            guard let integer = Integer(exactly: number) else { throw .doesNotFit(number, Integer.self) }
            return integer
        }
    }
}

extension ModelError {
    fileprivate static func doesNotFit<Integer>(_ number: Int64, _ type: Integer.Type) -> ModelError {
        ModelError(.invalidValue, "\(number) does not fit the model's \(type)", hint: "Correct the number")
    }
}
#endif
