import Foundation

/// A CSV file of the fixtures: a header, no quotes.
struct SmallTable {
    let names: [String]
    private let rows: [[String]]

    struct NoColumn: Error { let name: String }

    init(contentsOf url: URL) throws {
        var lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: true)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        names = lines.isEmpty ? [] : lines.removeFirst()
        rows = lines
    }

    var rowCount: Int { rows.count }

    func column(_ name: String) throws -> [String] {
        guard let index = names.firstIndex(of: name) else { throw NoColumn(name: name) }
        return rows.map { $0[index] }
    }
}
