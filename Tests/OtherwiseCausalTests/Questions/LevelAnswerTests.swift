import Foundation
import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseCausal

@Suite("Answers of networks and models of levels")
struct LevelAnswerTests {
    @Test("Asia: seeing, doing and imagining")
    func asia() throws {
        let asia = try Places.network("asia")
        // P(dysp | do(smoke=no)) = P(dysp | smoke=no), for smoking has no causes; pgmpy 1.1.2 says 0.3190.
        let done = try asia.answer(CausalQuestion("P(dysp=yes | do(smoke=no))"))
        #expect(abs((done.number ?? 0) - 0.319) < 1e-3 && done.rung == .doing)
        // The same evidence changes the answer: pgmpy drops it and says 0.319 again.
        let treated = try asia.answer(CausalQuestion("P(dysp_{smoke=no}=yes | smoke=yes)"))
        #expect(treated.number == done.number)
        let imagined = try asia.answer(CausalQuestion("P(dysp_{smoke=no}=yes | smoke=yes, dysp=yes)"))
        guard case .bounds(let bounds) = imagined.result else {
            Issue.record("tables do not settle this")
            return
        }
        #expect(bounds.lower < 0.319 && bounds.upper > 0.319 && !imagined.cautions.isEmpty)
        let ranks = try asia.preservingRanks()
        let point = try #require(
            try ranks.answer(CausalQuestion("P(dysp_{smoke=no}=yes | smoke=yes, dysp=yes)")).number)
        #expect(point >= bounds.lower && point <= bounds.upper)
        #expect(throws: QuestionError.self) { try asia.answer(CausalQuestion("P(dysp=yes | do(smoke=no), smoke=yes)")) }
    }

    /// At least 15 × 5 = 75 random networks of 4 variables that leave a question open.
    @Test("Bounds hold the answer of every structural model with the same tables", arguments: 0..<15)
    func bounds(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var open = 0
        for _ in 0..<10 {
            let model = try DiscreteCausalModel.random(
                nodes: 4, directed: 0.7, bidirected: 0, levels: 2, using: &generator)
            let network = try Self.network(of: model)
            let question = try CausalQuestion("P(v1_{v0=1}=1 | v0=0, v1=0, v2=1)")
            guard let exact = try? model.answer(question), let value = exact.number else { continue }
            let events = [CounterfactualEvent("v1", is: .number(1), do: ["v0": .number(1)])]
            let evidence = [("v0", 0.0), ("v1", 0), ("v2", 1)].map { CounterfactualEvent($0.0, is: .number($0.1)) }
            let bounds = try network.bounds(of: events, given: evidence)
            #expect(value >= bounds.lowerBound - 1e-12 && value <= bounds.upperBound + 1e-12)
            if bounds.lowerBound < bounds.upperBound { open += 1 }
            let ranks = try network.preservingRanks()
            let joint = try ranks.distribution(), own = try model.distribution()
            for name in model.graph.nodes {
                let difference = try abs(
                    joint.probability(of: [name: .number(1)]) - own.probability(of: [name: .number(1)]))
                #expect(difference < 1e-12)
            }
        }
    }

    /// The tables that a model without confounding has.
    private static func network(of model: DiscreteCausalModel) throws -> DiscreteNetwork {
        let tables = try model.graph.nodes.map { name in
            let parents = try model.graph.parents(of: name).sorted()
            var walk = Odometer(cardinalities: parents.map { _ in 2 })
            var rows: [Double] = []
            for _ in 0..<(1 << parents.count) {
                let set = Dictionary(uniqueKeysWithValues: zip(parents, walk.levels.map { Value.number(Double($0)) }))
                let one = try model.probability(of: [CounterfactualEvent(name, is: .number(1), do: set)])
                rows += [1 - one, one]
                walk.advance()
            }
            return ConditionalTable(variable: name, parents: parents, probabilities: rows)
        }
        return try DiscreteNetwork(variables: model.variables, tables: tables)
    }

    /// 15 × 10 = 150 random networks.
    @Test("Bounds on natural effects and on causation hold the truth of every structural model", arguments: 0..<15)
    func imagined(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var open = 0
        for _ in 0..<10 {
            let model = try DiscreteCausalModel.random(
                nodes: 4, directed: 0.8, bidirected: 0, levels: 2, using: &generator)
            let network = try Self.network(of: model)
            let names = model.graph.topologicalOrder
            for text in [
                "PNS of \(names[0])=1 on \(names[3])=1", "PNS of \(names[1])=1 on \(names[3])=1",
                "P(\(names[3])_{\(names[0])=1, \(names[2])_{\(names[0])=0}}=1)",
                "NDE of \(names[0])=1 vs 0 on \(names[3])=1 through \(names[2])",
                "P(\(names[3])_{\(names[0])=1}=1, \(names[2])_{\(names[0])=0}=0 | \(names[3])=0, \(names[2])=1)",
            ] {
                let question = try CausalQuestion(text)
                guard let truth = (try? model.answer(question)).flatMap(\.number) else { continue }
                let range: ClosedRange<Double>
                switch try network.answer(question).result {
                case .number(let number, _): range = number...number
                case .bounds(let bounds): (range, open) = (bounds.lower...bounds.upper, open + 1)
                default: continue
                }
                #expect(
                    range.lowerBound - 1e-9 <= truth && truth <= range.upperBound + 1e-9, "\(text) \(range) \(truth)")
            }
        }
        #expect(open > 0)
    }

    private static func bounds(_ tables: String, _ question: String) throws -> ClosedRange<Double>? {
        let text = "model: otherwise.causal/1\nvariables:\n" + tables
        let answer = try CausalModelFile(text: text, name: "m.yml").answer(CausalQuestion(question))
        guard case .bounds(let bounds) = answer.result else { return nil }
        return bounds.lower...bounds.upper
    }

    @Test("A direct effect around a witness of both worlds lies where the witness's two answers may put it")
    func witness() throws {
        let tables = """
            - {name: x, levels: [no, yes], probabilities: [0.5, 0.5]}
            - {name: l, levels: [no, yes], parents: [x], table: [[0.7, 0.3], [0.2, 0.8]]}
            - {name: m, levels: [no, yes], parents: [x, l], table: [[0.9, 0.1], [0.3, 0.7], [0.6, 0.4], [0.2, 0.8]]}
            - {name: y, levels: [no, yes], parents: [x, l, m], table: [[0.9, 0.1], [0.4, 0.6], [0.7, 0.3], [0.1, 0.9], [0.5, 0.5], [0.8, 0.2], [0.3, 0.7], [0.05, 0.95]]}
            """
        // By hand: 0.62 + 0.33 t for the share t of those in whom l is yes either way, from 0.1 to 0.3; less 0.321.
        let direct = try #require(try Self.bounds(tables, "NDE of x on y through m"))
        #expect(abs(direct.lowerBound - 0.332) < 1e-9 && abs(direct.upperBound - 0.398) < 1e-9, "\(direct)")
        let nested = try #require(try Self.bounds(tables, "P(y_{x=yes, m_{x=no}}=yes)"))
        #expect(abs(nested.lowerBound - 0.653) < 1e-9 && abs(nested.upperBound - 0.719) < 1e-9, "\(nested)")
        // Through both nothing is open: all of the witness is in one world.
        #expect(try Self.bounds(tables, "NDE of x on y through m, l") == nil)
    }

    @Test("Bounds on causation are as close as what is known of a common cause makes them")
    func commonCause() throws {
        let range = try #require(
            try Self.bounds(
                """
                - {name: c, levels: [no, yes], probabilities: [0.5, 0.5]}
                - {name: x, levels: [no, yes], parents: [c], table: [[0.7, 0.3], [0.2, 0.8]]}
                - {name: y, levels: [no, yes], parents: [x, c], table: [[0.9, 0.1], [0.3, 0.7], [0.6, 0.4], [0.2, 0.8]]}
                """, "PNS of x on y"))
        // In each half: from the difference of the two shares to the lesser of y's with and its absence without.
        #expect(abs(range.lowerBound - (0.3 + 0.1) / 2) < 1e-9, "\(range)")
        #expect(abs(range.upperBound - (0.4 + 0.3) / 2) < 1e-9, "\(range)")
    }

    @Test("Three worlds at once: Bonferroni's and Fréchet's ends are reached")
    func threeWorlds() throws {
        let tables = """
            - {name: x, levels: [a, b, c], probabilities: [0.2, 0.3, 0.5]}
            - {name: y, levels: [no, yes], parents: [x], table: [[0.1, 0.9], [0.2, 0.8], [0.35, 0.65]]}
            """
        let all = try #require(try Self.bounds(tables, "P(y_{x=a}=yes, y_{x=b}=yes, y_{x=c}=yes)"))
        #expect(abs(all.lowerBound - 0.35) < 1e-9 && abs(all.upperBound - 0.65) < 1e-9, "\(all)")
        let given = try #require(try Self.bounds(tables, "P(y_{x=a}=yes | x=c, y=no)"))
        #expect(abs(given.lowerBound - 0.25 / 0.35) < 1e-9 && abs(given.upperBound - 1) < 1e-9, "\(given)")
    }

    @Test("Many events in two worlds are bounded without a table of all of them")
    func manyEvents() throws {
        let names = (0..<20).map { "y\($0)" }
        let rows = names.map { "- {name: \($0), levels: [no, yes], parents: [x], table: [[0.9, 0.1], [0.2, 0.8]]}" }
        let tables = (["- {name: x, levels: [no, yes], probabilities: [0.5, 0.5]}"] + rows).joined(separator: "\n")
        let events = names.flatMap { ["\($0)_{x=yes}=yes", "\($0)_{x=no}=no"] }.joined(separator: ", ")
        let range = try #require(try Self.bounds(tables, "P(\(events))"))
        // Each event of its own: 0.8 ^ 20 and 0.9 ^ 20 bound what both can be from above.
        #expect(range.lowerBound >= 0 && range.upperBound <= pow(0.8, 20) + 1e-9, "\(range)")
    }
}
