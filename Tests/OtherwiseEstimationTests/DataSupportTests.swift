import OtherwiseCausal
import OtherwiseCore
import OtherwiseNumerics
import OtherwiseTesting
import Testing

@testable import OtherwiseEstimation

@Suite("What counts as outside the data")
struct DataSupportTests {
    /// 3,000 rows by `x` from 0 to 30; `s` is `a`, but for `b` in one of the last rows.
    private static func sorted() throws -> FittedVariables {
        var generator = SeededGenerator(seed: 1)
        let x = (0..<3_000).map { _ in Double.random(in: 0..<30, using: &generator) }.sorted()
        let levels = x.indices.map { Value.category($0 == 2_990 ? "b" : "a") }
        return try FittedVariables(
            ["x", "s"],
            in: Table(columns: [
                Column(name: "x", storage: .numbers(x)), Column(name: "s", values: levels, isNumeric: false),
            ]))
    }

    @Test("What comes late in a file is in the data; so is a level that one row has")
    func late() throws {
        let variables = try Self.sorted()
        let support = DataSupport(["x", "s"], in: variables)
        let last = try #require(variables.columns[0].last), rare = variables.columns[0][2_990]
        for unit in [[0.5, 0], [15, 0], [29.5, 0], [last, 0], [rare, 1]] { #expect(support.outside([unit]) == []) }
        #expect(support.outside([[31, 0]]) == ["x"] && support.outside([[-1, 0]]) == ["x"])
        #expect(support.outside([[15, 1]]) == ["x", "s"])
        let first = DataSupport(["x", "s"], in: variables.selecting(0..<1_000))
        #expect(first.outside([[29.5, 0]]) == ["x", "s"])
    }

    @Test("Of data of which some rows are learnt from, the ranges of all count")
    func ranges() throws {
        let table = try SimulatedWorld.lines.units(200, seed: 1).table
        let options = FittingOptions(draws: 0, forms: [.linear])
        let model = try FittedCausalModel(SimulatedWorld.lines.model.graph, fittedTo: table, options: options)
        let wide = model.knowing(ranges: ["x": -50...50, "absent": 0...1])
        func outside(_ model: FittedCausalModel, _ x: Double) throws -> [String] {
            try model.support(of: "x", isSet: true).support.beyond([x])
        }
        #expect(try outside(model, 40) == ["x"] && outside(model, 0.5) == [])
        #expect(try outside(wide, 40) == [] && outside(wide, 60) == ["x"])
    }
}
