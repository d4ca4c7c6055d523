import Foundation

/// The design target achievement index (DTAI; Regenwetter and Ahmed 2022): how far outputs are from what would do.
///
/// For an output to minimise that would do at t, with r = t / y:
///
/// ```
/// score = α r − α                      where r ≤ 1: y is not good enough yet
/// score = α / β · (1 − exp(β (1 − r))) where r > 1: better still, but less and less so
/// ```
///
/// Scores are added up and scaled from their bounds, −Σα and Σα/β, to 0...1. Greater is better. For an output to
/// maximise r = y / t. Values and what would do are positive.
public struct Acceptability: Sendable, Hashable, Codable {
    /// What an output that is not good enough costs.
    public var alpha: Double
    /// How soon more than enough is worth nothing.
    public var beta: Double

    /// - Parameters:
    ///   - alpha: Above 0; 1 in the paper's implementation.
    ///   - beta: Above 0; 4 in the paper's implementation.
    public init(alpha: Double = 1, beta: Double = 4) {
        self.alpha = alpha
        self.beta = beta
    }

    /// The index of some outputs, 0...1; 1 for none.
    ///
    /// - Parameters:
    ///   - ratios: r of each output.
    ///   - weights: How much each output counts, at least 0; alike where nothing is said.
    public func index(ofRatios ratios: [Double], weights: [Double]? = nil) -> Double {
        let weights = weights ?? ratios.map { _ in 1 }
        let whole = weights.reduce(0, +)
        guard !ratios.isEmpty, whole > 0 else { return 1 }
        let sum = zip(ratios, weights).reduce(0) { $0 + score($1.0) * $1.1 }
        let (worst, best) = (-alpha * whole, alpha / beta * whole)
        return min(max((sum - worst) / (best - worst), 0), 1)
    }

    private func score(_ ratio: Double) -> Double {
        ratio <= 1 ? alpha * ratio - alpha : alpha / beta * (1 - exp(beta * (1 - ratio)))
    }
}

extension DesignAim {
    /// How the output stands to what would do: 1 where it just does, above where it is better.
    ///
    /// - Returns: `nil` where nothing was said.
    func ratio(_ value: Double) -> Double? {
        guard let sufficient else { return nil }
        return direction == .minimise ? sufficient / max(value, 1e-7) : value / max(sufficient, 1e-7)
    }
}
