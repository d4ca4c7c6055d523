#if ONNXRuntime
import COnnxRuntime
import OtherwiseModels

extension RuntimeValue {
    /// A sequence of maps from a class to its score, one map per row, as one matrix.
    ///
    /// - Throws: `ModelError` if it is a sequence of something else, or if the maps do not have the same classes.
    func scores() throws(ModelError) -> KeyedScores {
        let rows: Int = try library.read { COnnxRuntime_itemCount(library.table, pointer, &$0) }
        var keys: Tensor?
        var values: [Float] = []
        for row in 0..<rows {
            let (rowKeys, rowValues) = try item(row).map()
            guard keys == nil || keys == rowKeys else { throw .unsupported("Rows have scores for different classes") }
            keys = rowKeys
            values += rowValues
        }
        let labels = try ClassLabels(keys)
        return KeyedScores(keys: labels, values: try Tensor(shape: [rows, labels.count], .float(values)))
    }

    /// The keys and the values of a map, in the order of the keys.
    private func map() throws(ModelError) -> (keys: Tensor, values: [Float]) {
        guard try kind() == COnnxRuntime_isMap else {
            throw .unsupported("The model returned a sequence of something else than maps")
        }
        return (try item(0).tensor(), try item(1).tensor().asFloats())
    }

    private func item(_ index: Int) throws(ModelError) -> RuntimeValue {
        let item = try library.make {
            COnnxRuntime_item(library.table, pointer, Int32(truncatingIfNeeded: index), &$0)
        }
        return RuntimeValue(item, in: library)
    }
}

extension ClassLabels {
    /// The keys of a map; none where there is no row to tell them.
    fileprivate init(_ keys: Tensor?) throws(ModelError) {
        switch keys?.storage {
        case .string(let labels): self = .strings(labels)
        case .int64(let labels): self = .integers(labels)
        case nil: self = .integers([])
        default: throw .unsupported("The scores are under keys that are neither strings nor integers")
        }
    }
}
#endif
