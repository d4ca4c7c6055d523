import OtherwiseNumerics

/// Makes problems that need abduction, the same ones for the same seed.
public struct ProblemGenerator {
    private var generator: SeededGenerator
    private var seen: Set<Program> = []

    /// How many candidates are tried for one problem before the next is given up.
    private static let attempts = 10_000

    /// Makes the same problems for the same seed.
    public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// A problem of a family that none before repeats.
    ///
    /// - Returns: `nil` where none of 10,000 candidates passes the gates.
    public mutating func problem(_ family: ProgramProblem.Family) -> ProgramProblem? {
        for _ in 0..<Self.attempts {
            let program = program(family)
            guard !seen.contains(program), let problem = try? problem(family, program) else { continue }
            seen.insert(program)
            return problem
        }
        return nil
    }

    /// The gates: several hidden values explain the run, but not all; the answer is neither the old output nor what
    /// a default hidden value gives, and it differs for at least a fifth of the hidden values that do not explain it.
    private mutating func problem(_ family: ProgramProblem.Family, _ program: Program) throws -> ProgramProblem? {
        let names = program.parameters.filter { $0 != "x" }
        let domain = names.count > 1 ? 1...8 : 1...30
        let world = try ProgramWorld(program, hidden: Dictionary(uniqueKeysWithValues: names.map { ($0, domain) }))
        let input = number(1...30), otherInput = number(1...30)
        let truth = Dictionary(uniqueKeysWithValues: names.map { ($0, number(domain)) })
        guard input != otherInput else { return nil }
        let output = try world.run(program, ["x": input], truth)
        let record = ProgramRun(inputs: ["x": input], output: output)
        let cause = try world.abduct(record)
        let all = world.combinations()
        let answers = try world.predict(cause, under: .inputs(["x": otherInput]))
        let others = try all.map { try world.run(program, ["x": otherInput], $0) }
        let consistent = Set(cause.hidden)
        let wrong = zip(all, others).filter { !consistent.contains($0.0) }
        guard cause.hidden.count > 1, !wrong.isEmpty, answers != [output], answers != [others[0]],
            wrong.count(where: { !answers.contains($0.1) }) * 5 >= wrong.count
        else { return nil }
        return ProgramProblem(
            family: family, program: program, hidden: world.hidden, input: input, output: output,
            otherInput: otherInput, consistent: cause.hidden, answers: answers, truth: truth,
            interventionalAnswer: try world.run(program, ["x": otherInput], truth))
    }

    // MARK: Programs

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }

    private mutating func program(_ family: ProgramProblem.Family) -> Program {
        let hidden = family == .severalHidden ? ["r1", "r2", "r3"] : ["r"]
        let body: [Program.Statement] =
            switch family {
            case .ifElse, .words: [preparation(hidden), choice(hidden, depth: Bool.random(using: &generator) ? 1 : 0)]
            case .ifElseLong:
                [preparation(hidden), choice(hidden, depth: 2), update(hidden), choice(hidden, depth: 1)]
            case .whileLoop: [preparation(hidden)] + loop(hidden)
            case .severalHidden:
                [
                    preparation(hidden),
                    .count("i", from: .number(0), to: .number(number(2...4)), [choice(hidden, depth: 0)]),
                ]
            }
        let end = Program.Statement.give(.binary(.modulo, .variable("v"), .number(number(5...20))))
        return Program(name: "f", parameters: ["x"] + hidden, body: body + [end])
    }

    /// `v = x op term`
    private mutating func preparation(_ hidden: [String]) -> Program.Statement {
        .assign("v", .binary(pick([.plus, .minus, .times]), .variable("x"), term(hidden)))
    }

    /// `v = v op term`
    private mutating func update(_ hidden: [String]) -> Program.Statement {
        .assign("v", .binary(pick([.plus, .minus, .times]), .variable("v"), term(hidden)))
    }

    private mutating func term(_ hidden: [String]) -> Program.Formula {
        number(0...2) == 0 ? .number(number(2...9)) : .variable(pick(hidden + hidden + ["x"]))
    }

    private mutating func condition(_ hidden: [String]) -> Program.Formula {
        switch number(0...2) {
        case 0: .binary(pick([.below, .above]), .variable("v"), .number(number(10...60)))
        case 1: .binary(.equal, .binary(.modulo, .variable("v"), .number(number(2...3))), .number(0))
        default: .binary(pick([.atMost, .atLeast]), .variable(pick(hidden)), .number(number(4...20)))
        }
    }

    private mutating func choice(_ hidden: [String], depth: Int) -> Program.Statement {
        var branches = [Program.Branch(condition(hidden), block(hidden, depth: depth))]
        if number(0...2) == 0 { branches.append(Program.Branch(condition(hidden), block(hidden, depth: 0))) }
        return .choose(branches, otherwise: block(hidden, depth: 0))
    }

    private mutating func block(_ hidden: [String], depth: Int) -> [Program.Statement] {
        depth == 0 ? [update(hidden)] : [update(hidden), choice(hidden, depth: depth - 1)]
    }

    /// `while n > 0`, where n shrinks by what stands beside it.
    private mutating func loop(_ hidden: [String]) -> [Program.Statement] {
        let start = Program.Formula.binary(.modulo, .variable(pick(hidden + ["x"])), .number(number(3...6)))
        return [
            .assign("n", .binary(.plus, start, .number(1))),
            .loop(
                while: .binary(.above, .variable("n"), .number(0)),
                [choice(hidden, depth: 0), .assign("n", .binary(.minus, .variable("n"), .number(1)))]),
        ]
    }
}
