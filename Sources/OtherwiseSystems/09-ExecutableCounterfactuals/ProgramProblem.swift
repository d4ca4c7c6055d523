import OtherwiseNumerics

/// A question about a program's run: what would it have returned for another input, all hidden values being the same?
public struct ProgramProblem: Sendable, Hashable {
    /// The kind of program, an axis of generalisation.
    public enum Family: String, Sendable, Hashable, Codable, CaseIterable {
        case ifElse = "if_else"
        case ifElseLong = "if_else_long"
        case whileLoop = "while"
        /// Three hidden values and a loop that counts.
        case severalHidden = "multi_r"
        /// Told in words.
        case words = "gsm"
    }

    /// The kind of program.
    public let family: Family
    /// What was run.
    public let program: Program
    /// The range of each hidden value.
    public let hidden: [String: ClosedRange<Int>]
    /// What it was run with.
    public let input: Int
    /// What it returned.
    public let output: Int
    /// What it is asked about.
    public let otherInput: Int
    /// The hidden values that explain the run.
    public let consistent: [[String: Int]]
    /// The outputs that are possible for the other input.
    public let answers: Set<Int>
    /// The hidden values of the run, and what the other input gives with them: for the control question.
    public let truth: [String: Int]
    /// What the other input gives with the hidden values of the run.
    public let interventionalAnswer: Int

    var record: ProgramRun { ProgramRun(inputs: ["x": input], output: output) }
    var change: ProgramChange { .inputs(["x": otherInput]) }
}

extension ProgramProblem {
    /// The question as text; with the hidden values told, only running forward is needed.
    public func prompt(tellsHidden: Bool = false) -> String {
        let domains = hidden.sorted { $0.key < $1.key }.map {
            "\($0.key) is a whole number from \($0.value.lowerBound) to \($0.value.upperBound)"
        }
        let told = truth.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        let code = family == .words ? program.inWords : program.description
        let secret =
            tellsHidden
            ? "In both runs \(told)." : "\(domains.joined(separator: "; ")), drawn once and the same in both runs."
        let ask = tellsHidden ? "What does it return" : "What would it have returned"
        return """
            \(code)
            \(secret)
            For x = \(input) it returned \(output).
            \(ask) for x = \(otherInput)? Give ALL possible outputs as a list such as [1, 2].
            """
    }

    /// A reply: the last list in brackets, or else its only number.
    public static func reading(_ reply: String) -> Set<Int>? {
        if let end = reply.lastIndex(of: "]"), let start = reply[..<end].lastIndex(of: "[") {
            let parts = reply[reply.index(after: start)..<end].split(separator: ",").map {
                $0.filter { !$0.isWhitespace }
            }
            let numbers = parts.compactMap { Int($0) }
            if numbers.count == parts.count, !numbers.isEmpty { return Set(numbers) }
        }
        let words = reply.split { !($0.isNumber || $0 == "-") }.compactMap { Int($0) }
        return words.count == 1 ? Set(words) : nil
    }

    /// How right a set of outputs is.
    public func grade(_ predicted: Set<Int>) -> Grade { Grade(predicted, against: answers) }

    /// How right the hidden values are that a reply infers: the first of its three stages.
    public func grade(abduction: Set<[String: Int]>) -> Grade { Grade(abduction, against: Set(consistent)) }

    /// How right an answer is.
    public struct Grade: Sendable, Hashable {
        /// Whether it is just what is possible.
        public let isExact: Bool
        /// The harmonic mean of precision and recall.
        public let f1: Double

        init<Element: Hashable>(_ predicted: Set<Element>, against truth: Set<Element>) {
            isExact = predicted == truth
            let shared = Double(predicted.intersection(truth).count)
            let total = Double(predicted.count + truth.count)
            f1 = total == 0 ? 1 : 2 * shared / total
        }
    }
}
