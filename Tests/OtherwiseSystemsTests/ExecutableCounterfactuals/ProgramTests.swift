import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTesting
import Testing

@testable import OtherwiseSystems

@Suite("Programs as worlds")
struct ProgramTests {
    private static let text = """
        def f(x, r):
            v = x + r
            if v > 20:
                v = v * 2
            elif v % 2 == 0:
                v = v - r
            else:
                v = v // 3
            while v < 0:
                v = v + 7
            for i in range(0, 3):
                v = v + i
            return v % 10
        """

    @Test("A program reads as it is printed, and runs as Python runs it")
    func reading() throws {
        let program = try Program(Self.text)
        #expect(try Program(program.description) == program)
        // Python 3.11: [f(x, 4) for x in (1, 2, 20, -30)]
        let values = try [1, 2, 20, -30].map { try program.run([$0, 4]) }
        #expect(values == [4, 5, 1, 8])
    }

    @Test(
        "Floored division and remainder, of either sign",
        arguments: [(7, 3, 2, 1), (-7, 3, -3, 2), (7, -3, -3, -2), (-7, -3, 2, -1), (6, -3, -2, 0)])
    func division(_ dividend: Int, _ divisor: Int, _ quotient: Int, _ remainder: Int) throws {
        #expect(try Program("def f(a, b):\n return a // b").run([dividend, divisor]) == quotient)
        #expect(try Program("def f(a, b):\n return a % b").run([dividend, divisor]) == remainder)
    }

    @Test(
        "A run that cannot come to a value says why",
        arguments: [
            ("def f(x):\n while 1:\n  x = x + 1\n return x", RunError.stepLimit(10_000)),
            ("def f(x):\n return x // 0", .divisionByZero),
            ("def f(x):\n for i in range(99):\n  x = x * x\n return x", .overflow),
            ("def f(x):\n for i in range(9223372036854775807):\n  pass\n return x", .stepLimit(10_000)),
            ("def f(x):\n return x % (x - 3)", .divisionByZero),
            ("def f(x):\n return 9223372036854775807 + x", .overflow),
            ("def f(x):\n return -(0 - 9223372036854775807 - 1)", .overflow),
            ("def f(x):\n return (0 - 9223372036854775807 - 1) // -1", .overflow),
            ("def f(x):\n return y", .unknownVariable("y")),
            ("def f(x):\n pass", .noReturn("f")), ("def f():\n return 1", .arguments(found: 1, expected: 0)),
        ])
    func failures(_ text: String, _ expected: RunError) throws {
        let program = try Program(text)
        #expect(throws: expected) { try program.run([3]) }
    }

    @Test(
        "A program that cannot be read is refused with its line",
        arguments: [
            ("", 1), ("f(x)", 1), ("def f(x)\n return x", 1), ("def f(x):\nreturn x", 2),
            ("def f(x):\n y = \n return x", 2), ("def f(x):\n if x:\n return x", 3),
            ("def f(x):\n  return x\n y = 1", 3), ("def f(x):\n return (x", 2), ("def f(x, x):\n return x", 1),
            ("def f(x):\n return x $ 2", 2),
            // No program calls another, or itself; a number is one of 64 bits.
            ("def f(x):\n return f(x - 1)", 2), ("def f(x):\n y = f(x)\n return y", 2),
            ("def f(x):\n return 99999999999999999999", 2), ("def f(x):\n return 1.5", 2),
        ])
    func badPrograms(_ text: String, _ line: Int) throws {
        let error = try #require(throws: ProgramError.self) { try Program(text) }
        #expect(error.line == line, "\(error)")
    }

