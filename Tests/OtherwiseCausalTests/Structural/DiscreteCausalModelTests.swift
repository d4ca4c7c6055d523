import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTesting
import Testing

@testable import OtherwiseCausal

@Suite("Discrete structural causal models")
struct DiscreteCausalModelTests {
    /// Pearl 2009, 7.1.2: a court orders, a captain signals, two riflemen shoot.
    private static func firingSquad() throws -> DiscreteCausalModel {
        let names = ["court", "captain", "a", "b", "dead"]
        return try DiscreteCausalModel(
            variables: names.map(DiscreteVariable.binary), exogenous: [.coin("order", 0.7), .coin("nervous", 0.1)],
            mechanisms: [
                "court": DiscreteMechanism(exogenous: ["order": 2]) { $1[0] },
                "captain": DiscreteMechanism(parents: ["court": 2]) { parents, _ in parents[0] },
                "a": DiscreteMechanism(parents: ["captain": 2], exogenous: ["nervous": 2]) { max($0[0], $1[0]) },
                "b": DiscreteMechanism(parents: ["captain": 2]) { parents, _ in parents[0] },
                "dead": DiscreteMechanism(parents: ["a": 2, "b": 2]) { parents, _ in max(parents[0], parents[1]) },
            ])
    }

    @Test("The firing squad: had rifleman A not shot, the prisoner would be dead all the same, or by nerves alone")
    func firingSquadAnswers() throws {
        let model = try Self.firingSquad()
        let (no, yes) = (Value.category("no"), Value.category("yes"))
        let alive = CounterfactualEvent("dead", is: no, do: ["a": no])
        // P(alive had A not shot | dead) = P(no order, nervous) / P(order or nervous) = 0.03 / 0.73
        let answer = try model.probability(of: [alive], given: [CounterfactualEvent("dead", is: yes)])
        #expect(abs(answer - 0.03 / 0.73) < 1e-15)
        #expect(try model.probability(of: [CounterfactualEvent("dead", is: no, do: ["a": no])]) > 0.29)
    }

    @Test("Evidence that cannot be, and names and levels that are not, are refused by name")
    func refusals() throws {
        let model = try Self.firingSquad()
        let impossible = Assignment(["captain": .category("yes"), "dead": .category("no")])
        #expect(throws: CausalModelError.impossibleEvidence(["captain": "yes", "dead": "no"])) {
            try model.abduct(impossible)
        }
        #expect(throws: CausalModelError.self) { try model.abduct(.do("king", .category("yes"))) }
        #expect(throws: CausalModelError.self) { try model.abduct(.do("dead", .category("maybe"))) }
        #expect(throws: CausalModelError.self) {
            try model.probability(of: [CounterfactualEvent("dead", is: .category("yes"), do: ["king": .number(1)])])
        }
        #expect(throws: CausalModelError.self) {
            try DiscreteCausalModel(
                variables: [.binary("x")], exogenous: [], mechanisms: ["x": DiscreteMechanism(table: [2])])
        }
    }

    @Test("Soft and stochastic interventions, and shifts")
    func interventions() async throws {
        let model = try Self.firingSquad()
        let cause = try model.abduct(.do("court", .category("no")))
        func deaths(_ change: DiscreteIntervention.Change, of name: String) throws -> Double {
            try model.predict(cause, under: DiscreteIntervention([name: change]))
                .probability(of: ["dead": .category("yes")])
        }
        #expect(try abs(deaths(.drawn([0.5, 0.5]), of: "b") - 0.55) < 1e-15)
        #expect(try deaths(.shifted(by: 1), of: "captain") == 1)
        #expect(try abs(deaths(.shifted(by: -1), of: "captain") - 0.1) < 1e-15)
        let contrary = DiscreteMechanism(parents: ["captain": 2]) { parents, _ in 1 - parents[0] }
        #expect(try deaths(.replaced(contrary), of: "b") == 1)
        let cyclic = DiscreteMechanism(parents: ["dead": 2]) { parents, _ in parents[0] }
        #expect(throws: CausalModelError.self) { try deaths(.replaced(cyclic), of: "b") }
    }

    @Test("Random models keep the laws of worlds", arguments: 0..<20)
    func worldLaws(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let model = try DiscreteCausalModel.random(nodes: 4, levels: 3, using: &generator)
        var factuals: [Assignment] = []
        try model.forEachUnit { unit, _ in
            let levels = model.outcome(of: unit)
            factuals.append(
                Assignment(Dictionary(uniqueKeysWithValues: zip(model.graph.nodes, levels.map { .number(Double($0)) })))
            )
        }
        let violations = try await WorldLaws.violations(
            of: model, factuals: Array(factuals.prefix(5)),
            interventions: [
                .do("v0", .number(1)), DiscreteIntervention(["v1": .set(.number(2)), "v2": .drawn([0.2, 0.3, 0.5])]),
                DiscreteIntervention(["v3": .shifted(by: 1)]),
            ],
            observed: DiscreteIntervention.init)
        #expect(violations.isEmpty, "\(violations)")
    }
}

