extension TreeClassifierHead {
    /// The classifier as trees and a decision.
    ///
    /// A classifier of two classes whose leaves score only one becomes trees with one output.
    func structure(of ensemble: TreeEnsemble) -> Scorer.Structure {
        let presence = LeafPresence(ensemble).sameForAllRows
        return oneSided(ensemble, presence) ?? many(ensemble, presence)
            ?? Scorer.Structure(
                body: .trees(ensemble), decision: .other(labels: labels), postTransform: postTransform)
    }

    private func oneSided(_ ensemble: TreeEnsemble, _ presence: [Bool]?) -> Scorer.Structure? {
        guard isOneSided, let presence, presence.contains(true),
            baseValues.isEmpty || (presence[0] && baseValues.count == 1),
            let single = try? ensemble.withOneOutput(baseValues)
        else { return nil }
        return Scorer.Structure(
            body: .trees(single), decision: .above(threshold: threshold, output: 0, labels: labels),
            postTransform: presence[0] && [.softmax, .softmaxZero].contains(postTransform) ? .none : postTransform)
    }

    private func many(_ ensemble: TreeEnsemble, _ presence: [Bool]?) -> Scorer.Structure? {
        let isComplete = !baseValues.isEmpty || presence?.allSatisfy { $0 } == true
        guard labels.count > 2, isComplete, let based = try? ensemble.withBaseValues(baseValues) else { return nil }
        return Scorer.Structure(body: .trees(based), decision: .largest(labels: labels), postTransform: postTransform)
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
        try TreeEnsemble(
            nodes: nodes, roots: roots, weights: weights, memberSets: memberSets,
            outputCount: outputCount, baseValues: baseValues, aggregate: aggregate)
    }
}
