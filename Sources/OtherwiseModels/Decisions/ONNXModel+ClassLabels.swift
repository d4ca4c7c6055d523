import OtherwiseCore

extension ONNXModel {
    /// The classes of a label output: those of the scorer or of the list that the label is picked from, of a map of scores,
    /// or what the graph makes of the two outcomes of a test. What the label comes from goes first: scores may be those of
    /// a scorer that numbers classes which only the label's list names, as behind a stack of models.
    package func classLabels(of label: String?, scores: String?) -> [String]? {
        for name in [label, scores].compactMap({ $0 }) {
            if let labels = classLabels(behind: name, depth: 0) { return labels }
        }
        return label.flatMap(labelsOfTest)
    }

    private func classLabels(behind name: String, depth: Int) -> [String]? {
        guard depth < 32, let position = nodes.firstIndex(where: { $0.outputs.contains(name) }) else { return nil }
        let node = nodes[position]
        if let labels = compiled[position]?.operation.classLabels { return labels.texts }
        if node.operatorType == "ArrayFeatureExtractor" || node.operatorType == "Gather",
            let list = node.inputs.first.flatMap({ constants[$0] })
        {
            return list.labels
        }
        let passing: Set = [
            "Identity", "Cast", "Reshape", "Squeeze", "Flatten", "ZipMap", "Normalizer", "Mul", "Unsqueeze",
        ]
        guard passing.contains(node.operatorType), let input = node.inputs.first else { return nil }
        return classLabels(behind: input, depth: depth + 1)
    }

    /// The two labels of a model that decides by one test, such as an outlier detector's `1 − 2 · (score < 0)`.
    ///
    /// The nodes behind the test are run on both of its outcomes, so that what they do is seen rather than re-stated.
    /// The smaller label comes first, as scikit-learn sorts classes.
    private func labelsOfTest(behind label: String) -> [String]? {
        guard let (test, nodes) = testDeciding(label), let place = places[test], let end = places[label],
            let outcomes = try? Tensor(shape: [2, 1], .bool([false, true]))
        else { return nil }
        var values = initialValues
        values[place] = .tensor(outcomes)
        for position in nodes { guard (try? compiled[position]?.run(&values)) != nil else { return nil } }
        guard let found = values[end]?.tensor, found.count == 2 else { return nil }
        if let integers = found.integers { return Set(integers).sorted().map(String.init) }
        return Set(found.labels).sorted()
    }

    /// The comparison that alone decides a value, and the nodes from it to the value in running order.
    private func testDeciding(_ label: String) -> (test: String, nodes: [Int])? {
        var (name, behind) = (label, [Int]())
        while behind.count < 32, let position = nodes.firstIndex(where: { $0.outputs.contains(name) }) {
            if compiled[position]?.operation is Comparison { return (name, behind.reversed()) }
            let varying = Set(nodes[position].inputs.filter { !$0.isEmpty && constants[$0] == nil })
            guard varying.count == 1, let input = varying.first else { return nil }
            behind.append(position)
            name = input
        }
        return nil
    }
}

extension Tensor {
    /// The elements as the names of classes.
    var labels: [String] {
        switch storage {
        case .string(let labels): labels
        case .int64(let labels): labels.map(String.init)
        case .bool(let labels): labels.map { $0 ? "1" : "0" }
        case .float(let labels): labels.map { Double($0).plain }
        case .double(let labels): labels.map(\.plain)
        }
    }
}
