import Foundation

/// A tensor as it lies in a file.
extension Tensor {
    init(_ proto: ProtoTensor) throws(ModelError) {
        guard proto.dataLocation == 0, proto.externalData.isEmpty else { throw Self.dataIsElsewhere(proto.name) }
        let shape = proto.dims.map { Int($0) }
        let count = try shape.elementCount()
        let storage = try Storage(proto, count: count)
        guard storage.count == count else {
            throw .malformed("Tensor '\(proto.name)' of shape \(shape) has \(storage.count) elements in the file")
        }
        self.init(checked: shape, storage)
    }

    private static func dataIsElsewhere(_ name: String) -> ModelError {
        ModelError(
            .externalData, "Tensor '\(name)' is kept in a file of its own",
            hint: "Save the model in one file: onnx.save(model, path, save_as_external_data=False)")
    }
}

extension Tensor.Storage {
    fileprivate init(_ proto: ProtoTensor, count: Int) throws(ModelError) {
        let raw = proto.rawData
        let type = try ElementType(code: proto.dataType)
        switch type {
        case .float: self = .float(try raw.elements(count) ?? proto.floatData)
        case .double: self = .double(try raw.elements(count) ?? proto.doubleData)
        case .int64: self = .int64(try raw.elements(count) ?? proto.int64Data)
        case .int32: self = .int64(try raw.integers(Int32.self, count) ?? proto.int32Data.map { Int64($0) })
        case .uint32:
            self = .int64(
                try raw.integers(UInt32.self, count) ?? proto.uint64Data.map { Int64(truncatingIfNeeded: $0) })
        case .int16: self = .int64(try raw.integers(Int16.self, count) ?? proto.int32Data.map { Int64($0) })
        case .uint16: self = .int64(try raw.integers(UInt16.self, count) ?? proto.int32Data.map { Int64($0) })
        case .int8: self = .int64(try raw.integers(Int8.self, count) ?? proto.int32Data.map { Int64($0) })
        case .uint8: self = .int64(try raw.integers(UInt8.self, count) ?? proto.int32Data.map { Int64($0) })
        case .bool:
            self = .bool(try raw.elements(count)?.map { (byte: UInt8) in byte != 0 } ?? proto.int32Data.map { $0 != 0 })
        case .string: self = .string(proto.stringData.map { String(decoding: $0, as: UTF8.self) })
        }
    }
}

extension Data {
    /// The bytes as `count` little-endian elements; `nil` if there are none, and the elements lie in a typed field.
    fileprivate func elements<Element: BitwiseCopyable>(_ count: Int) throws(ModelError) -> [Element]? {
        guard !isEmpty else { return nil }
        guard self.count == count * MemoryLayout<Element>.size else {
            throw .malformed("A tensor of \(count) elements has \(self.count) bytes in the file")
        }
        return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = copyBytes(to: buffer) / MemoryLayout<Element>.size
        }
    }

    fileprivate func integers<Integer: FixedWidthInteger & BitwiseCopyable>(
        _: Integer.Type, _ count: Int
    ) throws(ModelError) -> [Int64]? {
        let elements: [Integer]? = try elements(count)
        return elements?.map { Int64(truncatingIfNeeded: $0) }
    }
}
