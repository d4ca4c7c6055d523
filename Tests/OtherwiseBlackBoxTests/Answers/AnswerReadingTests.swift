import OtherwiseCore
import OtherwiseModels
import Testing

@testable import OtherwiseBlackBox

@Suite("What answers mean")
struct AnswerReadingTests {
    private static func answer(_ predictions: String) throws -> Answer {
        try Answer(json: Array("{\"predictions\": \(predictions)}".utf8))
    }

    /// Learns from one answer and reads another about as many rows as there are ages in `Rows.ages`.
    private static func read(
        _ predictions: String, after first: String, classes: [String]? = nil, rows: Int = 2
    ) throws -> Predictions {
        try AnswerReading(learningFrom: try answer(first), about: try answer(first).count, classes: classes)
            .predictions(from: try answer(predictions), about: try Rows.ages(rows))
    }

    @Test("Classes are learned from scores, else from labels; numbers are numbers unless classes are named")
    func learning() throws {
        let cases: [(String, [String]?, ModelOutput)] = [
            (#"["b", "a", "b"]"#, nil, .classes(["a", "b"])),
            (#"[{"outcome": "b", "scores": {"b": 1, "c": 0}}]"#, nil, .classes(["b", "c"])),
            ("[[0.1, 0.2, 0.7]]", nil, .classes(["0", "1", "2"])),
            ("[1, 0]", nil, .number),
            ("[1, 0]", ["0", "1"], .classes(["0", "1"])),
        ]
        for (text, classes, output) in cases {
            #expect(
                try AnswerReading(learningFrom: Self.answer(text), about: Self.answer(text).count, classes: classes)
                    .output == output)
        }
    }

    @Test("The largest score tells a label that is not given, and a label alone counts 1")
    func completing() throws {
        let scored = try Self.read("[[0.25, 0.75], [0.75, 0.25]]", after: "[[0, 1]]", classes: ["no", "yes"])
        #expect(scored.labels == [1, 0] && scored.scores == [0.25, 0.75, 0.75, 0.25])
        let labelled = try Self.read(#"["b", "a"]"#, after: #"["a", "b"]"#)
        #expect(labelled.labels == [1, 0] && labelled.scores == [0, 1, 1, 0])
        let numbered = try Self.read("[1, 0]", after: "[1]", classes: ["0", "1"])
        #expect(numbered.labels == [1, 0])
        #expect(try Self.read("[2.5, -1]", after: "[0]").scores == [2.5, -1])
    }

    @Test("A label may differ from the largest score: the model's own word counts")
    func ownWord() throws {
        let text = #"[{"outcome": "a", "scores": {"a": 0.1, "b": 0.9}}]"#
        #expect(try Self.read(text, after: text, rows: 1).labels == [0])
    }

    @Test("Scores keep to their classes whatever order they come in")
    func order() throws {
        let found = try Self.read(#"[{"b": 0.9, "a": 0.1}, {"a": 0.6, "b": 0.4}]"#, after: #"[{"a": 0, "b": 1}]"#)
        #expect(found.scores == [0.1, 0.9, 0.6, 0.4])
        let named = try Self.read("[{\"b\": 0.9, \"a\": 0.1}]", after: "[]", classes: ["b", "a"], rows: 1)
        #expect(named.scores == [0.9, 0.1])
    }

    static let failures: [(String, String, ModelError.Code, String)] = [
        (#"["a"]"#, #"["a", "b"]"#, .badAnswer, "about 1 rows, 2 were asked about"),
        (#"["a", "b", "a"]"#, #"["a", "b"]"#, .badAnswer, "about 3 rows"),
        (#"["a", "c"]"#, #"["a", "b"]"#, .badAnswer, "'c', which is none of a, b"),
        (#"[{"a": 1, "b": 0}, {"a": 1, "c": 0}]"#, #"[{"a": 1, "b": 0}]"#, .badAnswer, "'c'"),
        (#"[{"a": 1}, {"a": 1}]"#, #"[{"a": 1, "b": 0}]"#, .badAnswer, "no score of the class 'b'"),
        ("[[1, 0, 0], [1, 0, 0]]", "[[1, 0]]", .badAnswer, "3 scores per row for 2 classes"),
        (#"["x", "y"]"#, "[1, 2]", .badAnswer, "something else"),
        ("[1, NaN]", "[1, 2]", .invalidValue, "age 1, town Bb"),
        ("[1, Infinity]", "[1, 2]", .invalidValue, "inf for the row with age 1"),
        (#"[{"a": 1, "b": 0}, {"a": NaN, "b": 0}]"#, #"[{"a": 1, "b": 0}]"#, .invalidValue, "The score of 'a'"),
        (#"["a", null]"#, #"["a", "b"]"#, .invalidValue, "The outcome is missing"),
    ]

    @Test("Each fault is told from the others, and says what and where", arguments: failures)
    func faults(_ text: String, _ first: String, _ code: ModelError.Code, _ part: String) async {
        let error = await modelError { _ = try Self.read(text, after: first) }
        #expect(error?.code == code)
        #expect(error?.problem.contains(part) == true, "\(error?.description ?? "no error")")
    }

    @Test(
        "Where gaps are marked a row without a number is one without a score, and the others are read",
        arguments: [
            ("[1, NaN]", "[1, 2]"), ("[1, Infinity]", "[1, 2]"), (#"["a", null]"#, #"["a", "b"]"#),
            (#"[{"a": 1, "b": 0}, {"a": NaN, "b": 0}]"#, #"[{"a": 1, "b": 0}]"#),
        ])
    func gaps(_ text: String, _ first: String) throws {
        let answer = try Self.answer(first)
        let predictions = try AnswerReading(learningFrom: answer, about: answer.count, classes: nil)
            .predictions(from: Self.answer(text), about: Rows.ages(2), gaps: .marked)
        #expect(predictions[0].isScored && predictions[0].outcome != .missing)
        #expect(!predictions[1].isScored || predictions[1].outcome == .missing)
    }

    @Test("No classes at all are none to decide between")
    func noClasses() async {
        let error = await modelError {
            _ = try AnswerReading(learningFrom: Self.answer("[{}]"), about: 1, classes: nil)
        }
        #expect(error?.code == .badAnswer)
    }
}
