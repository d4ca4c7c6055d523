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
}
