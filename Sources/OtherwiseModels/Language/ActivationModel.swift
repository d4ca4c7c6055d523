/// A transformer that can be opened: its activations can be read and written while it runs.
public protocol ActivationModel: Sendable {
    var layerCount: Int { get }
    var headCount: Int { get }
    /// Units of the residual stream.
    var width: Int { get }

    /// Runs the model over tokens, with interventions made in order, and keeps what was seen.
    ///
    /// - Parameters:
    ///   - tokens: At least one.
    ///   - sites: What to keep, as it is after the interventions.
    /// - Throws: `ModelError` naming an intervention that does not fit the model; `CancellationError`.
    func run(
        _ tokens: [Token], under interventions: [ActivationIntervention], keeping sites: [ActivationSite]
    ) async throws -> ActivationRun
}

extension ActivationModel {
    /// An intervention that silences one head of a layer.
    ///
    /// - Parameters:
    ///   - layer: Counted from 0.
    ///   - head: Counted from 0.
    public func ablation(ofHead head: Int, layer: Int, positions: Set<Int>? = nil) -> ActivationIntervention {
        let headWidth = width / headCount
        let units = head * headWidth..<(head + 1) * headWidth
        return ActivationIntervention(.heads(layer: layer), positions: positions, units: units, .set(0))
    }
}

/// One run of an opened model.
public struct ActivationRun: Sendable {
    /// What the model expects after each position, `[positions]`.
    public let distributions: [NextTokenDistribution]
    /// What was seen at each site that was asked for.
    public let activations: [ActivationSite: ActivationRecord]

    /// - Parameters:
    ///   - distributions: What may follow each position.
    ///   - activations: What was seen at each site that was asked for.
    public init(distributions: [NextTokenDistribution], activations: [ActivationSite: ActivationRecord]) {
        self.distributions = distributions
        self.activations = activations
    }

    /// How far another run over as many tokens departs from this one: the Kullback–Leibler divergence at each position
    /// in nats, `[positions]`.
    public func divergences(of other: ActivationRun) -> [Double] {
        zip(distributions, other.distributions).map { $0.divergence(of: $1) }
    }
}
