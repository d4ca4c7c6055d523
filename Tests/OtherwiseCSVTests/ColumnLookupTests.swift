import OtherwiseCSV
import Testing

@Suite("Columns by name")
struct ColumnLookupTests {
    @Test("A column is found at its position")
    func position() throws {
        let reader = try CSVReader(bytes: Array("age,income\n".utf8))
        #expect(try reader.column(named: "age") == 0)
        #expect(try reader.column(named: "income") == 1)
    }

    @Test(
        "An unknown name is refused with what may have been meant",
        arguments: [
            (
                "age, Income\n", "income",
                "No column is named 'income'. Did you mean ' Income'? Letter case and spaces count."
            ),
            ("age,sex\n", "income", "No column is named 'income'. The columns are 'age', 'sex'."),
            ("a,b,c,d,e,f,g,h,i\n", "x", "The 9 columns begin 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'."),
            ("age;income\n", "age", "The whole header is one column, 'age;income'; is the delimiter a semicolon?"),
        ])
    func unknownName(header: String, name: String, message: String) throws {
        let reader = try CSVReader(bytes: Array(header.utf8))
        let error = try #require(failure(of: { try reader.column(named: name) }))
        #expect(error.code == .unknownColumn)
        #expect(error.description.hasPrefix("bytes in memory: "))
        #expect(error.description.hasSuffix(message))
    }

    @Test(
        "The delimiter is the most frequent outside quotes on the first line",
        arguments: [
            ("a,b;c,d\n;;;;", CSVDelimiter.comma), ("a;b;c,d\r,,,,", .semicolon), ("a\tb", .tab),
            ("a|b|c", .verticalBar),
            ("\"a;b;c\",d", .comma), ("abc", .comma), ("", .comma),
        ])
    func sniffing(header: String, delimiter: CSVDelimiter) {
        #expect(CSVDelimiter.sniff(header: Array(header.utf8)) == delimiter)
    }
}