@Suite("Counterfactual laws")
struct CounterfactualLawTests {
    /// The probability of events across worlds by going through all units.
    private static func enumerated(
        _ model: DiscreteCausalModel, _ events: [(name: String, level: Int, set: [Int: Int])],
        given evidence: [(name: String, level: Int, set: [Int: Int])]
    ) throws -> Double {
        var (both, seen) = (0.0, 0.0)
        try model.forEachUnit { unit, weight in
            func holds(_ event: (name: String, level: Int, set: [Int: Int])) -> Bool {
                var levels = [Int](repeating: 0, count: model.variables.count)
                for node in model.graph.order {
                    levels[node] = event.set[node] ?? model.functions[node].level(levels, unit)
                }
                return model.graph.position(of: event.name).map { levels[$0] == event.level } ?? false
            }
            guard evidence.allSatisfy(holds) else { return }
            seen += weight
            if events.allSatisfy(holds) { both += weight }
        }
        return both / seen
    }

    /// 30 × 10 = 300 random models of 5 variables, each with a question of two worlds and evidence from a third.
    @Test("The network of worlds agrees with going through all units", arguments: 0..<30)
    func parallelWorlds(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let model = try DiscreteCausalModel.random(nodes: 5, using: &generator)
            func event() -> (name: String, level: Int, set: [Int: Int]) {
                let set = (0..<5).randomSubset(using: &generator).prefix(2).map {
                    ($0, Int.random(in: 0...1, using: &generator))
                }
                return (
                    model.graph.nodes.randomElement(using: &generator) ?? "", Int.random(in: 0...1, using: &generator),
                    Dictionary(uniqueKeysWithValues: set)
                )
            }
            let events = [event(), event()], evidence = [event(), event()]
            func named(_ event: (name: String, level: Int, set: [Int: Int])) -> CounterfactualEvent {
                CounterfactualEvent(
                    event.name, is: .number(Double(event.level)),
                    do: Dictionary(
                        uniqueKeysWithValues: event.set.map { (model.graph.nodes[$0.key], .number(Double($0.value))) }))
            }
            let truth = try Self.enumerated(model, events, given: evidence)
            if truth.isNaN {
                #expect(throws: CausalModelError.self) {
                    try model.probability(of: events.map(named), given: evidence.map(named))
                }
            } else {
                let found = try model.probability(of: events.map(named), given: evidence.map(named))
                #expect(abs(found - truth) < 1e-12)
            }
        }
    }

    /// Galles and Pearl 1998, on 200 random models: the three properties that every structural model has.
    @Test("Composition, effectiveness and reversibility", arguments: 0..<20)
    func axioms(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let model = try DiscreteCausalModel.random(nodes: 4, using: &generator)
            let x: [String: Value] = ["v0": .number(1)]
            for level in [0.0, 1] {
                let w = CounterfactualEvent("v2", is: .number(level), do: x)
                let xw = x.merging(["v2": .number(level)]) { first, _ in first }
                for outcome in [0.0, 1] {
                    let y = CounterfactualEvent("v1", is: .number(outcome), do: xw)
                    let plain = CounterfactualEvent("v1", is: .number(outcome), do: x)
                    // Composition: where W_x = w, Y_xw = Y_x.
                    let one = try model.probability(of: [w, y]), other = try model.probability(of: [w, plain])
                    #expect(abs(one - other) < 1e-12)
                    // Reversibility: where Y_xw = y and W_xy = w, Y_x = y.
                    let xy = x.merging(["v1": .number(outcome)]) { first, _ in first }
                    let back = CounterfactualEvent("v2", is: .number(level), do: xy)
                    let premise = try model.probability(of: [y, back])
                    #expect(abs(try model.probability(of: [y, back, plain]) - premise) < 1e-12)
                }
                // Effectiveness: what is set to w is w.
                let set = CounterfactualEvent("v2", is: .number(level), do: xw)
                #expect(try model.probability(of: [set]) == 1)
            }
        }
    }

    /// 20 × 15 = 300 random models: total effect, mediation and causation against their definitions by enumeration.
    @Test("Effects on the treated, mediated effects and probabilities of causation", arguments: 0..<20)
    func quantities(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<15 {
            let model = try DiscreteCausalModel.random(nodes: 4, directed: 0.8, using: &generator)
            let contrast = TreatmentContrast("v0", .number(1), against: .number(0), outcome: "v3", is: .number(1))
            let total = try model.averageEffect(of: contrast)
            let direct = try model.naturalDirectEffect(of: contrast, besides: ["v1", "v2"])
            let reverse = TreatmentContrast("v0", .number(0), against: .number(1), outcome: "v3", is: .number(1))
            let indirectBack = try model.naturalIndirectEffect(of: reverse, through: ["v1", "v2"])
            // Pearl 2001: TE = NDE − NIE of the reverse transition.
            #expect(abs(total - (direct - indirectBack)) < 1e-12)

            guard let causation = try? model.probabilitiesOfCausation(of: contrast) else { continue }
            let truth = try Self.enumerated(
                model, [("v3", 0, [model.graph.position(of: "v0") ?? 0: 0])], given: [("v0", 1, [:]), ("v3", 1, [:])])
            if !truth.isNaN { #expect(abs(causation.necessity - truth) < 1e-12) }
            let bounds = try Self.bounds(model)
            let slack = 1e-12
            for (value, range) in [
                (causation.necessity, bounds.necessity), (causation.sufficiency, bounds.sufficiency),
                (causation.both, bounds.both),
            ] {
                #expect(value >= range.lowerBound - slack && value <= range.upperBound + slack)
            }
        }
    }

    /// Tian and Pearl's bounds from what experiment and observation show of a model.
    private static func bounds(_ model: DiscreteCausalModel) throws -> CausationBounds {
        func effect(_ level: Double) throws -> Double {
            try model.distribution(under: .do("v0", .number(level))).probability(of: ["v3": .number(1)])
        }
        let observed = try model.distribution()
        func joint(_ cause: Double, _ effect: Double) throws -> Double {
            try observed.probability(of: ["v0": .number(cause), "v3": .number(effect)])
        }
        return try CausationBounds(
            present: effect(1), absent: effect(0),
            joint: .init(both: joint(1, 1), causeOnly: joint(1, 0), effectOnly: joint(0, 1), neither: joint(0, 0)))
    }

    @Test("Without confounding and with a monotone effect, the bounds on necessity meet")
    func tightBounds() {
        let bounds = CausationBounds(
            present: 0.6, absent: 0.2, joint: .init(both: 0.3, causeOnly: 0.2, effectOnly: 0.1, neither: 0.4))
        #expect(abs(bounds.both.lowerBound - 0.4) < 1e-15 && abs(bounds.both.upperBound - 0.6) < 1e-15)
        #expect(abs(bounds.necessity.lowerBound - 2.0 / 3) < 1e-15 && bounds.necessity.upperBound == 1)
    }
}

