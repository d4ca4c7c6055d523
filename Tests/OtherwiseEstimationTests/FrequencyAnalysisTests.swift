import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseEstimation

/// Models of levels whose answers are known; rows drawn from them; the same questions asked of the rows and the graph.
@Suite("Questions to frequencies")
struct FrequencyAnalysisTests {
    /// A hidden habit moves `x` and `y`; `m` carries the effect.
    private static func frontDoor() throws -> DiscreteCausalModel {
        try DiscreteCausalModel(
            variables: ["m", "x", "y"].map { .binary($0) },
            exogenous: [
                ExogenousVariable(name: "habit", probabilities: [0.5, 0.5]),
                ExogenousVariable(name: "a", probabilities: [0.7, 0.3]),
                ExogenousVariable(name: "b", probabilities: [0.8, 0.2]),
                ExogenousVariable(name: "c", probabilities: [0.7, 0.3]),
            ],
            mechanisms: [
                "x": DiscreteMechanism(exogenous: ["habit", "a"], table: [0, 1, 1, 0]),
                "m": DiscreteMechanism(parents: ["x"], exogenous: ["b"], table: [0, 1, 1, 0]),
                "y": DiscreteMechanism(
                    parents: ["m"], exogenous: ["habit", "c"], table: [0, 1, 1, 1, 1, 0, 1, 1]),
            ])
    }

    /// Rows whose frequencies are the model's probabilities, up to rounding to 1 in 10,000.
    private static func rows(_ model: DiscreteCausalModel) throws -> Table {
        let joint = try model.distribution()
        var columns = [[Value]](repeating: [], count: 3)
        for m in ["no", "yes"] {
            for x in ["no", "yes"] {
                for y in ["no", "yes"] {
                    let share = try joint.probability(of: [
                        "m": .category(m), "x": .category(x), "y": .category(y),
                    ])
                    for _ in 0..<Int((share * 10_000).rounded()) {
                        for (place, level) in [m, x, y].enumerated() { columns[place].append(.category(level)) }
                    }
                }
            }
        }
        return try Table(
            columns: zip(["m", "x", "y"], columns).map { Column(name: $0, values: $1, isNumeric: false) })
    }

    private static let graph = "x -> m -> y; x <-> y"

    @Test(
        "What is done, and what would have been, as the model that made the rows has it",
        arguments: [
            "P(y=yes | x=yes)", "P(y=yes | do(x=no))", "P(y=yes | do(x=yes))", "P(y_{x=no}=yes | x=yes)",
        ])
    func truth(_ text: String) throws {
        let (model, question) = (try Self.frontDoor(), try CausalQuestion(text))
        guard case .number(let truth, _) = try model.answer(question).result else {
            Issue.record("no number")
            return
        }
        let answer = try FrequencyAnalysis(
            question, graph: GraphDocument(reading: Self.graph), Self.rows(model)
        ).answer()
        guard case .number(let found, let interval?) = answer.result else {
            Issue.record("\(answer.result)")
            return
        }
        #expect(abs(found - truth) < 0.003, "\(found) \(truth)")
        #expect(interval.lower < truth && truth < interval.upper && interval.upper - interval.lower < 0.1)
        #expect(answer.estimand != nil)
    }

    @Test("Where causation is not identified its bounds hold the truth", arguments: ["PN", "PS", "PNS"])
    func bounds(_ kind: String) throws {
        let (model, question) = (try Self.frontDoor(), try CausalQuestion("\(kind) of x on y"))
        guard case .number(let truth, _) = try model.answer(question).result else {
            Issue.record("no number")
            return
        }
        let answer = try FrequencyAnalysis(
            question, graph: GraphDocument(reading: Self.graph), Self.rows(model)
        ).answer()
        guard case .bounds(let bounds) = answer.result else {
            Issue.record("\(answer.result)")
            return
        }
        #expect(bounds.lower - 0.003 <= truth && truth <= bounds.upper + 0.003, "\(bounds) \(truth)")
        #expect(bounds.upper - bounds.lower < 1)
    }

