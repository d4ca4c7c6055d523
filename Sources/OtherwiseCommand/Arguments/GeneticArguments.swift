import ArgumentParser
import OtherwiseSearch

/// How the strategy `genetic` works, and whether what it finds is kept.
struct GeneticArguments: ParsableArguments {
    @Option(help: "How many generations are bred. (default: \(GeneticOptions().generations))")
    var generations: Int?

    @Option(help: "How many candidates a generation has. (default: \(GeneticOptions().population))")
    var population: Int?

    @Option(
        help: "A file for all that was found; 'otherwise resample' chooses from it again.",
        completion: .file(extensions: ["json"]))
    var save: String?

    /// - Parameter isForOne: Whether one row is asked about.
    func validate(with strategy: StrategyChoice, isForOne: Bool) throws {
        let (generations, population) = (options.generations, options.population)
        if generations < 1 { throw ValidationError("--generations is \(generations). Breed at least 1.") }
        guard (2...100_000).contains(population) else {
            throw ValidationError("--population is \(population). Give 2 candidates to 100,000.")
        }
        if save != nil, strategy != .genetic || !isForOne {
            throw ValidationError("--save goes with --row and --strategy genetic.")
        }
    }

    var options: GeneticOptions {
        var options = GeneticOptions()
        options.population = population ?? options.population
        options.generations = generations ?? options.generations
        return options
    }
}
