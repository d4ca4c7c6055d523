import OtherwiseCore
import OtherwiseNumerics
import OtherwiseSearch

/// Small beams: height and width in a range, a whole number of bolts, one of three materials.
struct Beams: Evaluator {
    static let materials = ["steel", "wood", "foam"]
    private static let density = ["steel": 8.0, "wood": 0.7, "foam": 0.1]
    private static let strength = ["steel": 10.0, "wood": 2.0, "foam": 0.1]

    /// Fails above this height: the output is missing.
    var tallest = Double.infinity

    func outputs(of designs: Table) throws -> Table {
        let rows = (0..<designs.count).map(designs.values)
        let weights = rows.map { row in
            let (height, width) = (row[0].number ?? .nan, row[1].number ?? .nan)
            return height > tallest ? .nan : height * width * (Self.density[row[3].category ?? ""] ?? .nan)
        }
        let loads = rows.map { row in
            let (height, width, bolts) = (row[0].number ?? .nan, row[1].number ?? .nan, row[2].number ?? .nan)
            return height * height * width * (1 + bolts / 10) * (Self.strength[row[3].category ?? ""] ?? .nan)
        }
        let isSafe = loads.map { $0 >= 2 ? Int32(1) : 0 }
        return try Table(columns: [
            Column(name: "weight", storage: .numbers(weights)), Column(name: "load", storage: .numbers(loads)),
            Column(name: "verdict", storage: .categories(codes: isSafe, levels: ["unsafe", "safe"])),
        ])
    }

    static func schema(frozen: Set<String> = []) throws -> Schema {
        try Schema(
            features: [
                Feature(name: "height", domain: .numeric(range: 0.1...2, step: nil)),
                Feature(name: "width", domain: .numeric(range: 0.1...1, step: nil)),
                Feature(name: "bolts", domain: .numeric(range: 0...8, step: 1)),
                Feature(name: "material", domain: .categorical(categories: materials, isOrdered: false)),
            ].map { feature in
                var feature = feature
                if frozen.contains(feature.name) { feature.mutability = .immutable }
                return feature
            })
    }

    /// Beams drawn evenly.
    static func table(_ count: Int, seed: UInt64 = 1) throws -> Table {
        var generator = SeededGenerator(seed: seed)
        func numbers(_ range: ClosedRange<Double>) -> [Double] {
            (0..<count).map { _ in Double.random(in: range, using: &generator) }
        }
        let (heights, widths) = (numbers(0.1...2), numbers(0.1...1))
        let bolts = (0..<count).map { _ in Double(Int.random(in: 0...8, using: &generator)) }
        let codes = (0..<count).map { _ in Int32.random(in: 0..<3, using: &generator) }
        return try Table(columns: [
            Column(name: "height", storage: .numbers(heights)), Column(name: "width", storage: .numbers(widths)),
            Column(name: "bolts", storage: .numbers(bolts)),
            Column(name: "material", storage: .categories(codes: codes, levels: materials)),
        ])
    }

    /// A light beam that carries too little.
    static func query(frozen: Set<String> = [], _ changed: [Int: Value] = [:]) throws -> Row {
        let values: [Value] = [.number(0.5), .number(0.5), .number(2), .category("wood")]
        return try Row(
            schema: schema(frozen: frozen), values: values.enumerated().map { changed[$0.offset] ?? $0.element })
    }

    static func problem(
        _ targets: [String] = ["load >= 2", "minimise weight"], frozen: Set<String> = [], evaluator: Beams = Beams(),
        query: Row? = nil
    ) throws -> DesignProblem {
        let designs = try table(60)
        return try DesignProblem(
            designs: designs, outputs: Beams().outputs(of: designs), query: query ?? self.query(frozen: frozen),
            targets: DesignTargets(targets), evaluator: evaluator)
    }
}
