import Foundation
import OtherwiseCSV
import OtherwiseCore
import OtherwiseTabular
import Testing

@Suite("Entries that do not fit")
struct TableErrorTests {
    /// The second row spans two lines, so that the third begins on the fifth.
    private static let rows = "age,town\n30,Rome\n40,\"Two\nlines\"\n50,Atlantis\n"

    private static func table(_ text: String, reading kinds: [String: TableReader.Kind] = [:]) throws -> TableReader {
        TableReader(try CSVReader(bytes: Array(text.utf8)), kinds: kinds)
    }

    @Test("Rows know the lines on which they begin")
    func lines() throws {
        var reader = try Self.table(Self.rows)
        _ = try reader.next(limit: 2)
        #expect(reader.lines == [2, 3])
        _ = try reader.next()
        #expect(reader.lines == [5])
    }

    @Test("A category that the schema does not list is told with its column")
    func category() throws {
        var reader = try Self.table(Self.rows)
        let table = try #require(try reader.next())
        let schema = try Schema(features: [
            Feature(name: "town", domain: .categorical(categories: ["Rome", "Two\nlines"], isOrdered: false))
        ])
        #expect(try table.row(0, schema: schema).values == [.category("Rome")])
        let error = #expect(throws: TableError.self) { try table.row(2, schema: schema) }
        #expect(error?.code == .badEntry && error?.place.column == "town")
        #expect(error?.description.hasPrefix("column 'town': 'Atlantis' is none of") == true)
    }

    @Test("A text in a column of numbers is told with its line")
    func number() throws {
        let error = #expect(throws: TableError.self) {
            var reader = try Self.table(Self.rows, reading: ["town": .number])
            _ = try reader.next()
        }
        #expect(error?.code == .badEntry && error?.place.line == 2 && error?.place.column == "town")
    }
}
