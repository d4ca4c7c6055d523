public import OtherwiseModels

/// A policy, asked how likely it was to write tokens that are given.
public protocol TokenPolicy: Sendable {
    /// The logarithm of each token's probability given all before it, in nats, `[continuation]`.
    ///
    /// - Parameters:
    ///   - continuation: At least one.
    ///   - context: At least one.
    /// - Throws: What the model throws, such as for more tokens than it can hold.
    func logProbabilities(of continuation: [Token], after context: [Token]) async throws -> [Double]
}

/// An opened transformer as a policy.
public struct ActivationPolicy<Model: ActivationModel>: TokenPolicy {
    let model: Model

    /// - Parameter model: Run once for each question.
    public init(_ model: Model) { self.model = model }

    /// By one run over all of the tokens.
    ///
    /// - Throws: What the model throws.
    public func logProbabilities(of continuation: [Token], after context: [Token]) async throws -> [Double] {
        let run = try await model.run(context + continuation.dropLast(), under: [], keeping: [])
        return zip(continuation, run.distributions.suffix(continuation.count)).map { $1[$0] }
    }
}
