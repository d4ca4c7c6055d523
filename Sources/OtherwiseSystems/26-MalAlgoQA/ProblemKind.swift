import OtherwiseCausal

/// A kind of problem: numbers to draw, the right procedure, and the flawed ones that pupils are known for.
struct ProblemKind: Sendable {
    let name: String
    let subject: String
    let grade: Int
    let style: AnswerText.Style
    /// With its numbers as `{a}`.
    let stem: String
    private(set) var ranges: [(name: String, range: ClosedRange<Int>)] = []
    /// What the numbers must fulfil; `nil` for any.
    private(set) var condition: Expression?
    private(set) var right: [Procedure] = []
    private(set) var wrong: [Procedure] = []

    /// Answers below 0 are for pupils who know them.
    var allowsNegative: Bool { grade >= 6 }

    /// The kinds that come with the system, in the order of the file.
    static let all: [ProblemKind] = {
        do { return try read(String(decoding: PackageResources.problems_txt, as: UTF8.self)) } catch { return [] }
    }()

    /// Every third kind, from the first, the second and the third on.
    static let thirds = (0..<3).map { first in all.enumerated().filter { $0.offset % 3 == first }.map(\.element) }

    /// Every third kind is kept for tests.
    static let heldOut = thirds[2]

    func isKind(of question: WorkedQuestion) -> Bool { right.contains(question.procedures[question.correctIndex]) }

    /// All procedures for questions of the same kind; `nil` where it is none of these kinds.
    static func library(of question: WorkedQuestion) -> [Procedure]? {
        all.first { $0.isKind(of: question) }.map { $0.right + $0.wrong }
    }

    static let training = all.enumerated().filter { $0.offset % 3 != 2 }.map(\.element)
}

extension ProblemKind {
    /// A line of the file that is not of its form.
    struct BadLine: Error {
        let line: Int
    }

    static func read(_ text: String) throws -> [ProblemKind] {
        var kinds: [ProblemKind] = []
        for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard let first = words.first else { continue }
            guard words.count == 2 else { throw BadLine(line: place + 1) }
            if first == "=", let kind = ProblemKind(heading: words[1]) {
                kinds.append(kind)
            } else {
                guard !kinds.isEmpty, try kinds[kinds.count - 1].take(first, words[1]) else {
                    throw BadLine(line: place + 1)
                }
            }
        }
        return kinds
    }

    private init?(heading: String) {
        let parts = heading.fields
        guard parts.count == 6, let grade = Int(parts[2]), let style = AnswerText.Style(rawValue: parts[4]) else {
            return nil
        }
        (name, subject, self.grade, self.style, stem) = (parts[0], parts[1], grade, style, parts[5])
    }

    private mutating func take(_ key: String, _ text: String) throws -> Bool {
        switch key {
        case "numbers": ranges = text.split(separator: ",").compactMap(Self.range)
        case "where": condition = try Expression(text)
        case "right", "wrong":
            let parts = text.fields
            guard parts.count == 3 else { return false }
            let procedure = Procedure(name: parts[0], rationale: parts[2], program: try Expression(parts[1]))
            if key == "right" { right.append(procedure) } else { wrong.append(procedure) }
        default: return false
        }
        return true
    }

    private static func range(_ text: Substring) -> (name: String, range: ClosedRange<Int>)? {
        let words = text.split(separator: " ")
        guard words.count == 3, let low = Int(words[1]), let high = Int(words[2]), low <= high else { return nil }
        return (String(words[0]), low...high)
    }
}

extension String {
    /// What stands between bars.
    fileprivate var fields: [String] { split(separator: " | ", omittingEmptySubsequences: false).map(String.init) }
}
