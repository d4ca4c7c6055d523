/// What a genetic search minimises.
///
/// Finding out about a candidate may be dear and is done for many at once; judging what was found is cheap.
package protocol GeneticProblem: Sendable {
    /// What is found out about a candidate, and kept with it.
    associatedtype Outcome: Sendable

    var genes: [Gene] { get }

    /// The outcome of every candidate, in order.
    ///
    /// A batch may be split and its parts evaluated at the same time, so that an outcome must not depend on the
    /// candidates beside it.
    func outcomes(of genomes: [Genome]) async throws -> [Outcome]

    /// How good an outcome is; NaN for what could not be evaluated.
    func fitness(of genome: Genome, _ outcome: Outcome) -> Fitness
}

extension GeneticProblem {
    /// The candidates with their outcomes, parts of them evaluated at once.
    ///
    /// - Throws: `EvaluationError` for too few or too many outcomes; what the problem throws.
    func individuals(_ genomes: [Genome], threads: Int) async throws -> [Individual<Outcome>] {
        let size = max(1, (genomes.count + threads - 1) / max(threads, 1))
        let parts = stride(from: 0, to: genomes.count, by: size).map { Array(genomes[$0...].prefix(size)) }
        let evaluated = try await withThrowingTaskGroup(of: (Int, [Individual<Outcome>]).self) { group in
            for (place, part) in parts.enumerated() {
                group.addTask { (place, try await self.individuals(part)) }
            }
            return try await group.reduce(into: [Int: [Individual<Outcome>]]()) { $0[$1.0] = $1.1 }
        }
        return parts.indices.flatMap { evaluated[$0] ?? [] }
    }

    private func individuals(_ genomes: [Genome]) async throws -> [Individual<Outcome>] {
        let outcomes = try await outcomes(of: genomes)
        guard outcomes.count == genomes.count else {
            throw EvaluationError(candidates: genomes.count, outcomes: outcomes.count)
        }
        return zip(genomes, outcomes).map { Individual(genome: $0, outcome: $1, fitness: fitness(of: $0, $1)) }
    }
}

/// An evaluation with another number of outcomes than of candidates.
public struct EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The number of candidates that were asked about.
    public let candidates: Int
    /// The number of outcomes that came back.
    public let outcomes: Int

    package init(candidates: Int, outcomes: Int) {
        self.candidates = candidates
        self.outcomes = outcomes
    }

    /// Both numbers, and the way out.
    public var description: String {
        "The evaluator was asked about \(candidates) candidates and returned \(outcomes) outcomes. It must return one for each, in their order."
    }
}
