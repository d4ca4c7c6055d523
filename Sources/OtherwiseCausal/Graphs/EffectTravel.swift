/// How far a treatment's new value comes in an effect.
package enum EffectTravel: Sendable, Hashable {
    /// Along these edges only; all of them give the average effect.
    case along(Set<CausalEdge>)
    /// Everywhere, but mediators stay as they are without it: the natural direct effect (Pearl 2001).
    case beside(Set<String>)
    /// Nowhere, but mediators are as they would be with it: the natural indirect effect (Pearl 2001).
    case through(Set<String>)
}

extension CausalGraph {
    /// How far the new value of a treatment comes in an effect of a kind.
    ///
    /// - Throws: `GraphError` for a variable that the graph lacks, for an edge of the question that it lacks, and for paths
    ///   whose edges make another one too.
    package func travel(of effect: CausalQuestion.Effect) throws(GraphError) -> EffectTravel {
        _ = try positions(of: [effect.treatment, effect.outcome] + effect.mediators.sorted())
        switch effect.kind {
        case .naturalDirect: return .beside(effect.mediators)
        case .naturalIndirect: return .through(effect.mediators)
        default: return .along(try edges(of: effect))
        }
    }
}
