import ArgumentParser
import OtherwiseCore

/// What is wanted of the model.
struct GoalOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The outcome that is wanted: a class, 'not' and a class, or for a number '>=200', '<=100' or '100..200'.",
            valueName: "outcome"))
    var want: GoalArgument

    @Option(help: "The least probability of the wanted class, 0 to 1.")
    var probability: Double?

    func validate() throws {
        if let probability, !(0...1).contains(probability) {
            throw ValidationError("--probability is \(probability.plain). Give a number from 0 to 1.")
        }
    }

    /// - Throws: `GoalError` that says what the model may be asked for.
    func goal(for output: ModelOutput) throws(GoalError) -> Goal {
        try want.goal(for: output, probability: probability)
    }
}
