import ArgumentParser
import OtherwiseSearch

/// Which design, what is wanted of it, and how it is searched.
struct DesignQuestion: ParsableArguments {
    @Option(parsing: .unconditional, help: "The design to change, a row of the data, counted from 0.")
    var row: Int

    @Option(help: ArgumentHelp("A limit or an aim; once for each.", valueName: "target"))
    var target: [String]

    @Option(help: "The number of designs.")
    var count = 5

    @Option(
        help: ArgumentHelp(
            "What counts how much: aims by their outputs, proximity, sparsity, manifold. (default: 1 for each aim, 1, 0.3 and 0.5)",
            valueName: "name=weight,…"),
        transform: WeightsArgument.weights)
    var weights: [String: Double]?

    @Option(parsing: .unconditional, help: "How much difference counts against quality; 0 for quality alone.")
    var diversity = DesignPreferences().diversity

    func validate() throws {
        if count < 1 { throw ValidationError("\(DesignError.badCount(count))") }
    }

    /// Choosing takes time in the square of how many are compared.
    private static let mostCompared = 2000

    var preferences: DesignPreferences {
        var preferences = DesignPreferences(diversity: diversity, cap: Self.mostCompared)
        preferences.weigh(weights ?? [:])
        let isEnoughKnown = (try? DesignTargets(target))?.aims.contains { $0.sufficient != nil } ?? false
        preferences.acceptability = isEnoughKnown ? Acceptability() : nil
        return preferences
    }
}
