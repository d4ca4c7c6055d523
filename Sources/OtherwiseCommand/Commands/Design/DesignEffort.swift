import ArgumentParser

/// How designs are searched, what that may take, and whether what is found is kept.
struct DesignEffort: ParsableArguments {
    @Option(help: "How many generations are bred.")
    var generations = 50

    @Option(help: "How many candidates a generation has.")
    var population = 100

    @Option(
        help: ArgumentHelp(
            "What the search may take, such as 10s or 5m; of commands and servers the known designs are asked about for half of it at most, and a generation that is not done by its end is given up. (default: no limit)",
            valueName: "time"),
        transform: DurationArgument.duration)
    var timeLimit: Duration?

    @Option(
        help: ArgumentHelp(
            "How many designs may be evaluated, those of --data apart. (default: no limit)", valueName: "rows"))
    var rowLimit: Int?

    @Option(
        help: "A file for all that was found; 'otherwise resample' chooses from it again.",
        completion: .file(extensions: ["json"]))
    var save: String?

    @Flag(help: "Go on with the search in --save: what was evaluated is not evaluated again.")
    var resume = false

    @Option(parsing: .unconditional, help: "The seed of whatever is drawn at random.")
    var seed: UInt64 = 0

    func validate() throws {
        if generations < 1 { throw ValidationError("--generations is \(generations). Breed at least 1.") }
        if population < 2 { throw ValidationError("--population is \(population). Give at least 2 candidates.") }
        if let rowLimit, rowLimit < 1 { throw ValidationError("--row-limit is \(rowLimit). Allow at least 1 design.") }
        if resume, save == nil { throw ValidationError("--resume needs the search to go on with. Give --save.") }
    }
}
