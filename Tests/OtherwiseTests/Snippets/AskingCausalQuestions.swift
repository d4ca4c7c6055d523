import Foundation
import Otherwise
import Testing

extension Snippets {
    @Test("a network, asked")
    func network() throws {
        let text = try String(contentsOfFile: "Examples/networks/asia.bif", encoding: .utf8)
        let network = try DiscreteNetwork(bif: text)
        let answer = try network.answer(CausalQuestion("P(dysp=yes | do(smoke=no))"))

        let question = CausalQuestion.probability(
            of: [CausalQuestion.Event("dysp", is: .category("yes"))], do: ["smoke": .category("no")])
        #expect(try network.answer(question).result == answer.result)
        guard case .number(let probability, interval: nil) = answer.result else {
            Issue.record("\(answer.result)")
            return
        }
        #expect(abs(probability - 0.3191) < 5e-5)
    }

    @Test("a graph, asked for a separation")
    func separation() throws {
        let graph = try CausalGraph("smoking -> tar -> cancer; smoking <-> cancer")
        let areSeparated = try graph.areSeparated(["smoking"], ["cancer"], given: ["tar"])  // false
        #expect(!areSeparated)
    }

    @Test("a graph, asked for an effect")
    func effect() throws {
        let graph = try CausalGraph("smoking -> tar -> cancer; smoking <-> cancer")
        let identification = try graph.identify(effectOf: ["smoking"], on: ["cancer"])
        #expect(identification.effect != nil)
    }

    @Test("a question, read and built")
    func question() throws {
        let read = try CausalQuestion("P(cancer=yes | do(smoking=no))")
        let built = CausalQuestion.probability(
            of: [.init("cancer", is: .category("yes"))], do: ["smoking": .category("no")])
        #expect(read == built)
    }

    @Test("what would have been, for those who fell ill")
    func counterfactual() throws {
        let yes = ["no", "yes"]
        let model = try DiscreteCausalModel(
            variables: ["smokes", "ill"].map { DiscreteVariable(name: $0, levels: yes) },
            exogenous: [
                ExogenousVariable(name: "habit", probabilities: [0.7, 0.3]),
                ExogenousVariable(name: "gene", probabilities: [0.8, 0.2]),
            ],
            mechanisms: [
                "smokes": DiscreteMechanism(exogenous: ["habit"], table: [0, 1]),
                "ill": DiscreteMechanism(parents: ["smokes"], exogenous: ["gene"], table: [0, 0, 0, 1]),
            ])

        // Of those who smoked and fell ill, how many would be well had they not smoked?
        let share = try model.probability(
            of: [CounterfactualEvent("ill", is: .category("no"), do: ["smokes": .category("no")])],
            given: [
                CounterfactualEvent("smokes", is: .category("yes")), CounterfactualEvent("ill", is: .category("yes")),
            ])
        #expect(share == 1)
    }

    @Test("what a unit would have been, by mechanisms learnt from data")
    func learnt() throws {
        let hours = (0..<200).map { 20 + Double($0 % 41) }
        let pay = hours.enumerated().map { 1200 + 25 * $0.element + 9 * sin(Double($0.offset)) }
        let table = try Table(columns: [
            Column(name: "hours", storage: .numbers(hours)), Column(name: "pay", storage: .numbers(pay)),
        ])

        let model = try FittedCausalModel(CausalGraph("hours -> pay"), fittedTo: table)
        let unit: [String: Value] = ["hours": .number(40), "pay": .number(2210)]
        let answers = try model.counterfactuals(of: unit, under: ["hours": .set(.number(50))])

        let found = try #require(answers.last?.counterfactual.number)
        #expect(abs(found - 2460) < 10)

        let every = try RowCounterfactuals(model, under: ["hours": .set(.number(50))]).answers(for: table)

        #expect(every.values.count == 2 && every.values[1].count == 200 && every.cautions.contains(""))
    }

    @Test("a probability in any world, from frequencies")
    func frequencies() throws {
        let smokes = (0..<400).map { $0 % 2 == 0 ? "yes" : "no" }
        let ill = (0..<400).map { $0 % 2 == 0 && $0 % 3 == 0 ? "yes" : "no" }
        let table = try Table(
            columns: [("smokes", smokes), ("ill", ill)].map { name, values in
                Column(name: name, values: values.map(Value.category), isNumeric: false)
            })
        let graph = try GraphDocument(reading: "smokes -> ill")

        let question = try CausalQuestion("P(ill=yes | do(smokes=yes))")
        let answer = try FrequencyAnalysis(question, graph: graph, table).answer()

        guard case .number(let share, _) = answer.result else { return #expect(Bool(false)) }
        #expect(abs(share - 67.0 / 200) < 1e-9)
    }
}
