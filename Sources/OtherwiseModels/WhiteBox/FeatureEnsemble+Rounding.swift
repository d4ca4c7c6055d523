extension FeatureEnsemble {
    /// How far the raw scores of a model that adds in single precision, in any order, can lie from `scores(at:)`,
    /// `[outputs]`.
    ///
    /// A sum of `n` numbers is off by at most `(n − 1) · 2⁻²⁴` of the sum of their magnitudes (Jeannerod and Rump 2013);
    /// a base value, a mean, and a leaf that is itself a sum round four times more:
    ///
    ///     (trees + 3) · 2⁻²⁴ · (|base| + Σ over trees of the largest |leaf value|)
    package var rounding: [Double] {
        var magnitudes = base.map(abs)
        var terms = base.map { _ in 3 }
        for root in roots {
            for (output, largest) in largestMagnitudes(under: root).enumerated() where largest > 0 {
                magnitudes[output] += largest
                terms[output] += 1
            }
        }
        return zip(terms, magnitudes).map { Double($0) * FeatureNetwork.unitRoundoff * $1 }
    }

    private func largestMagnitudes(under root: Int) -> [Double] {
        var largest = base.map { _ in 0.0 }
        var open = [root]
        while let index = open.popLast() {
            let node = nodes[index]
            guard node.isLeaf else {
                open += [Int(node.left), Int(node.right)]
                continue
            }
            for output in 0..<outputs {
                largest[output] = max(largest[output], abs(leafValues[Int(node.test) * outputs + output]))
            }
        }
        return largest
    }
}
