/// Evaluates any ensemble, one row and one tree at a time: the plain form of what `TreeEnsembleKernel` does fast.
struct TreeWalk: Sendable {
    let ensemble: TreeEnsemble

    /// The contributions of all trees to one row, before base values, and which scores have any.
    func sums(of row: ArraySlice<Float>) -> (values: [Float], isPresent: [Bool]) {
        var values = [Float](repeating: 0, count: ensemble.outputCount)
        var isPresent = [Bool](repeating: false, count: ensemble.outputCount)
        for root in ensemble.roots {
            for weight in ensemble.weights(of: leaf(from: root, row)) {
                let output = Int(weight.output)
                values[output] = isPresent[output] ? combined(values[output], weight.value) : weight.value
                isPresent[output] = true
            }
        }
        return (values, isPresent)
    }

    private func leaf(from root: Int, _ row: ArraySlice<Float>) -> TreeEnsemble.Node {
        var position = root
        while !ensemble.nodes[position].isLeaf {
            let node = ensemble.nodes[position]
            let goesLeft = ensemble.goesLeft(row[row.startIndex + Int(node.feature)], at: position)
            position = Int(goesLeft ? node.left : node.right)
        }
        return ensemble.nodes[position]
    }

    private func combined(_ score: Float, _ weight: Float) -> Float {
        switch ensemble.aggregate {
        case .sum, .average: score + weight
        case .minimum: weight < score ? weight : score
        case .maximum: weight > score ? weight : score
        }
    }
}