@Suite("Proofs that an effect is not identified")
struct NonIdentifiabilityTests {
    /// 40 × 5 = 200 random graphs of 5 variables with a question without an answer.
    /// Both models' probabilities are sums of at most 2¹⁷ products, exact to 1e-12; the effects differ by the bias
    /// 0.8ⁿ/2 of n noisy bits, which for the at most 9 bits of 5 variables is above 0.05.
    @Test("Two models agree on everything observed and differ in the effect", arguments: 0..<40)
    func witnesses(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var count = 0
        while count < 5 {
            let graph = try CausalGraph.random(nodes: 5, directed: 0.4, bidirected: 0.25, using: &generator)
            let names = graph.nodes.shuffled(using: &generator)
            let x = Set(names.prefix(Int.random(in: 1...2, using: &generator))),
                y = Set(names[2...].prefix(Int.random(in: 1...2, using: &generator)))
            guard case .notIdentified(let hedge) = try graph.identify(effectOf: x, on: y) else { continue }
            count += 1
            let witness = try #require(try hedge.witness(in: graph))
            for model in [witness.one, witness.other] {
                #expect(Set(model.graph.edges).isSubset(of: graph.edges), "\(graph.text)")
            }
            let one = try Masses(witness.one, .none), other = try Masses(witness.other, .none)
            #expect(one.largestDifference(from: other) < 1e-12, "\(graph.text): \(hedge)")
            let effect = try Masses(witness.one, witness.intervention, of: y)
            let otherEffect = try Masses(witness.other, witness.intervention, of: y)
            #expect(effect.largestDifference(from: otherEffect) > 0.001, "\(graph.text): \(hedge)")
        }
    }

    /// The probabilities of some variables, to be compared.
    private struct Masses {
        private var values: [[Int]: Double] = [:]

        init(_ model: DiscreteCausalModel, _ intervention: DiscreteIntervention, of names: Set<String>? = nil) throws {
            let joint = try model.distribution(under: intervention)
            let places = joint.variables.indices.filter { names?.contains(joint.variables[$0].name) ?? true }
            for row in 0..<joint.count {
                let levels = Array(joint.levels(at: row))
                values[places.map { levels[$0] }, default: 0] += joint.probabilities[row]
            }
        }

        func largestDifference(from other: Masses) -> Double {
            Set(values.keys).union(other.values.keys).map { abs((values[$0] ?? 0) - (other.values[$0] ?? 0)) }.max()
                ?? 0
        }
    }
}
