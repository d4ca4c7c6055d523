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
    /// Classes are wanted of an output that holds numbers.
    case notAClass(output: String)
    /// A class is wanted that the output does not have.
    case unknownClass(output: String, label: String, known: [String])
    /// A class is to be made as small or as large as can be.
    case aimAtClass(output: String, known: [String])
    case unreadable(String)
    case nothingGenerated
    case badCount(Int)
    case badWeight(String, Double)
    case unknownWeight(String, known: [String])
    /// An aim says nothing of what would do.
    case noSufficientValue(String)
    /// What would do is not above 0, so that there is no ratio to it.
    case badSufficientValue(output: String, Double)
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
        case .notAClass(let output):
            "The output '\(output)' is a number and has no classes. Write '\(output) >= 30' or '\(output) 10..20'."
        case .unknownClass(let output, let label, let known):
            "The output '\(output)' is never '\(label)'. Its classes are \(known.joined(separator: ", "))."
        case .aimAtClass(let output, let known):
            "The output '\(output)' is a class, which is neither small nor large. Write '\(output) is \(known.first ?? "a")', or aim at a score, such as 'maximise \(ModelEvaluator.scoreName(of: known.first ?? "a", in: output))'."
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
        case .badSufficientValue(let output, let value):
            "What would do for '\(output)' is \(value.plain). Acceptability is measured by ratios; give a number above 0, or leave out 'to \(value.plain)'."
        }
    }
}
