import OtherwiseCore
import Testing

@testable import OtherwiseCausal

@Suite("Hidden causes beside numbers")
struct HiddenCauseTests {
    @Test("A hidden cause is a variable that is not known of the unit")
    func hiddenCause() throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: gene, levels: [no, yes], probabilities: [0.5, 0.5]}
            - {name: dose, formula: gene == yes, noise: {normal: 0.1}}
            - {name: harm, formula: 10 * (gene == yes) + 2 * dose, noise: {normal: 0.1}}
            """
        let changes = try HomeModel.changes("what if dose = 0 given dose=1, harm=12", text)
        #expect(abs((changes.last?.to.number ?? 0) - 10) < 1e-6)
        let answer = try HomeModel.answer("what if dose = 0 given dose=1, harm=12", text)
        #expect(answer.cautions.contains { $0.contains("gene is not known") })
        // What is seen is not what is done.
        guard case .number(let effect, _) = try HomeModel.answer("ATE of dose=1 vs 0 on harm", text).result else {
            Issue.record("no number")
            return
        }
        #expect(abs(effect - 2) < 1e-9)
        let gene = try HomeModel.changes("what if dose = 0 given dose=0.5", text)
        #expect((gene.last?.to.number ?? 0) > 2 && (gene.last?.to.number ?? 0) < 8 && gene.last?.interval != nil)
    }

    /// Of 100,000 units 3% are carriers, whose harm is 10 more; the mean is off by 0.0054 on average.
    @Test("A mean of unlike units is not told as if it were certain; what all units agree on is, to the last bit")
    func rare() throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: gene, levels: [no, yes], probabilities: [0.97, 0.03]}
            - {name: dose, formula: 0, noise: {normal: 1}}
            - {name: harm, formula: 10 * (gene == yes) + dose}
            """
        let answer = try CausalModelFile(text: text, name: "m.yml").answer(
            CausalQuestion("what if dose = 1 given dose=0.3"))
        guard case .changes(let changes) = answer.result else { return }
        #expect(changes.map(\.variable) == ["dose", "harm"])
        #expect(changes[0].to == .number(1) && changes[0].interval == nil)
        let (mean, interval) = (try #require(changes[1].to.number), try #require(changes[1].interval))
        #expect(abs(mean - 1.3) < 0.03 && interval.lower == 1 && interval.upper == 1)
        #expect(answer.cautions.contains { $0.hasPrefix("harm: the mean lies outside the interval") })
        let even = try HomeModel.answer(
            "what if dose = 1 given dose=0.3", text.replacing("[0.97, 0.03]", with: "[0.5, 0.5]"))
        #expect(!even.cautions.contains { $0.contains("outside") })
    }

    /// Carriers of the gene take more of the dose, and come to harm by the gene itself.
    private static let carriers = """
        model: otherwise.causal/1
        exogenous: {gene: [0.5, 0.5]}
        variables:
        - {name: dose, formula: gene, noise: {normal: 0.1}}
        - {name: harm, formula: 10 * gene + 2 * dose, noise: {normal: 0.1}}
        - {name: ill, levels: [no, yes], function: harm > 6}
        """

    /// The same with the gene among the variables.
    private static let listed = carriers.replacing("exogenous: {gene: [0.5, 0.5]}\n", with: "").replacing(
        "variables:\n", with: "variables:\n- {name: gene, levels: [0, 1], probabilities: [0.5, 0.5]}\n")

    @Test(
        "A hidden cause is what the same variable would be that is never observed",
        arguments: [
            "what if dose = 0 given dose=1, harm=12", "what if dose += 1 given dose=0.5", "ATE of dose=1 vs 0 on harm",
            "P(ill=yes | do(dose=0))", "P(ill_{dose=1}=yes | ill=no)", "PN of dose=1 vs 0 on ill",
        ])
    func hidden(_ question: String) throws {
        let (own, other) = (
            try HomeModel.answer(question, Self.carriers), try HomeModel.answer(question, Self.listed)
        )
        #expect(own.result == other.result && own.cautions == other.cautions)
        let words = "nothing hidden causes two variables"
        #expect(own.assumptions.contains { $0.contains(words + " unless the model says so") })
        #expect(
            !other.assumptions.contains { $0.contains("unless") } && other.assumptions.contains { $0.contains(words) })
    }

    @Test("What is seen of hidden causes is what they do: an effect that is not what goes along")
    func confounded() throws {
        guard case .number(let effect, _) = try HomeModel.answer("ATE of dose=1 vs 0 on harm", Self.carriers).result
        else {
            Issue.record("no number")
            return
        }
        #expect(abs(effect - 2) < 1e-9)
        let changes = try HomeModel.changes("what if dose = 0 given dose=1, harm=12", Self.carriers)
        #expect(changes.map(\.variable) == ["dose", "harm", "ill"] && changes.last?.to == .category("yes"))
        #expect(abs((changes[1].to.number ?? 0) - 10) < 1e-6)
    }

    /// The gene moves the dose and the mood; the harm hangs on the dose alone.
    @Test("A hidden cause that the answer does not hang on leaves nothing open, nor does what is not known besides")
    func idle() throws {
        let text = """
            model: otherwise.causal/1
            exogenous: {gene: [0.5, 0.5]}
            variables:
            - {name: dose, formula: gene, noise: {normal: 1}}
            - {name: mood, formula: 3 * gene, noise: {normal: 1}}
            - {name: harm, formula: 2 * dose, noise: {normal: 1}}
            """
        let answer = try HomeModel.answer("what if dose = 1 given dose=0, harm=5", text)
        #expect(answer.method.hasPrefix("exact") && answer.cautions.isEmpty, "\(answer.cautions)")
        guard case .changes(let changes) = answer.result else { return }
        #expect(changes.map(\.to) == [.number(1), .number(7)])
        let open = try HomeModel.answer(
            "what if dose = 1 given dose=0, harm=5", text.replacing("2 * dose", with: "2 * dose + gene"))
        #expect(!open.method.hasPrefix("exact") && open.cautions.contains { $0.contains("not known") })
        let numbers = try CausalModelFile(
            text: text.replacing("exogenous: {gene: [0.5, 0.5]}\n", with: "").replacing("gene,", with: "1,"),
            name: "m.yml")
        let known = try numbers.answer(CausalQuestion("what if dose = 1 given dose=0, harm=5"))
        #expect(known.method.hasPrefix("exact") && known.cautions.isEmpty)
    }

    @Test("Hidden causes stand beside numbers alone too, and in the graph between what shares them")
    func graph() throws {
        let text = Self.carriers.replacing("- {name: ill, levels: [no, yes], function: harm > 6}", with: "")
        let graph = try CausalModelFile(text: text, name: "m.yml").graph
        #expect(graph.nodes == ["dose", "harm"])
        #expect(Set(graph.edges) == [.directed("dose", "harm"), .bidirected("dose", "harm")])
        let changes = try HomeModel.changes("what if dose = 0 given dose=1, harm=12", text)
        #expect(abs((changes.last?.to.number ?? 0) - 10) < 1e-6)
    }

    @Test(
        "A question that names a hidden cause is told so; of a listed one it is answered",
        arguments: [
            "P(ill=yes | do(gene=1))", "P(gene=1 | ill=yes)", "what if gene = 1 given dose=1, harm=12",
            "what if dose = 0 given gene=1", "ATE of gene=1 vs 0 on harm", "P(ill_{dose=1, gene}=yes)",
            "NDE of dose=1 vs 0 on ill through gene", "P(ill_{dose=1, harm_{gene=1}}=yes)",
        ])
    func named(_ question: String) throws {
        let error = try #require(throws: QuestionError.self) { try HomeModel.answer(question, Self.carriers) }
        #expect(error.code == .unsupported && "\(error)".contains("'gene' is a hidden cause"), "\(error)")
        #expect(throws: Never.self) { try HomeModel.answer(question, Self.listed) }
    }

    @Test(
        "What there is to ask about are variables that can be seen, whichever kind of model has the hidden causes",
        arguments: [carriers, levels])
    func unknown(_ text: String) throws {
        let file = try CausalModelFile(text: text, name: "m.yml")
        let error = try #require(throws: CausalModelError.self) { try file.answer(CausalQuestion("P(hat=1)")) }
        #expect(error == .unknownVariable("hat", names: file.graph.nodes) && !file.graph.nodes.contains("gene"))
        let named = try #require(throws: QuestionError.self) {
            try file.answer(CausalQuestion("P(ill=yes | do(gene=1))"))
        }
        #expect(named.code == .unsupported && "\(named)".contains("'gene' is a hidden cause"), "\(named)")
        let seen = text.replacing(
            "variables:", with: "variables:\n- {name: hat, levels: [0, 1], probabilities: [0, 1]}")
        let answer = try CausalModelFile(text: seen, name: "m.yml").answer(CausalQuestion("P(hat=1)"))
        #expect(abs((answer.number ?? 0) - 1) < 1e-9)
    }

    private static let levels = """
        model: otherwise.causal/1
        exogenous: {gene: [0.5, 0.5]}
        variables:
        - {name: dose, levels: [no, yes], function: gene}
        - {name: ill, levels: [no, yes], function: gene and dose}
        """

    /// Of three levels that are as likely as each other two make glad.
    @Test("Rounded probabilities of a hidden cause are taken as those of a table are", arguments: [carriers, levels])
    func rounded(_ text: String) throws {
        func model(_ probabilities: String) throws -> CausalModelFile {
            let hidden = text.replacing("gene: [0.5, 0.5]", with: "gene: [0.5, 0.5], luck: [\(probabilities)]")
            let entry = "\n- {name: glad, levels: [no, yes], function: luck > 0}"
            return try CausalModelFile(text: hidden + entry, name: "m.yml")
        }
        for rounded in ["0.333, 0.333, 0.333", "0.33, 0.33, 0.33"] {
            let glad = try model(rounded).answer(CausalQuestion("P(glad=yes)"))
            // Four standard errors at 100,000 units, where units are drawn.
            #expect(abs((glad.number ?? 0) - 2.0 / 3) < (glad.method.hasPrefix("exact") ? 1e-12 : 0.006))
        }
        for (odd, words) in [
            ("0.5, 0.3, 0.1", "sum to 1, not to 0.9"), ("1.5, -0.5", "at least 0 and sum to 1."), ("", "are none"),
        ] {
            let error = try #require(throws: CausalModelError.self) { try model(odd) }
            #expect("\(error)".contains("'luck' are") && "\(error)".contains(words), "\(error)")
        }
    }

    @Test("A column that is called like a hidden cause says nothing of it")
    func column() throws {
        let file = try CausalModelFile(text: Self.carriers, name: "m.yml")
        let row: [String: Value] = ["dose": .number(1), "harm": .number(12)]
        let question = try CausalQuestion("what if dose = 0 for row 0")
        let odd = row.merging(["gene": .category("maybe")]) { $1 }
        #expect(try file.answer(question, row: row).result == file.answer(question, row: odd).result)
        let listed = try CausalModelFile(text: Self.listed, name: "m.yml")
        #expect(throws: CausalModelError.self) { try listed.answer(question, row: odd) }
    }
}
