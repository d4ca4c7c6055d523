#if ONNXRuntime
import COnnxRuntime
import OtherwiseModels

extension SessionHandle {
    /// The inputs or the outputs, in the order of the model.
    func descriptions(_ side: COnnxRuntime_Side) throws(ModelError) -> [ValueDescription] {
        let count: Int = try library.read { COnnxRuntime_count(library.table, pointer, side, &$0) }
        return try (0..<count).map { index throws(ModelError) in
            ValueDescription(name: try name(side, index), type: try type(side, index))
        }
    }

    private func name(_ side: COnnxRuntime_Side, _ index: Int) throws(ModelError) -> String {
        var name: UnsafeMutablePointer<CChar>?
        try library.check(COnnxRuntime_name(library.table, pointer, side, index, &name))
        guard let name else { return "" }
        defer { COnnxRuntime_releaseName(library.table, name) }
        return String(cString: name)
    }

    private func type(_ side: COnnxRuntime_Side, _ index: Int) throws(ModelError) -> ValueType {
        let type = try library.make { COnnxRuntime_type(library.table, pointer, side, index, &$0) }
        defer { COnnxRuntime_releaseType(library.table, type) }
        return switch try library.kind(ofType: type) {
        case COnnxRuntime_isTensor: try library.tensorType(type)
        case COnnxRuntime_isSequence: try library.sequenceType(type)
        default: .other
        }
    }
}

extension ONNXRuntimeLibrary {
    fileprivate func kind(ofType type: OpaquePointer) throws(ModelError) -> Int {
        let kind: Int32 = try read { COnnxRuntime_kindOfType(table, type, &$0) }
        return Int(kind)
    }

    /// A tensor without dimensions may be a scalar or of any shape: the library does not tell.
    fileprivate func tensorType(_ type: OpaquePointer) throws(ModelError) -> ValueType {
        let layout = try make { COnnxRuntime_layoutOfType(table, type, &$0) }
        guard let elements = try elementType(layout) else { return .other }
        let sizes = try sizes(layout).map { $0 < 0 ? nil : $0 }
        return .tensor(elements: elements, shape: sizes.isEmpty ? nil : sizes)
    }

    fileprivate func sequenceType(_ type: OpaquePointer) throws(ModelError) -> ValueType {
        let item = try make { COnnxRuntime_itemType(table, type, &$0) }
        defer { COnnxRuntime_releaseType(table, item) }
        guard try kind(ofType: item) == COnnxRuntime_isMap else { return .other }
        let keys = try read { COnnxRuntime_keyElements(table, item, &$0) }
        return ElementType(rawValue: keys).map { .sequenceOfMaps(keys: $0) } ?? .other
    }
}

extension ONNXRuntimeLibrary {
    /// The type of a tensor's elements; `nil` for one that is not known here.
    func elementType(_ layout: OpaquePointer) throws(ModelError) -> ElementType? {
        ElementType(rawValue: try read { COnnxRuntime_elements(table, layout, &$0) })
    }

    /// The size of each dimension; negative where any size will do.
    func sizes(_ layout: OpaquePointer) throws(ModelError) -> [Int] {
        var sizes = [Int64](repeating: 0, count: try read { COnnxRuntime_rank(table, layout, &$0) })
        try check(COnnxRuntime_shape(table, layout, &sizes, sizes.count))
        return sizes.map { Int($0) }
    }
}
#endif
