import Foundation
import OtherwiseNumerics
import Testing

@testable import OtherwiseCore

@Suite("Reading JSON of any shape")
struct JSONParserTests {
    private static let documents = [
        #"{"a": [1, -2.5e3, true, null, "x\n\u00e9\ud83d\ude00"], "b": {"c": false, "a": 0}, "a": 2}"#,
        #"["é", "\\", "\"\/\b\f\t", 1e308, 123456789012345678, 0.1, -0, "", {}, [], "\u0000"]"#, "  \"text\" \n",
        "[1e400,1e-400,5e-324,-1E+2]", #"{"é":1,"e\u0301":2}"#, "\u{FEFF}[1]",
    ]

    private static func decoded(_ data: Data) -> JSONValue? { try? JSONDecoder().decode(JSONValue.self, from: data) }

    /// A document with up to three bytes changed, left out, added or repeated, or cut off.
    private static func damaged(_ document: String, _ generator: inout SeededGenerator) -> Data {
        var bytes = Array(document.utf8)
        for _ in 0..<Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(Array(#"{}[]",:\u0eE+-.19 nt"#.utf8).randomElement(using: &generator) ?? 0, at: place)
            case 3: bytes.insert(contentsOf: Array(bytes[place...].prefix(5)), at: place)
            default: bytes = Array(bytes.prefix(place))
            }
        }
        return Data(bytes)
    }

    @Test("What is read is what the decoder reads, and nothing that it refuses", arguments: 0..<10)
    func agreement(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed), read = 0
        for number in 0..<600 {
            let data = Self.damaged(Self.documents[number % Self.documents.count], &generator)
            let value = JSONParser.value(of: data), decoded = Self.decoded(data)
            #expect(value == nil || value == decoded, "\(Array(data))")
            #expect(JSONValue(json: data) == decoded, "\(Array(data))")
            if value != nil { read += 1 }
        }
        // The control: it reads, and does not leave everything to the decoder.
        #expect(read > 60)
    }

    @Test("Whole documents are read without the decoder; what lies at the ends of numbers is left to it")
    func whole() throws {
        let read = Self.documents.map { JSONParser.value(of: Data($0.utf8)) }
        #expect(read.map { $0 == nil } == [false, false, false, true, false, false])
        #expect(read[0]?["a"]?.elements[4] == .text("x\né😀") && read[0]?["a"]?.elements[1] == .number(-2500))
        #expect(read[4]?["é"] == .number(1) && read[5] == .array([.number(1)]))
    }

    @Test("A number too small to be normal is read without the decoder, and as it reads it")
    func subnormal() {
        for text in ["[5e-324]", "[-1e-310]", "[2.2250738585072011e-308]"] {
            let data = Data(text.utf8), value = JSONParser.value(of: data)
            #expect(value != nil && value == Self.decoded(data), "\(text)")
        }
        for text in ["[1e-400]", "[0e5]"] { #expect(JSONParser.value(of: Data(text.utf8)) == nil, "\(text)") }
    }

    @Test("Nesting without end is refused, and ends nothing", arguments: ["[", "{\"a\":"])
    func depth(_ opening: String) {
        let deep = Data(String(repeating: opening, count: 100_000).utf8)
        #expect(JSONValue(json: deep) == nil)
    }

    @Test(
        "What is no JSON is none",
        arguments: [
            "", " ", "[1,]", "{\"a\":1,}", "{\"a\"}", "[01]", "[+1]", "[.5]", "[1.]", "[1e]", "nul", "\"\\ud800\"",
            "\"a\nb\"", "[1] 2", "[NaN]",
        ])
    func faults(_ text: String) {
        #expect(JSONParser.value(of: Data(text.utf8)) == nil)
    }
}
