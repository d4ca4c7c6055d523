import OtherwiseCausal
import OtherwiseCore
import OtherwiseTesting
import Testing

@testable import OtherwiseEstimation

@Suite("What every row would have been")
struct RowCounterfactualTests {
    private static let change: [String: CausalQuestion.Adjustment] = ["x": .set(.number(0.5))]

    private static func unit(_ table: Table, _ row: Int) -> [String: Value] {
        Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0[row]) })
    }

    @Test("Rows are answered as each is alone", arguments: [SimulatedWorld.lines, .waves, .steps])
    func alike(_ world: SimulatedWorld) throws {
        let train = try world.units(300, seed: 1).table, asked = try world.units(40, seed: 2).table
        let model = try FittedCausalModel(
            world.model.graph, fittedTo: train, options: FittingOptions(draws: 0))
        let answers = try RowCounterfactuals(model, under: Self.change).answers(for: asked)
        for row in 0..<40 {
            let alone = try model.counterfactuals(of: Self.unit(asked, row), under: Self.change)
            #expect(answers.values.map { $0[row] } == alone.map(\.counterfactual))
            let outside = Set(alone.flatMap(\.outside)).sorted()
            #expect(
                answers.cautions[row]
                    == (outside.isEmpty ? "" : "outside the data in \(outside.joined(separator: ", "))"))
        }
    }

    @Test("One unit is answered in one step as in two, to the bit", arguments: SimulatedWorld.allCases)
    func oneStep(_ world: SimulatedWorld) throws {
        let model = try world.model
        let table = try world.units(20, seed: 3).table
        let fitted = try FittedCausalModel(
            world.model.graph, fittedTo: table, options: FittingOptions(draws: 0, forms: [.linear])
        ).model
        let changes = [
            NumericIntervention.do("x", 0.5), NumericIntervention(["m": .shifted(by: 1), "x": .scaled(by: 2)]),
            NumericIntervention(["m": .drawn(.uniform(0...1), seed: 4)]), .none,
        ]
        for row in 0..<20 {
            let unit = Self.unit(table, row).compactMapValues(\.number)
            for change in changes {
                #expect(try model.whatIf(unit, under: change) == model.predict(model.abduct(unit), under: change))
                #expect(try fitted.whatIf(unit, under: change) == fitted.predict(fitted.abduct(unit), under: change))
            }
        }
        #expect(throws: CausalModelError.missingCell(column: "m", row: 0)) {
            try model.whatIf(["x": 1, "y": 2, "z": 3], under: .none)
        }
    }

    @Test("A row without a value has no answer and says why; one unlike the data is marked")
    func faults() throws {
        let train = try SimulatedWorld.lines.units(200, seed: 1).table
        let model = try FittedCausalModel(
            SimulatedWorld.lines.model.graph, fittedTo: train, options: FittingOptions(draws: 0, forms: [.linear]))
        let rows = try Table(columns: [
            Column(name: "z", storage: .numbers([0, 0, 40])), Column(name: "x", storage: .numbers([0, 0, 0])),
            Column(name: "m", storage: .numbers([0, .nan, 0])), Column(name: "y", storage: .numbers([0, 0, 0])),
        ])
        let answers = try RowCounterfactuals(model, under: Self.change).answers(for: rows)
        #expect(answers.cautions[1] == "no value of m" && answers.cautions[2].hasPrefix("outside the data in"))
        #expect(answers.values.allSatisfy { $0[1] == .missing && $0[0] != .missing })
        let absent = try Table(columns: [rows.columns[0]])
        #expect(throws: EstimationError.self) {
            try RowCounterfactuals(model, under: Self.change).answers(for: absent)
        }
    }

    @Test("Rows of numbers and levels, by a model that was written down")
    func mixed() throws {
        let text = """
            model: otherwise.causal/1
            variables:
            - {name: sector, levels: [private, public], probabilities: [0.75, 0.25]}
            - {name: pay, formula: 2000 + 300 * (sector == public), noise: {normal: 100}}
            - {name: owner, levels: [no, yes], scores: [0, (pay - 2000) / 100]}
            """
        let file = try CausalModelFile(text: text, name: "m.yml")
        let model = try RowCounterfactuals(file, under: ["sector": .set(.category("public"))])
        #expect(model.variables == ["sector", "pay", "owner"])
        #expect(model.isNumber("pay") && !model.isNumber("owner"))
        func column(_ name: String, _ values: [String]) -> Column {
            Column(name: name, values: values.map { $0.isEmpty ? .missing : .category($0) }, isNumeric: false)
        }
        let rows = try Table(columns: [
            column("sector", ["private", "public", "state", "private"]),
            Column(name: "pay", storage: .numbers([2050, 2150, 2000, 2000])),
            column("owner", ["yes", "no", "no", ""]),
        ])
        let answers = try model.answers(for: rows)
        #expect(answers.values[0].prefix(2) == [.category("public"), .category("public")])
        #expect(answers.values[1].prefix(2) == [.number(2350), .number(2150)])
        #expect(answers.values[2].prefix(2) == [.category("yes"), .category("no")])
        #expect(answers.cautions == ["", "", "the model has no sector 'state'", "no value of owner"])
        #expect(answers.values.allSatisfy { $0[2] == .missing && $0[3] == .missing })
        #expect(throws: QuestionError.self) { try RowCounterfactuals(file, under: ["sector": .shifted(by: 1)]) }
    }

    @Test("Rows of a model with hidden causes are answered one by one, not all")
    func hiddenCauses() throws {
        let text = """
            model: otherwise.causal/1
            exogenous: {gene: [0.5, 0.5]}
            variables:
            - {name: dose, formula: gene, noise: {normal: 0.1}}
            - {name: harm, formula: 10 * gene + dose, noise: {normal: 0.1}}
            """
        let change: [String: CausalQuestion.Adjustment] = ["dose": .set(.number(1))]
        let error = try #require(throws: QuestionError.self) {
            try RowCounterfactuals(CausalModelFile(text: text, name: "m.yml"), under: change)
        }
        #expect(error.code == .unsupported && "\(error)".contains("hidden causes (gene)"), "\(error)")
        // The answer may hang on none: harm is 2 for each dose, whoever has the gene.
        let apart = text.replacing("10 * gene + dose", with: "2 * dose")
        let rows = try Table(
            columns: [("dose", [0.0, 3]), ("harm", [5.0, 5])].map { Column(name: $0.0, storage: .numbers($0.1)) })
        let answers = try RowCounterfactuals(CausalModelFile(text: apart, name: "m.yml"), under: change)
            .answers(for: rows)
        #expect(answers.values == [[.number(1), .number(1)], [.number(7), .number(1)]])
        #expect(answers.cautions == ["", ""])
        // Where no cause is hidden they are.
        let open = text.replacing("exogenous: {gene: [0.5, 0.5]}\n", with: "").replacing("gene", with: "1")
        #expect(throws: Never.self) {
            try RowCounterfactuals(CausalModelFile(text: open, name: "m.yml"), under: change)
        }
    }

    private static let uniform = """
        model: otherwise.causal/1
        variables:
        - {name: sector, levels: [a, b], probabilities: [0.5, 0.5]}
        - {name: pay, formula: 100 + 10 * (sector == b), noise: {uniform: [0, 1]}}
        - {name: owner, levels: [no, yes], scores: [0, (pay - 105) / 10]}
        """

    private static func words(_ name: String, _ values: [String]) -> Column {
        Column(name: name, values: values.map { .category($0) }, isNumeric: false)
    }

    @Test("A row that the model rules out is marked, as it is refused alone")
    func impossible() throws {
        let file = try CausalModelFile(text: Self.uniform, name: "m.yml")
        let rows = try Table(columns: [
            Self.words("sector", ["a", "a", "b"]), Column(name: "pay", storage: .numbers([100.5, 999, 110.25])),
            Self.words("owner", ["no", "no", "yes"]),
        ])
        let answers = try RowCounterfactuals(file, under: ["sector": .set(.category("b"))]).answers(for: rows)
        #expect(answers.cautions == ["", "the row's pay has probability 0 in the model", ""])
        let alone = try CausalQuestion("what if sector = b for row 1")
        #expect(throws: CausalModelError.self) { try file.answer(alone, row: Self.unit(rows, 1)) }

        let numbers = "model: otherwise.causal/1\nvariables:\n- {name: x, formula: 1, noise: {uniform: [0, 1]}}\n"
        let written = try RowCounterfactuals(
            CausalModelFile(text: numbers, name: "m.yml"), under: ["x": .shifted(by: 1)])
        let found = try written.answers(for: Table(columns: [Column(name: "x", storage: .numbers([1.5, 3]))]))
        #expect(found.cautions == ["", "the row's x has probability 0 in the model"])
        #expect(found.values == [[.number(2.5), .number(4)]])
    }

    @Test("Of a cell that the model does not know the caution has the beginning, in one line")
    func longCells() throws {
        let file = try CausalModelFile(text: Self.uniform, name: "m.yml")
        let cell = "c\u{1B}[2J\n\u{202E}" + String(repeating: "d", count: 200_000)
        let rows = try Table(columns: [
            Self.words("sector", [cell]), Column(name: "pay", storage: .numbers([100.5])), Self.words("owner", ["no"]),
        ])
        let caution = try RowCounterfactuals(file, under: ["sector": .set(.category("b"))]).answers(for: rows).cautions[
            0]
        #expect(
            caution.hasPrefix("the model has no sector 'c [2J  ddd") && caution.count < 100, "\(caution.prefix(200))")
    }

    @Test("Open levels of a later block are drawn apart from those of the first, and by the seed")
    func blocks() throws {
        let file = try CausalModelFile(text: Self.uniform, name: "m.yml")
        // All alike: whatever differs is the draw.
        let rows = try Table(columns: [
            Self.words("sector", [String](repeating: "a", count: 400)),
            Column(name: "pay", storage: .numbers([Double](repeating: 100.5, count: 400))),
            Self.words("owner", [String](repeating: "no", count: 400)),
        ])
        func owners(_ first: Int, seed: UInt64 = 1) throws -> [Value]? {
            try RowCounterfactuals(file, under: ["sector": .set(.category("b"))], seed: seed)
                .answers(for: rows, first: first).values.last
        }
        let (one, two) = (try #require(try owners(0)), try #require(try owners(8_192)))
        #expect(one != two)
        #expect(try one == owners(0) && two == owners(8_192) && one != owners(0, seed: 2))
        // Four standard errors of the difference of two shares of 400 rows are at most 0.142.
        let share = { (values: [Value]) in Double(values.count { $0 == .category("no") }) / 400 }
        #expect(abs(share(one) - share(two)) < 0.15 && share(one) > 0.1 && share(one) < 0.9)
    }
}
