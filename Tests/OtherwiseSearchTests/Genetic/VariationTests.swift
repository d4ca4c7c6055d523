import OtherwiseNumerics
import OtherwiseSearch
import Testing

@Suite("Variation of genomes")
struct VariationTests {
    @Test("Putting genes back makes sparse candidates; without it no number is ever left as it was")
    func revert() async throws {
        func share(_ repair: RevertRepair?) async throws -> Double {
            var search = GeneticSearch(
                Apart(), settings: GeneticSettings(population: 30, repair: repair), seed: 3)
            for _ in 0..<15 { try await search.advance() }
            let sparse = search.archive.dropFirst(30).filter { $0.genome[0] == 0.5 || $0.genome[1] == 0.5 }
            return Double(sparse.count) / Double(search.archive.count - 30)
        }
        #expect(try await share(RevertRepair(to: [0.5, 0.5])) > 0.1)
        #expect(try await share(nil) == 0)
    }

    @Test("A gene whose value in the query is not allowed is not put back")
    func revertOutside() async throws {
        var search = GeneticSearch(
            Apart(), settings: GeneticSettings(population: 30, repair: RevertRepair(to: [7, 0.5])), seed: 3)
        for _ in 0..<10 { try await search.advance() }
        #expect(search.archive.allSatisfy { (0...1).contains($0.genome[0]) })
        #expect(search.archive.contains { $0.genome[1] == 0.5 })
    }

    @Test("The ends of a grid are met, and what is fixed or missing stays")
    func ends() async throws {
        var search = GeneticSearch(
            Grids(), settings: GeneticSettings(population: 40), seed: 4)
        for _ in 0..<15 { try await search.advance() }
        let first = Set(search.archive.map { $0.genome[0] })
        #expect(first.isSuperset(of: [-3, 2]) && first.allSatisfy { (-3...2).contains($0) && $0 == $0.rounded() })
        #expect(search.archive.allSatisfy { $0.genome[1].isNaN })
    }

    @Test("Draws of the beta distribution have its mean and its variance", arguments: [(0.2, 0.5), (1, 1), (0.5, 0.5)])
    func beta(_ alpha: Double, _ beta: Double) {
        var generator = SeededGenerator(seed: 11)
        let draws = (0..<20_000).map { _ in BetaDistribution(alpha: alpha, beta: beta).sample(using: &generator) }
        let mean = draws.reduce(0, +) / 20_000
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        let sum = alpha + beta
        let expected = alpha * beta / (sum * sum * (sum + 1))
        #expect(draws.allSatisfy { (0...1).contains($0) })
        // Four standard errors: of the mean, and of the variance of numbers in 0...1, whose squares vary by at most ¼.
        #expect(abs(mean - alpha / sum) < 4 * (expected / 20_000).squareRoot())
        #expect(abs(variance - expected) < 4 * 0.5 / 20_000.squareRoot())
    }
}

/// Two numbers that should be far from one another.
private struct Apart: GeneticProblem {
    let genes = [Gene](repeating: .real(0...1), count: 2)

    func outcomes(of genomes: [Genome]) -> [Void] { genomes.map { _ in } }

    func fitness(of genome: Genome, _: Void) -> Fitness {
        Fitness(objectives: [genome[0] - genome[1], genome[1]])
    }
}

private struct Grids: GeneticProblem {
    let genes: [Gene] = [.grid(step: 1, -3...2), .fixed(.nan), .real(0...1)]

    func outcomes(of genomes: [Genome]) -> [Void] { genomes.map { _ in } }
    func fitness(of genome: Genome, _: Void) -> Fitness { Fitness(objectives: [abs(genome[0] + 1), genome[2]]) }
}
