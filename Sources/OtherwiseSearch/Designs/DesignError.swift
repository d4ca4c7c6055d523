import OtherwiseCore

/// A question about designs that cannot be asked as it stands.
public enum DesignError: Error, Sendable, Hashable {
    /// Designs and outputs have different numbers of rows.
    case rowCounts(designs: Int, outputs: Int)
    case noDesigns
    /// There is no column for a feature.
    case noColumn(feature: String)
    /// The query has an option that its feature does not list.
    case unknownOption(feature: String, option: String, known: [String])
    /// A feature that may change never does in the designs, so that its changes have no unit.
    case constantFeature(String)
    case noLimit
    case unknownOutput(String, known: [String])
    /// An output has two limits, or two aims.
    case repeatedOutput(String)
    case emptyRange(String, Double, Double)
    /// A number is wanted of an output that holds something else.
    case notNumeric(output: String, value: String)
    case unreadable(String)
    case nothingGenerated
    case badCount(Int)
    case badWeight(String, Double)
    case unknownWeight(String, known: [String])
    /// An aim says nothing of what would do.
    case noSufficientValue(String)
}

extension DesignError: CustomStringConvertible {
    /// What is wrong, and the way out.
    public var description: String {
        switch self {
        case .rowCounts(let designs, let outputs):
            "There are \(designs) designs and \(outputs) rows of outputs. Give the outputs of every design, in the same order."
        case .noDesigns: "There are no designs. Give some: they settle the ranges of the features."
        case .noColumn(let feature):
            "The designs have no column '\(feature)'. Add it, or take the feature out of the schema."
        case .unknownOption(let feature, let option, let known):
            "The query's '\(feature)' is '\(option)', which is none of \(known.joined(separator: ", ")). Correct it, or add the option to the schema."
        case .constantFeature(let feature):
            "Every design has the same '\(feature)', so that a change of it has no unit. Give designs that differ in it, or freeze the feature."
        case .noLimit: "No limit is set. Say what at least one output must be, such as 'weight <= 3'."
        case .unknownOutput(let output, let known):
            "There is no output '\(output)'. The outputs are \(known.joined(separator: ", "))."
        case .repeatedOutput(let output): "The output '\(output)' is spoken of twice. Join the two into one."
        case .emptyRange(let output, let low, let high):
            "The range of '\(output)' goes from \(low.plain) to \(high.plain) and holds nothing more. Write the lower bound first, and a higher one."
        case .notNumeric(let output, let value):
            "A number is wanted of the output '\(output)', which holds '\(value)'. Name the classes that are wanted."
        case .unreadable(let text):
            "'\(text)' is no target. Write 'weight <= 3', 'stiffness 100..200', 'material is steel, wood', 'finish is not raw' or 'minimise weight'."
        case .nothingGenerated: "There is nothing to sample from. Generate at least one generation first."
        case .badCount(let count): "\(count) designs are asked for. Ask for at least 1."
        case .badWeight(let name, let weight):
            "The \(name) is \(weight.plain). Give a finite number of at least 0."
        case .unknownWeight(let name, let known):
            "There is no objective '\(name)' to weigh. The objectives are \(known.joined(separator: ", "))."
        case .noSufficientValue(let output):
            "Nothing says what would do for '\(output)', which acceptability is measured by. Say so, such as 'minimise \(output) to 2.5'."
        }
    }
}
