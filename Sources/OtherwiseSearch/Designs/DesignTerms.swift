public import OtherwiseCore

/// How far a design is from what is known, in the place of the three terms of the paper; all of them minimised.
public struct DesignTerms: Sendable {
    /// How far the design is from the query; `nil` for Gower's distance.
    public var proximity: (@Sendable ([Value]) -> Double)?
    /// How much is changed; `nil` for the share of features that differ.
    public var sparsity: (@Sendable ([Value]) -> Double)?
    /// How far the design is from the known designs; `nil` for the mean of Gower's distances to the nearest 3.
    public var manifold: (@Sendable ([Value]) -> Double)?

    /// - Parameters:
    ///   - proximity: How far a design is from the query; `nil` for the default above, as for the others.
    ///   - sparsity: How much is changed.
    ///   - manifold: How far it is from the known designs.
    public init(
        proximity: (@Sendable ([Value]) -> Double)? = nil, sparsity: (@Sendable ([Value]) -> Double)? = nil,
        manifold: (@Sendable ([Value]) -> Double)? = nil
    ) {
        self.proximity = proximity
        self.sparsity = sparsity
        self.manifold = manifold
    }

    /// The names of the terms, in the order of the objectives.
    package static let names = ["proximity", "sparsity", "manifold"]
}