    @Test("What the graph leaves open, and what frequencies cannot hold, is refused")
    func faults() throws {
        let table = try Self.rows(Self.frontDoor())
        func ask(_ question: String, _ graph: String) throws -> CausalAnswer {
            try FrequencyAnalysis(CausalQuestion(question), graph: GraphDocument(reading: graph), table).answer()
        }
        #expect(throws: NotIdentified.self) { try ask("P(y=yes | do(x=no))", "x -> y; x <-> y; m") }
        #expect(throws: QuestionError.self) { try ask("P(y=yes | x=no, x=yes)", Self.graph) }
        #expect(throws: CausalModelError.self) { try ask("P(y=maybe | do(x=no))", Self.graph) }
        #expect(throws: QuestionError.self) { try ask("ATE of x on y", Self.graph) }
        let many = try Table(columns: [
            Column(name: "x", storage: .numbers((0..<50).map(Double.init))),
            Column(name: "y", storage: .numbers((0..<50).map(Double.init))),
        ])
        #expect(throws: EstimationError.self) {
            try FrequencyAnalysis(CausalQuestion("P(y=1 | do(x=0))"), graph: GraphDocument(reading: "x -> y"), many)
                .answer()
        }
    }

    /// `b` is 1 where `a` and `c` are.
    private static func conjunction() throws -> Table {
        let rows = [(0.0, 0.0), (0, 1), (1, 0), (1, 1), (1, 1), (0, 1)]
        return try Table(
            columns: [
                Column(name: "a", storage: .numbers(rows.map(\.0))),
                Column(name: "c", storage: .numbers(rows.map(\.1))),
                Column(name: "b", storage: .numbers(rows.map { $0.0 * $0.1 })),
            ])
    }

    @Test(
        "What is seen is a share of the rows, whatever the graph; what cannot be is 0",
        arguments: [
            ("P(c=1 | a=1, b=0)", 0), ("P(c=1 | b=0, a=1)", 0), ("P(c=1 | a=1, b=1)", 1), ("P(c=1 | a=0)", 2.0 / 3),
            ("P(b=1, b=0)", 0), ("P(b=1, b=0 | a=1)", 0), ("P(b_{a}=1)", 1.0 / 3), ("P(b_{a=1}=1, b_{a=1}=0)", 0),
        ] as [(String, Double)])
    func seeing(_ question: String, _ share: Double) throws {
        let answer = try FrequencyAnalysis(
            CausalQuestion(question), graph: GraphDocument(reading: "a -> b <- c"), Self.conjunction()
        ).answer()
        guard case .number(let found, _) = answer.result else {
            Issue.record("\(answer.result)")
            return
        }
        #expect(abs(found - share) < 1e-12)
    }

    @Test(
        "Evidence that never occurs is refused, also where it was exchanged",
        arguments: ["P(c=1 | a=0, b=1)", "P(c=1 | b=1, a=0)", "P(c_{a=1}=1 | a=0, b=1)", "P(b=1, b=0 | a=0, b=1)"])
    func impossible(_ question: String) throws {
        #expect(throws: EstimandError.impossibleEvidence) {
            try FrequencyAnalysis(
                CausalQuestion(question), graph: GraphDocument(reading: "a -> b <- c"), Self.conjunction()
            ).answer()
        }
    }

    @Test("Evidence of which each piece occurs, and both together never, is refused")
    func separately() throws {
        let rows = [(0.0, 0.0, 1.0), (0, 1, 0), (1, 0, 1), (1, 0, 0), (0, 1, 1)]
        let table = try Table(columns: [
            Column(name: "z", storage: .numbers(rows.map { $0.0 })),
            Column(name: "x", storage: .numbers(rows.map { $0.1 })),
            Column(name: "y", storage: .numbers(rows.map { $0.2 })),
        ])
        func ask(_ question: String) throws -> CausalAnswer {
            try FrequencyAnalysis(
                CausalQuestion(question), graph: GraphDocument(reading: "x -> y <- z"), table
            ).answer()
        }
        #expect(throws: EstimandError.impossibleEvidence) { try ask("P(y_{x=0}=1 | x=1, z=1)") }
        #expect(throws: Never.self) { try ask("P(y_{x=0}=1 | x=1, z=0)") }
    }

    @Test("Where the effect is not identified either, frequencies alone bound causation")
    func frequenciesAlone() throws {
        let table = try Self.rows(Self.frontDoor())
        for (kind, isOpen) in [("PNS", false), ("PN", true), ("PS", true)] {
            let answer = try FrequencyAnalysis(
                CausalQuestion("\(kind) of x on y"), graph: GraphDocument(reading: "x -> y; x <-> y; m"), table
            ).answer()
            guard case .bounds(let bounds) = answer.result else {
                Issue.record("\(answer.result)")
                continue
            }
            let joint = try Self.frontDoor().distribution()
            func share(_ level: String) throws -> Double {
                try joint.probability(of: ["x": .category(level), "y": .category(level)])
            }
            // At most those in whom cause and effect go together.
            let most = isOpen ? 1 : try share("yes") + share("no")
            #expect(bounds.lower == 0 && abs(bounds.upper - most) < 0.003, "\(kind) \(bounds)")
            #expect(answer.method.contains("frequencies alone"))
        }
    }

    /// The 95% intervals, of 60 draws each, of 100 studies of 300 rows: fewer than 85 hold the truth less than once in 10,000 suites.
    @Test("Intervals hold the truth")
    func coverage() throws {
        let model = try Self.frontDoor()
        let question = try CausalQuestion("P(y=yes | do(x=no))")
        guard case .number(let truth, _) = try model.answer(question).result else { return }
        let all = try Self.rows(model)
        var hits = 0
        for seed in 0..<100 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let rows = (0..<300).map { _ in Int.random(in: 0..<all.count, using: &generator) }
            let table = try Table(
                columns: all.columns.map { column in
                    Column(name: column.name, values: rows.map { column[$0] }, isNumeric: false)
                })
            let answer = try FrequencyAnalysis(
                question, graph: GraphDocument(reading: Self.graph), table, draws: 60, seed: 1
            ).answer()
            if case .number(_, let interval?) = answer.result, interval.lower <= truth, truth <= interval.upper {
                hits += 1
            }
        }
        #expect((85...100).contains(hits), "\(hits)")
    }
}
