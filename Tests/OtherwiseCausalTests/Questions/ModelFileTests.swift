import OtherwiseCore
import Testing

@testable import OtherwiseCausal

@Suite("Causal models as files and tables")
struct ModelFileTests {
    private static let functions = """
        model: otherwise.causal/1
        exogenous: {gene: [0.8, 0.2]}
        variables:
        - {name: smoking, levels: [no, yes], probabilities: [0.7, 0.3]}
        - {name: cancer, levels: [no, yes], function: smoking and gene}
        """

    @Test("A model of functions, from YAML")
    func functionFile() throws {
        let file = try CausalModelFile(text: Self.functions, name: "m.yml")
        #expect(try file.answer(CausalQuestion("ATE of smoking on cancer")).number == 0.2)
        #expect(try file.answer(CausalQuestion("PN of smoking on cancer")).number == 1)
        #expect(try file.answer(CausalQuestion("PNS of smoking on cancer")).number == 0.2)
        let what = try file.answer(CausalQuestion("what if smoking = no given cancer=yes"))
        guard case .changes(let changes) = what.result else { return }
        #expect(
            changes.map(\.from) == [.category("yes"), .category("yes")]
                && changes.allSatisfy { $0.to == .category("no") })
    }

    @Test("Levels stand in functions by number or, beside the variable that has them, by name")
    func levelNames() throws {
        let named = Self.functions.replacing("smoking and gene", with: "smoking == yes and no != smoking and gene")
        let file = try CausalModelFile(text: named, name: "m.yml")
        #expect(try file.answer(CausalQuestion("ATE of smoking on cancer")).number == 0.2)
        #expect(throws: CausalModelError.self) {
            try CausalModelFile(text: named.replacing("== yes", with: "== maybe"), name: "m.yml")
        }
    }

    @Test("A table with more combinations of parents than can be counted is refused")
    func manyParents() {
        let names = (0..<70).map { "p\($0)" }
        let tables = names.map { ConditionalTable(variable: $0, probabilities: [0.5, 0.5]) }
        let last = ConditionalTable(variable: "y", parents: names, probabilities: [0.5, 0.5])
        #expect(throws: CausalModelError.shape(variable: "y", found: 2, expected: .max)) {
            try DiscreteNetwork(variables: (names + ["y"]).map(DiscreteVariable.binary), tables: tables + [last])
        }
        let mechanisms = Dictionary(uniqueKeysWithValues: names.map { ($0, DiscreteMechanism(table: [0])) })
        #expect(throws: CausalModelError.self) {
            try DiscreteCausalModel(
                variables: (names + ["y"]).map(DiscreteVariable.binary), exogenous: [],
                mechanisms: mechanisms.merging(["y": DiscreteMechanism(parents: names, table: [0])]) { first, _ in first
                })
        }
    }

    @Test("A joint table that no memory holds is refused")
    func manyOutcomes() throws {
        let names = (0..<60).map { "v\($0)" }
        let network = try DiscreteNetwork(
            variables: names.map(DiscreteVariable.binary),
            tables: names.map { ConditionalTable(variable: $0, probabilities: [0.5, 0.5]) })
        #expect(throws: CausalModelError.self) { try network.distribution(of: names) }
        #expect(throws: Never.self) { try network.distribution(of: Array(names.prefix(10))) }
        let bif = names.map { "variable \($0) { type discrete [ 2 ] { no, yes }; }" }.joined(separator: "\n")
        let more = (60..<70).map { "variable v\($0) { type discrete [ 2 ] { no, yes }; }" }.joined(separator: "\n")
        let parents = (0..<69).map { "v\($0)" }.joined(separator: ", ")
        #expect(throws: SyntaxError.self) {
            try DiscreteNetwork(
                bif: "network n { }\n\(bif)\n\(more)\nprobability ( v69 | \(parents) ) { table 0.5, 0.5; }")
        }
    }

    @Test("A key that is not known is refused, with its line and the nearest that is")
    func unknownKeys() throws {
        for (part, damage, near) in [
            ("probabilities:", "probabilites:", "`probabilities`"), ("exogenous:", "exogenus:", "`exogenous`"),
            ("function:", "noise: {nrmal: 1}, function:", "`normal`"),
        ] {
            let error = try #require(throws: (any Error).self) {
                try CausalModelFile(text: Self.functions.replacing(part, with: damage), name: "m.yml")
            }
            #expect("\(error)".contains("line ") && "\(error)".contains("did you mean \(near)"), "\(error)")
        }
    }

    private static func numbers(_ exogenous: String) -> String {
        """
        model: otherwise.causal/1
        \(exogenous)
        variables:
        - {name: x, formula: 1}
        - {name: y, formula: x + noise}
        """
    }

    @Test("A hidden cause may be called noise; where none is, a formula that names noise is refused")
    func hiddenNoise() throws {
        let file = try CausalModelFile(text: Self.numbers("exogenous: {noise: [0.5, 0.5]}"), name: "m.yml")
        let effect = try #require(try file.answer(CausalQuestion("ATE of x=3 vs 1 on y")).number)
        #expect(abs(effect - 2) < 1e-9)
        let error = try #require(throws: (any Error).self) {
            try CausalModelFile(text: Self.numbers("exogenous: {gene: [0.5, 0.5]}"), name: "m.yml")
        }
        #expect("\(error)".contains("is added to what a formula gives"), "\(error)")
    }

    @Test("No hidden causes are none, whether or not that is written")
    func noHiddenCauses() throws {
        let text = Self.numbers("exogenous: {}").replacing(" + noise", with: "")
        guard case .numeric = try CausalModelFile(text: text, name: "m.yml") else {
            Issue.record("no model of numbers")
            return
        }
        let network = """
            model: otherwise.causal/1
            exogenous: {}
            variables:
            - {name: x, levels: [no, yes], probabilities: [0.5, 0.5]}
            """
        guard case .network = try CausalModelFile(text: network, name: "m.yml") else {
            Issue.record("no network")
            return
        }
    }

    @Test(
        "A model file that does not fit is refused",
        arguments: [
            ("otherwise.causal/1", "otherwise.causal/9"), ("smoking and gene", "smoking and luck"),
            ("smoking and gene", "smoking + gene + 1"),
            ("[0.7, 0.3]", "[0.7, 0.4]"), ("[0.7, 0.3]", "[1]"), ("name: cancer", "name: smoking"),
            ("function: smoking", "function: (smoking"),
            ("probabilities: [0.7, 0.3]", "function: cancer"), ("[no, yes], f", "[no, no], f"),
            ("levels: [no, yes], f", "f"),
            ("variables:", "variable:"),
        ])
    func badFiles(_ part: String, _ damage: String) {
        #expect(throws: (any Error).self) {
            try CausalModelFile(text: Self.functions.replacing(part, with: damage), name: "m.yml")
        }
    }
}
