extension TreeClassifierHead {
    /// The classifier as trees and a decision.
    ///
    /// A classifier of two classes whose leaves score only one becomes trees with one output.
    func structure(of ensemble: TreeEnsemble) -> Scorer.Structure {
        guard labels.count == 2 else { return many(ensemble) }
        guard isOneSided, baseValues.count < 2, let scored = ensemble.weights.first?.output,
            scored == 0 || baseValues.isEmpty, let single = try? ensemble.withOneOutput(baseValues)
        else { return undecided(ensemble) }
        let transform = scored == 0 && isNonNegative && postTransform != .probit ? .none : postTransform
        return Scorer.Structure(
            body: .trees(single), decision: .above(threshold: threshold, output: 0, labels: labels),
            postTransform: transform)
    }

    private func many(_ ensemble: TreeEnsemble) -> Scorer.Structure {
        let presence = LeafPresence(ensemble).sameForAllRows
        let isComplete = !baseValues.isEmpty || presence?.allSatisfy { $0 } == true
        guard isComplete, let based = try? ensemble.withBaseValues(baseValues) else { return undecided(ensemble) }
        return Scorer.Structure(body: .trees(based), decision: .largest(labels: labels), postTransform: postTransform)
    }

    private func undecided(_ ensemble: TreeEnsemble) -> Scorer.Structure {
        Scorer.Structure(body: .trees(ensemble), decision: .other(labels: labels), postTransform: postTransform)
    }
}

extension TreeEnsemble {
    /// The same trees with all weights for output 0, the only one.
    fileprivate func withOneOutput(_ baseValues: [Float]) throws(ModelError) -> TreeEnsemble {
        try TreeEnsemble(
            nodes: nodes, roots: roots, weights: weights.map { Weight(output: 0, value: $0.value) },
            memberSets: memberSets, outputCount: 1, baseValues: baseValues, aggregate: aggregate)
    }

    fileprivate func withBaseValues(_ baseValues: [Float]) throws(ModelError) -> TreeEnsemble {
        try TreeEnsemble(nodes: nodes, roots: roots, weights: weights, memberSets: memberSets,
                         outputCount: outputCount, baseValues: baseValues, aggregate: aggregate)
    }
}
