import Foundation
import OtherwiseCore
import OtherwiseSearch

/// The rows of Tests/Fixtures/qualities and what scikit-learn says of them.
struct QualityFixture {
    let schema: Schema
    let reference: [[Value]]
    let queries: [[Value]]
    /// What is said of each query, by name.
    let said: [String: [Double]]

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/qualities")

    init() throws {
        schema = try Schema(features: [
            Feature(name: "age", domain: .numeric(range: 0...100, step: nil)),
            Feature(name: "income", domain: .numeric(range: 0...3000, step: nil)),
            Feature(name: "colour", domain: .categorical(categories: ["blue", "green", "red"], isOrdered: false)),
            Feature(name: "kind", domain: .categorical(categories: ["new", "old"], isOrdered: false)),
        ])
        reference = try Self.lines("reference.csv").dropFirst().map(Self.values)
        let lines = try Self.lines("queries.csv")
        queries = lines.dropFirst().map(Self.values)
        said = Dictionary(
            uniqueKeysWithValues: lines[0].enumerated().dropFirst(4).map { column, name in
                (name, lines.dropFirst().map { Double($0[column]) ?? .nan })
            })
    }

    var space: MixedSpace {
        MixedSpace(
            schema: schema, statistics: ["age": statistics(0), "income": statistics(1)].compactMapValues(\.self))
    }

    private func statistics(_ position: Int) -> FeatureStatistics? {
        FeatureStatistics(reference.compactMap { $0[position].number })
    }

    private static func lines(_ name: String) throws -> [[String]] {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: ",").map(String.init)
        }
    }

    private static func values(_ cells: [String]) -> [Value] {
        cells.prefix(2).map { .number(Double($0) ?? .nan) } + cells[2..<4].map { .category($0) }
    }
}
