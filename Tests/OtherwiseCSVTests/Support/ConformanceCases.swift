/// A text and what RFC 4180 (2005), or this module's documented additions, make of it.
struct ConformanceCase: Sendable, CustomStringConvertible {
    enum Origin: Sendable {
        /// A numbered rule of RFC 4180, section 2.
        case rule(Int)
        /// An addition that this module documents.
        case addition
    }

    let origin: Origin
    let description: String
    let text: String
    let header: [String]
    let records: [[String]]

    init(_ origin: Origin, _ description: String, _ text: String, _ header: [String], _ records: [[String]]) {
        self.origin = origin
        self.description = description
        self.text = text
        self.header = header
        self.records = records
    }
}

extension ConformanceCase {
    private static let ab = ["a", "b"]
    private static let oneTwo = [["1", "2"]]

    static let all: [ConformanceCase] = [
        .init(.rule(1), "CR LF ends a record", "a,b\r\n1,2\r\n3,4\r\n", ab, [["1", "2"], ["3", "4"]]),
        .init(.rule(2), "The last line may lack its end", "a,b\r\n1,2", ab, oneTwo),
        .init(.rule(2), "A last empty field may end the file", "a,b\r\n1,", ab, [["1", ""]]),
        .init(.rule(2), "A last quoted field may end the file", "a,b\r\n1,\"2\"", ab, oneTwo),
        .init(.rule(2), "A last empty quoted field may end the file", "a,b\r\n1,\"\"", ab, [["1", ""]]),
        .init(.rule(3), "A header may stand alone", "a,b\r\n", ab, []),
        .init(.rule(3), "A header may stand alone without line end", "a,b", ab, []),
        .init(.rule(4), "Spaces are part of a field", "a,b\r\n 1 ,\t2 \r\n", ab, [[" 1 ", "\t2 "]]),
        .init(.rule(4), "A field may be one space", "a,b\r\n , \r\n", ab, [[" ", " "]]),
        .init(
            .rule(4), "Fields may be empty", "a,b,c\r\n,2,\r\n1,,3\r\n", ["a", "b", "c"],
            [["", "2", ""], ["1", "", "3"]]),
        .init(.rule(4), "All fields may be empty", "a,b\r\n,\r\n", ab, [["", ""]]),
        .init(.rule(4), "A record may have one field", "a\r\n1\r\n2\r\n", ["a"], [["1"], ["2"]]),
        .init(.rule(5), "Any field may be quoted", "\"a\",\"b\"\r\n\"1\",2\r\n", ab, oneTwo),
        .init(.rule(5), "A quoted field may be empty", "a,b\r\n\"\",\"\"\r\n", ab, [["", ""]]),
        .init(.rule(5), "A lone empty quoted field is a record", "a\r\n\"\"\r\n", ["a"], [[""]]),
        .init(.rule(5), "Quotes keep spaces", "a,b\r\n\" 1 \",2\r\n", ab, [[" 1 ", "2"]]),
        .init(.rule(6), "A quoted field may contain the delimiter", "a,b\r\n\"1,5\",\",\"\r\n", ab, [["1,5", ","]]),
        .init(.rule(6), "A quoted field may contain CR LF", "a,b\r\n\"1\r\n5\",2\r\n", ab, [["1\r\n5", "2"]]),
        .init(.rule(6), "A quoted field may contain LF", "a,b\r\n\"1\n\n5\",2\r\n", ab, [["1\n\n5", "2"]]),
        .init(.rule(6), "A quoted field may contain CR", "a,b\r\n\"1\r5\",2\r\n", ab, [["1\r5", "2"]]),
        .init(.rule(6), "A quoted field may be a line end", "a,b\r\n\"\r\n\",2\r\n", ab, [["\r\n", "2"]]),
        .init(
            .rule(6), "A name may contain delimiter and line end", "\"a,\r\n\",b\r\n1,2\r\n", ["a,\r\n", "b"], oneTwo),
        .init(.rule(7), "A doubled quote is one quote", "a,b\r\n\"1\"\"5\",2\r\n", ab, [["1\"5", "2"]]),
        .init(.rule(7), "A field may be one quote", "a,b\r\n\"\"\"\",2\r\n", ab, [["\"", "2"]]),
        .init(.rule(7), "A field may be two quotes", "a,b\r\n\"\"\"\"\"\",2\r\n", ab, [["\"\"", "2"]]),
        .init(
            .rule(7), "Quotes may stand next to delimiters and line ends", "a,b\r\n\"\"\",\"\"\",\"\r\n\"\"\"\r\n", ab,
            [["\",\"", "\r\n\""]]),
        .init(.addition, "LF ends a record", "a,b\n1,2\n3,4\n", ab, [["1", "2"], ["3", "4"]]),
        .init(.addition, "CR ends a record", "a,b\r1,2\r3,4\r", ab, [["1", "2"], ["3", "4"]]),
        .init(
            .addition, "Line ends may be mixed", "a,b\r1,2\n3,4\r\n5,6", ab, [["1", "2"], ["3", "4"], ["5", "6"]]),
        .init(
            .addition, "Blank lines are skipped", "\r\n\na,b\n\n\r1,2\r\n\r\n3,4\n\n", ab, [["1", "2"], ["3", "4"]]),
        .init(.addition, "A byte order mark is skipped", "\u{FEFF}a,b\r\n1,2\r\n", ab, oneTwo),
        .init(.addition, "A quoted name may follow the byte order mark", "\u{FEFF}\"a\",b\r\n1,2\r\n", ab, oneTwo),
        .init(.addition, "Text beyond ASCII is kept", "å,日本\r\né,👩‍👩‍👧\r\n", ["å", "日本"], [["é", "👩‍👩‍👧"]]),
        .init(.addition, "A field may begin with a combining mark", "a,b\r\n1,\u{301}2\r\n", ab, [["1", "\u{301}2"]]),
        .init(
            .addition, "Other separators of Unicode end no record", "a,b\r\n1\u{2028}\u{85},\u{B}\u{C}2\r\n", ab,
            [["1\u{2028}\u{85}", "\u{B}\u{C}2"]]),
    ]
}
