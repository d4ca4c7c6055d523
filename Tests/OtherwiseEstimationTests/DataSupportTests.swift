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

    /// 3,000 rows of six normal numbers; with tails two rows for each number lie at its ends, far from all others.
    private static func heavy(isTailed: Bool) throws -> DataSupport {
        var generator = SeededGenerator(seed: 2)
        let names = (1...6).map { "x\($0)" }
        var columns = names.map { _ in generator.normals(3_000) }
        for place in columns.indices where isTailed {
            // Every third row is one of the 1,000 that are evenly spread; these are beside them.
            columns[place][30 * place + 1] = 40
            columns[place][30 * place + 2] = -40
        }
        return DataSupport(
            names,
            in: try FittedVariables(
                names, in: Table(columns: zip(names, columns).map { Column(name: $0, storage: .numbers($1)) })))
    }

    @Test("A few extreme rows do not widen what counts as near")
    func heavyTails() throws {
        let (tailed, plain) = (try Self.heavy(isTailed: true), try Self.heavy(isTailed: false))
        // Within every range of the one with tails, and far from its rows.
        let between = [20.0, 20, 0, 0, 0, 0]
        #expect(tailed.outside([between]) == (1...6).map { "x\($0)" })
        #expect(plain.outside([between]) == ["x1", "x2"])
        let middle = [Double](repeating: 0, count: 6)
        #expect(tailed.outside([middle]) == [] && plain.outside([middle]) == [])
    }
}
