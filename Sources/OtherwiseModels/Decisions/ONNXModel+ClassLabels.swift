import OtherwiseCore

extension ONNXModel {
    /// The classes of a label output: those of the scorer, of a map of scores, or of the list the label is picked from.
    package func classLabels(of label: String?, scores: String?) -> [String]? {
        for name in [scores, label].compactMap({ $0 }) {
            if let labels = classLabels(behind: name, depth: 0) { return labels }
        }
        return nil
    }

    private func classLabels(behind name: String, depth: Int) -> [String]? {
        guard depth < 32, let position = nodes.firstIndex(where: { $0.outputs.contains(name) }) else { return nil }
        let node = nodes[position]
        if let keys = compiled[position]?.classLabels { return keys.texts }
        if node.operatorType == "ArrayFeatureExtractor" || node.operatorType == "Gather",
            let list = node.inputs.first.flatMap({ constants[$0] })
        {
            return list.strings ?? list.integers?.map(String.init) ?? list.floats?.map { Double($0).plain }
        }
        let passing: Set = [
            "Identity", "Cast", "Reshape", "Squeeze", "Flatten", "ZipMap", "Normalizer", "Mul", "Unsqueeze",
        ]
        guard passing.contains(node.operatorType), let input = node.inputs.first else { return nil }
        return classLabels(behind: input, depth: depth + 1)
    }
}

extension CompiledNode {
    /// The classes that the operation names, if it does.
    var classLabels: ClassLabels? {
        if let map = operation as? ZipMap { return map.keys }
        return switch operation.scorer?.decision {
        case .above(_, _, let labels), .largest(let labels), .other(let labels): labels
        case .values, nil: nil
        }
    }
}
