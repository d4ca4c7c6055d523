import Foundation
import OtherwiseEstimation
import OtherwiseTabular
import Testing

@testable import OtherwiseCommand

@Suite("discover, for people")
struct DiscoveryTextTests {
    private static func text(cutSearches: Int) throws -> String {
        let json = """
            {"schema": "otherwise.discovery/2", "method": "fci", "criterion": "Fisher z tests at 0.05", "rows": 100,
            "rowsLeftOut": 0, "variables": ["a", "b"], "edges": [{"first": "a", "second": "b", "mark": "o->",
            "isDirected": false, "isSettled": true, "presence": 0, "agreement": 0}], "largestSet": null,
            "cutSearches": \(cutSearches), "resamples": 0, "seed": 1}
            """
        let found = try JSONDecoder().decode(DiscoveredGraph.self, from: Data(json.utf8))
        return DiscoveryText(found, style: .plain).text
    }

    @Test("searches for paths that were ended are told, and nothing where none was")
    func cutSearches() throws {
        let words = try Self.text(cutSearches: 3).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("left out the rest of 3 searches for paths, ended at 100000 steps. Rings may stand"))
        #expect(try Self.text(cutSearches: 1).contains("the rest of 1 search for a path, ended"))
        #expect(try !Self.text(cutSearches: 0).contains("left out"))
    }
}
