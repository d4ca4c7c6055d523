import Foundation

/// A problem as a file gives it, with the outputs that it is labelled with.
struct ProgramItem: Decodable {
    static let format =
        "JSON lines with code (def f(x, r): …), x, y, xPrime, domain ({\"r\": [1, 30]}), answers (a list), and perhaps family"

    let code: String
    let family: ProgramProblem.Family?
    let x: Int
    let y: Int
    let xPrime: Int
    /// The least and the greatest of each hidden value.
    let domain: [String: [Int]]
    let answers: Set<Int>

    /// The problem with the oracle's own answers. A file does not tell the hidden values: the first that explain the
    /// run stand for them.
    ///
    /// - Throws: `ProgramError`, `ProgramWorldError` or `RunError`.
    func problem() throws -> ProgramProblem {
        let program = try Program(code)
        let world = try ProgramWorld(program, hidden: try domain.mapValues(Self.range))
        let cause = try world.abduct(ProgramRun(inputs: ["x": x], output: y))
        let truth = cause.hidden.first ?? [:]
        return ProgramProblem(
            family: family ?? .ifElse, program: program, hidden: world.hidden, input: x, output: y, otherInput: xPrime,
            consistent: cause.hidden, answers: try world.predict(cause, under: .inputs(["x": xPrime])), truth: truth,
            interventionalAnswer: try world.run(program, ["x": xPrime], truth))
    }

    private static func range(_ bounds: [Int]) throws -> ClosedRange<Int> {
        guard bounds.count == 2, bounds[0] <= bounds[1] else { throw BadDomain(bounds: bounds) }
        return bounds[0]...bounds[1]
    }

    private struct BadDomain: Error, CustomStringConvertible {
        let bounds: [Int]
        var description: String { "\(bounds) is no domain; a least and a greatest value are" }
    }
}

/// An item with what the oracle makes of it.
struct SolvedProgramItem {
    let problem: ProgramProblem
    let isAsLabelled: Bool

    /// One item per line; one that cannot be read or solved is refused with its line.
    static func items(in file: CheckItems) throws(SystemError) -> [SolvedProgramItem] {
        var items: [SolvedProgramItem] = []
        for (place, line) in file.bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            do {
                let item = try JSONDecoder().decode(ProgramItem.self, from: Data(line))
                let problem = try item.problem()
                items.append(SolvedProgramItem(problem: problem, isAsLabelled: problem.answers == item.answers))
            } catch {
                let problem = error is DecodingError ? "it is no item" : "\(error)"
                throw .badItems(file: file.name, problem: "line \(place + 1): \(problem)", format: ProgramItem.format)
            }
        }
        guard !items.isEmpty else {
            throw .badItems(file: file.name, problem: "it is empty", format: ProgramItem.format)
        }
        return items
    }
}
