import OtherwiseCore

/// What is wrong with a causal model, or with a question to one.
public enum CausalModelError: Error, Sendable, Hashable {
    case unknownVariable(String, names: [String])
    case unknownLevel(String, of: String, levels: [String])
    case missingCell(column: String, row: Int)
    case noRows
    /// A mechanism or a table that does not have the shape its parents give it.
    case shape(variable: String, found: Int, expected: Int)
    /// Probabilities that are negative, not finite, or do not sum to 1.
    case probabilities(of: String, String)
    /// What was observed has probability 0.
    case impossibleEvidence([String: String])
    /// None of so many units drawn from the model agrees with what was observed.
    case unlikelyEvidence(units: Int)
    /// More combinations than are enumerated.
    case tooLarge(String, count: Double, limit: Int)
    /// A value that travels along some edges only mixes on more paths than are followed.
    case tooManyPaths(from: String, to: String, count: Double, limit: Int)
    /// Two parts of a model that disagree.
    case inconsistent(String)
    case graph(GraphError)
}

extension CausalModelError: CustomStringConvertible {
    /// What is wrong, and the way out.
    public var description: String {
        switch self {
        case .unknownVariable(let name, let names):
            "There is no variable '\(name)'. There are: \(names.prefix(30).joined(separator: ", "))."
        case .unknownLevel(let level, let name, let levels):
            "'\(name)' has no level '\(level)'. It has: \(levels.prefix(30).joined(separator: ", "))."
        case .missingCell(let column, let row):
            "Column '\(column)' has no value in row \(row). Fill it in or leave the row out."
        case .noRows: "The table has no rows."
        case .shape(let variable, let found, let expected):
            "The table of '\(variable)' has \(found) entries; its parents and levels ask for \(expected)."
        case .probabilities(let name, let problem): "The probabilities of '\(name)' \(problem)."
        case .impossibleEvidence(let evidence):
            "The evidence \(evidence.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")) has probability 0 in this model. Check the evidence, or the model."
        case .unlikelyEvidence(let units):
            "None of \(units) units drawn from the model agrees with what was observed: it is impossible there, or too rare. Check it, or give more of the unit's variables."
        case .tooLarge(let what, let count, let limit):
            "\(what) has \(count.plain) combinations; at most \(limit) are enumerated."
        case .tooManyPaths(let cause, let effect, let count, let limit):
            "Along these edges '\(cause)' reaches '\(effect)' in part on \(count.plain) paths; at most \(limit) are followed. Name a few paths, as in PSE of \(cause) on \(effect) along \(cause) -> … -> \(effect), or ask NDE or NIE."
        case .inconsistent(let problem): problem
        case .graph(let error): error.description
        }
    }
}
