import ArgumentParser
import OtherwiseSearch

/// How the strategy `genetic` works, and whether what it finds is kept.
struct GeneticArguments: ParsableArguments {
    @Option(help: "How many generations are bred.")
    var generations = GeneticOptions().generations

    @Option(help: "How many candidates a generation has.")
    var population = GeneticOptions().population

    @Option(
        help: "A file for all that was found; 'otherwise resample' chooses from it again.",
        completion: .file(extensions: ["json"]))
    var save: String?

    /// - Parameter isForOne: Whether one row is asked about.
    func validate(with strategy: StrategyChoice, isForOne: Bool) throws {
        if generations < 1 { throw ValidationError("--generations is \(generations). Breed at least 1.") }
        guard (2...100_000).contains(population) else {
            throw ValidationError("--population is \(population). Give 2 candidates to 100,000.")
        }
        if save != nil, strategy != .genetic || !isForOne {
            throw ValidationError("--save goes with --row and --strategy genetic.")
        }
    }

    var options: GeneticOptions { GeneticOptions(population: population, generations: generations) }
}
