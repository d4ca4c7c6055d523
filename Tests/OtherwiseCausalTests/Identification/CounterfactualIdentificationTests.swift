import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseCausal

@Suite("Identification of what would have been")
struct CounterfactualIdentificationTests {
    private static let (zero, one) = (Value.category("0"), Value.category("1"))

    private static func identify(
        _ graph: String, _ events: [CounterfactualEvent], given evidence: [CounterfactualEvent] = []
    ) throws -> CounterfactualIdentification {
        try CausalGraph(graph).identify(counterfactual: events, given: evidence)
    }

    @Test("Textbook cases")
    func textbook() throws {
        let (zero, one) = (Self.zero, Self.one)
        // Both potential outcomes of one unit, and the probability of necessity, cannot be told even by experiments.
        let treated = CounterfactualEvent("y", is: one, do: ["x": one])
        let untreated = CounterfactualEvent("y", is: zero, do: ["x": zero])
        #expect(try Self.identify("x -> y", [treated, untreated]) == .notIdentified(variable: "x"))
        let seen = [CounterfactualEvent("x", is: one), CounterfactualEvent("y", is: one)]
        #expect(try Self.identify("x -> y", [untreated], given: seen) == .notIdentified(variable: "x"))
        // Consistency: what was done is what would have been.
        guard case .identified(let same) = try Self.identify("x -> y", [treated], given: [seen[0]]) else {
            Issue.record("consistency")
            return
        }
        #expect(same.estimand.description == "P(y | x)")
        #expect(
            try Self.identify("x -> y", [CounterfactualEvent("x", is: one), CounterfactualEvent("x", is: zero)])
                == .impossible)
        // The effect on the treated is told where a mediator carries it; it is not under plain confounding.
        guard case .identified = try Self.identify("x -> m -> y; x <-> y", [untreated], given: [seen[0]]) else {
            Issue.record("front door")
            return
        }
        guard case .needsExperiment = try Self.identify("x -> y; x <-> y", [untreated]) else {
            Issue.record("needs an experiment")
            return
        }
    }

    /// 60 × 25 = 1,500 random structural models of 4 binary variables with hidden causes, and questions of two or
    /// three events in up to three worlds.
    @Test("Every expression equals the probability in the model that made the distribution", arguments: 0..<60)
    func truth(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var checked = 0
        for _ in 0..<25 {
            let model = try DiscreteCausalModel.random(
                nodes: 4, directed: 0.5, bidirected: 0.2, levels: 2, using: &generator)
            let events = Self.events(model.graph.nodes, using: &generator)
            let evidence = Bool.random(using: &generator) ? [events[0]] : []
            let asked = Array(events.dropFirst(evidence.count))
            let found = try model.graph.identify(counterfactual: asked, given: evidence)
            let truth =
                evidence.isEmpty
                ? try model.probability(of: asked) : try? model.probability(of: asked, given: evidence)
            guard let truth else { continue }
            switch found {
            case .impossible: #expect(truth == 0, "\(model.graph.text): \(asked) | \(evidence)")
            case .impossibleEvidence: Issue.record("\(model.graph.text): \(evidence)")
            case .identified(let counterfactual):
                guard let value = try? counterfactual.value(in: model.distribution()) else { continue }
                checked += 1
                #expect(
                    abs(value - truth) < 1e-9,
                    "\(model.graph.text): \(asked) | \(evidence): \(counterfactual.estimand) \(value) \(truth)")
            case .notIdentified, .needsExperiment: break
            }
        }
        #expect(checked >= 3)
    }

    private static func events(
        _ names: [String], using generator: inout SeededGenerator
    ) -> [CounterfactualEvent] {
        (0..<Int.random(in: 2...3, using: &generator)).map { _ in
            let own = names.shuffled(using: &generator)
            let settings = own.dropFirst().prefix(Int.random(in: 0...1, using: &generator))
            func level() -> Value { Bool.random(using: &generator) ? one : zero }
            return CounterfactualEvent(
                own[0], is: level(), do: Dictionary(uniqueKeysWithValues: settings.map { ($0, level()) }))
        }
    }

    /// 40 × 25 = 1,000 random models, questions of one to three events given one to three others, in one world and in
    /// several, settings among them that are nested.
    @Test("Several pieces of evidence are all counted", arguments: 0..<40)
    func evidence(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var (checked, told) = (0, 0)
        for _ in 0..<25 {
            let model = try DiscreteCausalModel.random(
                nodes: 4, directed: 0.5, bidirected: 0.2, levels: 2, using: &generator)
            let all = Self.worlds(model.graph, count: Int.random(in: 2...5, using: &generator), using: &generator)
            let count = Int.random(in: 1...min(3, all.count - 1), using: &generator)
            let (evidence, asked) = (Array(all.prefix(count)), Array(all.dropFirst(count)))
            let found = try model.graph.identify(counterfactual: asked, given: evidence)
            let note = "\(model.graph.text): \(asked) | \(evidence)"
            guard let truth = try? model.probability(of: asked, given: evidence) else {
                // What never occurs has no probability, wherever the data can tell that it does not.
                guard case .identified(let known) = try model.graph.identify(counterfactual: evidence),
                    case .identified(let counterfactual) = found
                else { continue }
                #expect((try? known.value(in: model.distribution())) ?? 0 < 1e-12, "\(note)")
                #expect(throws: (any Error).self, "\(note)") { try counterfactual.value(in: model.distribution()) }
                continue
            }
            switch found {
            case .impossible: #expect(truth == 0, "\(note)")
            case .impossibleEvidence: Issue.record("\(note)")
            case .identified(let counterfactual):
                guard let value = try? counterfactual.value(in: model.distribution()) else { continue }
                checked += 1
                #expect(abs(value - truth) < 1e-9, "\(note): \(counterfactual.estimand) \(value) \(truth)")
                // Without one of the pieces the answer would be another.
                if let less = try? model.probability(of: asked, given: Array(evidence.dropFirst())), less != truth {
                    told += 1
                }
            case .notIdentified, .needsExperiment: break
            }
        }
        #expect(checked >= 3 && told >= 1, "\(checked) \(told)")
    }

    private static func worlds(
        _ graph: CausalGraph, count: Int, using generator: inout SeededGenerator
    ) -> [CounterfactualEvent] {
        func level() -> Value { Bool.random(using: &generator) ? one : zero }
        func settings(_ name: String, _ depth: Int) -> [String: CounterfactualVariable.Setting] {
            let others = graph.nodes.filter { $0 != name }.shuffled(using: &generator)
            return Dictionary(
                uniqueKeysWithValues: others.prefix(Int.random(in: 0...1, using: &generator)).map { other in
                    let isNested = depth < 2 && Int.random(in: 0..<4, using: &generator) == 0
                    return (other, isNested ? .asUnder(settings(other, depth + 1)) : .value(level()))
                })
        }
        let shared = Bool.random(using: &generator) ? settings("", 2) : nil
        return (0..<count).map { _ in
            let name = graph.nodes.randomElement(using: &generator) ?? ""
            return CounterfactualEvent(CounterfactualVariable(name, under: shared ?? settings(name, 0)), is: level())
        }
    }

    /// 30 × 20 = 600 random models with hidden causes.
    @Test("What is only seen is identified always, and one world as IDC has it", arguments: 0..<30)
    func oneWorld(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let model = try ConfoundedModel(
                .random(nodes: 4, directed: 0.5, bidirected: 0.3, using: &generator), using: &generator)
            let names = model.graph.nodes.shuffled(using: &generator)
            let set = Int.random(in: 0...1, using: &generator)
            let known = Int.random(in: 1...(3 - set), using: &generator)
            let does = Dictionary(uniqueKeysWithValues: names.prefix(set).map { ($0, Value.category("yes")) })
            func events(_ names: ArraySlice<String>) -> [CounterfactualEvent] {
                names.map { CounterfactualEvent($0, is: .category("yes"), do: does) }
            }
            let (asked, given) = (names[(set + known)...].prefix(1), names[set..<set + known])
            let found = try model.graph.identify(counterfactual: events(asked), given: events(given))
            let note = "\(model.graph.text): \(asked) | \(given), do(\(does.keys))"
            let effect = try model.graph.identify(
                effectOf: Set(does.keys), on: Set(asked), given: Set(given)
            ).effect
            guard case .identified(let counterfactual) = found else {
                #expect(set > 0 && effect == nil, "\(note)")
                continue
            }
            #expect(effect != nil, "\(note)")
            let places = Dictionary(uniqueKeysWithValues: zip(model.graph.nodes, 0...))
            func bits(_ names: ArraySlice<String>) -> [Int: Int] {
                Dictionary(uniqueKeysWithValues: names.compactMap { places[$0] }.map { ($0, 1) })
            }
            let joint = model.joint(setting: bits(names.prefix(set)))
            let truth = joint.mass(of: bits(asked + given)) / joint.mass(of: bits(given))
            #expect(
                abs(try counterfactual.value(in: model.observed) - truth) < 1e-9, "\(note): \(counterfactual.estimand)")
        }
    }

    @Test("Textbook cases of several pieces of evidence, and of nested settings")
    func conditionals() throws {
        func text(_ graph: String, _ events: [CounterfactualEvent], _ evidence: [CounterfactualEvent]) throws -> String?
        {
            guard case .identified(let found) = try Self.identify(graph, events, given: evidence) else { return nil }
            return found.estimand.description
        }
        func event(_ name: String, do values: [String: Value] = [:]) -> CounterfactualEvent {
            CounterfactualEvent(name, is: Self.one, do: values)
        }
        #expect(try text("a -> b <- c", [event("c")], [event("a"), event("b")]) == "P(c | a, b)")
        let set = ["x": Self.one]
        for order in [["z", "w"], ["w", "z"]] {
            #expect(
                try text("x -> y; z -> w; w -> y", [event("y", do: set)], order.map { event($0, do: set) })
                    == "P(y | w, x)")
        }
        // A natural direct effect needs y and m from worlds in which x differs; no hidden cause ties the two.
        let nested = CounterfactualVariable(
            "y", under: ["x": .value(Self.one), "m": .asUnder(["x": .value(Self.zero)])])
        let asked = [CounterfactualEvent(nested, is: Self.one)]
        #expect(try text("x -> m -> y; x -> y", asked, []) == "Σ_m P(m | x) P(y | m, x')")
        #expect(try text("x -> m -> y; x -> y; m <-> y", asked, []) == nil)
        // As it is: no intervention at all.
        let natural = CounterfactualEvent(CounterfactualVariable("b", under: ["a": .asUnder([:])]), is: Self.one)
        #expect(try text("a -> b", [natural], []) == "Σ_a P(a) P(b | a)")
        let (yes, no) = (CounterfactualEvent("a", is: Self.one), CounterfactualEvent("a", is: Self.zero))
        #expect(try Self.identify("a -> b", [event("b")], given: [yes, no]) == .impossibleEvidence)
        #expect(
            try Self.identify("a -> b", [event("b", do: ["a": Self.one])], given: [yes, no]) == .impossibleEvidence)
    }
}