    @Test("Nesting without end is refused")
    func nesting() {
        let deep = "def f(x):\n" + (1..<3_000).map { String(repeating: " ", count: $0) + "if x:\n" }.joined()
        #expect(throws: ProgramError.self) { try Program(deep) }
        #expect(throws: ProgramError.self) {
            try Program("def f(x):\n return " + String(repeating: "(", count: 100_000))
        }
        for sign in ["not ", "- "] {
            #expect(throws: ProgramError.self) {
                try Program("def f(x):\n return " + String(repeating: sign, count: 100_000) + "x")
            }
            #expect(throws: Never.self) {
                try Program("def f(x):\n return " + String(repeating: sign, count: 50) + "x")
            }
        }
    }

    @Test(
        "Both ways to run a program give what Python gives, and nothing where it gives nothing",
        arguments: [
            ("r != 0 and 10 // r > 2", [0, 1, 1, 0, 0]), ("r == 0 or 10 % r > 2", [1, 0, 0, 0, 0]),
            ("x and r", [0, 1, 3, 4, -4]), ("r or x", [7, 1, 3, 4, -4]), ("x // (r - 3)", [-3, -4, nil, 7, -1]),
            ("x % (r - 3)", [-2, -1, nil, 0, 0]),
            (
                "9000000000000000000 + r * 100000000000000000",
                [
                    9_000_000_000_000_000_000, 9_100_000_000_000_000_000, nil, nil, 8_600_000_000_000_000_000,
                ]
            ),
            (
                "1152921504606846983 // 3 + r",
                [
                    384_307_168_202_282_327, 384_307_168_202_282_328, 384_307_168_202_282_330, 384_307_168_202_282_331,
                    384_307_168_202_282_323,
                ]
            ),
        ] as [(String, [Int?])])
    func bothRunners(_ formula: String, _ expected: [Int?]) throws {
        let program = try Program("def f(x, r):\r\n    return \(formula)")
        let (arguments, compiled) = ([0, 1, 3, 4, -4].map { [7, $0] }, CompiledProgram(program))
        #expect(arguments.map { try? program.run($0) } == expected)
        #expect(arguments.map { compiled.run($0).value } == expected)
    }

    @Test("A program may set so many variables and no more")
    func memory() throws {
        func setting(_ count: Int) -> String {
            "def f(x):\n" + (1..<count).map { " v\($0) = x\n" }.joined() + " return x"
        }
        #expect(try Program(setting(1_000)).run([3]) == 3)
        let large = try Program(setting(1_001))
        #expect(throws: RunError.memoryLimit(1_000)) { try large.run([3]) }
    }

    @Test("A world whose program never ends, or divides by zero, for some hidden value says so when it is asked")
    func wrongWorlds() throws {
        for (statement, problem) in [
            ("while 1:\n   pass", RunError.stepLimit(10_000)), ("v = 1 // 0", .divisionByZero),
        ] {
            let program = try Program("def f(x, r):\n if r == 7:\n  \(statement)\n return x + r")
            let run = ProgramRun(inputs: ["x": 1], output: 5)
            #expect(throws: problem) { try ProgramWorld(program, hidden: ["r": 1...30]).abduct(run) }
            let fine = try ProgramWorld(program, hidden: ["r": 1...6])
            let cause = try fine.abduct(run)
            #expect(cause.hidden == [["r": 4]])
            let change = ProgramChange(program: try Program("def g(x, r):\n \(statement)\n return r"))
            #expect(throws: problem) { try fine.predict(cause, under: change) }
        }
    }

    @Test("Both ways to run a program count its steps alike, and end at the limit")
    func steps() throws {
        let text = "def f(x):\n for i in range(x):\n  if i % 2:\n   x = x + 1\n while x > 5:\n  x = x - 1\n return x"
        let program = try Program(text)
        let compiled = CompiledProgram(program)
        for argument in 0..<30 {
            let counted = try program.counted([argument], RunLimits())
            #expect(compiled.run([argument]) == counted)
            #expect(compiled.run([argument], limit: counted.steps - 1).value == nil)
        }
        let endless = CompiledProgram(try Program("def f(x):\n while 1:\n  pass\n return x"))
        #expect(endless.run([1]).value == nil)
    }

    @Test("A long line, and work without end, are refused")
    func work() throws {
        func sum(_ terms: Int) -> String {
            "def f(x, r):\n return x + r" + String(repeating: " + 0", count: terms)
        }
        #expect(
            try Program(sum(1_500)).run([1, 2]) == 3 && CompiledProgram(Program(sum(1_500))).run([1, 2]).value == 3)
        #expect(throws: ProgramError.self) { try Program(sum(50_000)) }
        let slow = try Program("def f(x, r):\n for i in range(4000):\n  x = x + 0\n return x + r")
        let limits = RunLimits(work: 100_000)
        #expect(throws: ProgramWorldError.tooMuchWork(100_000)) {
            try ProgramWorld(slow, hidden: ["r": 1...100], limits: limits).abduct(
                ProgramRun(inputs: ["x": 1], output: 5))
        }
        let few = try ProgramWorld(slow, hidden: ["r": 1...8], limits: limits)
        #expect(try few.abduct(ProgramRun(inputs: ["x": 1], output: 5)).hidden == [["r": 4]])
        // A line counts by its operators: a hundred runs of one are 150,000 and more.
        let long = try ProgramWorld(Program(sum(1_500)), hidden: ["r": 1...100], limits: limits)
        #expect(throws: ProgramWorldError.tooMuchWork(100_000)) {
            try long.abduct(ProgramRun(inputs: ["x": 1], output: 5))
        }
        let counted = try Program(sum(1_500)).counted([1, 2], RunLimits())
        #expect(counted.steps == 1 && counted.work == 1_502)
    }

    /// A hidden value that does not explain the run may make another run endless, or divide by zero.
    @Test(
        "Items whose unexplained hidden values go wrong are still answered",
        arguments: ["while 1:\\n    pass", "return 1 // 0"])
    func unexplained(_ statement: String) async throws {
        let code = "def f(x, r):\\n if x == 2:\\n  if r == 7:\\n   \(statement)\\n return x + r"
        let line = #"{"code":"\#(code)","x":1,"y":5,"xPrime":2,"domain":{"r":[1,30]},"answers":[6]}"#
        let items = CheckItems(name: "items.jsonl", bytes: Array(line.utf8))
        let findings = try await ExecutableCounterfactualsCheck().findings(seed: 0, items: items)
        #expect(findings.figures.map(\.value) == [1, 1])
    }

    @Test("A program with a hidden input keeps the laws of worlds")
    func laws() async throws {
        let world = try ProgramWorld(try Program(Self.text), hidden: ["r": 1...30])
        let records = try [(3, 5), (12, 9)].map { x, r in
            ProgramRun(inputs: ["x": x], output: try world.run(world.program, ["x": x], ["r": r]))
        }
        let violations = try await WorldLaws.violations(
            of: world, factuals: records,
            interventions: [.inputs(["x": 8]), ProgramChange(program: try Program("def g(x, r):\n return r"))]
        ) { .inputs($0.inputs) }
        #expect(violations.isEmpty, "\(violations)")
        #expect(throws: ProgramWorldError.self) { try world.abduct(ProgramRun(inputs: ["x": 3], output: 99)) }
        #expect(throws: ProgramWorldError.self) { try ProgramWorld(world.program, hidden: ["r": 1...2_000_000]) }
        #expect(throws: ProgramWorldError.self) { try ProgramWorld(world.program, hidden: ["q": 1...2]) }
    }

    @Test(
        "Replies are read from their last list, or an only number",
        arguments: [
            ("so [1, 2] or [3,4]", [3, 4]), ("It is 7.", [7]), ("[ -1 ]", [-1]), ("3 or 4", nil), ("none", nil),
            ("[]", nil),
        ] as [(String, Set<Int>?)])
    func replies(_ text: String, _ expected: Set<Int>?) { #expect(ProgramProblem.reading(text) == expected) }

    /// 25 problems of each family.
    @Test("The check holds for another seed, and problems pass their gates", arguments: [7, 8] as [UInt64])
    func check(seed: UInt64) async throws {
        let findings = try await ExecutableCounterfactualsCheck(count: 100).findings(seed: seed, items: nil)
        let broken = findings.figures.filter { !$0.holds }, passing = findings.controls.filter { !$0.failsAsItShould }
        #expect(broken.isEmpty && passing.isEmpty, "\(broken) \(passing)")
        var maker = ProblemGenerator(seed: seed), again = ProblemGenerator(seed: seed)
        for family in ProgramProblem.Family.allCases {
            let (made, same) = (maker.problem(family), again.problem(family))
            let problem = try #require(made)
            #expect(same == problem)
            #expect(problem.consistent.contains(problem.truth) && problem.consistent.count > 1)
            #expect(problem.answers.contains(problem.interventionalAnswer) && problem.answers != [problem.output])
            #expect(try Program(problem.program.description) == problem.program)
            #expect(problem.prompt().contains("x = \(problem.otherInput)") && !problem.prompt().contains("r = "))
        }
    }

    /// By hand: 3·r mod 4 = 2 for r = 2, 6; then (r + 5) mod 4 is 3 for both.
    private static func items(labelled answers: String) -> CheckItems {
        let code = #"def f(x, r):\n if x > 4:\n  return (r + x) % 4\n return (x * r) % 4"#
        let line =
            #"{"code":"\#(code)","x":3,"y":2,"xPrime":5,"domain":{"r":[1,7]},"answers":\#(answers)}"#
        return CheckItems(name: "items.jsonl", bytes: Array(line.utf8))
    }

    @Test("Items of one's own are answered as labelled, and a wrong label shows")
    func items() async throws {
        for (answers, share) in [("[3]", 1.0), ("[2]", 0), ("[3, 1]", 0)] {
            let findings = try await ExecutableCounterfactualsCheck().findings(
                seed: 0, items: Self.items(labelled: answers))
            #expect(findings.figures.map(\.value) == [1, share], "\(answers)")
        }
    }

    @Test(
        "Items that cannot be read are refused",
        arguments: [
            "", "{}", #"{"code":"def f(x)","x":1,"y":1,"xPrime":2,"domain":{},"answers":[1]}"#,
            #"{"code":"def f(x, r):\n return r","x":1,"y":9,"xPrime":2,"domain":{"r":[1,7]},"answers":[1]}"#,
            #"{"code":"def f(x, r):\n return r","x":1,"y":1,"xPrime":2,"domain":{"r":[7,1]},"answers":[1]}"#,
        ])
    func badItems(_ line: String) async {
        let items = CheckItems(name: "items.jsonl", bytes: Array(line.utf8))
        await #expect(throws: SystemError.self) {
            try await ExecutableCounterfactualsCheck().findings(seed: 0, items: items)
        }
    }
}
