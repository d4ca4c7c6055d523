import OtherwiseCore
import OtherwiseModels
import Testing

@testable import OtherwiseBlackBox

@Suite("Writing questions")
struct QuestionTests {
    @Test("A line of JSON has no line end but its own, and null for what is missing")
    func json() throws {
        let text = String(decoding: try RowFormat.json.question(about: Rows.awkward()), as: UTF8.self)
        #expect(
            text == #"{"rows":[{"age":39,"the \"job\"":"a\\b"},{"age":null,"the \"job\"":null},"#
                + #"{"age":0.5,"the \"job\"":"tab\u0009"}]}"# + "\n")
    }

    @Test("CSV ends with an empty line, and an empty field is missing")
    func csv() throws {
        let text = String(decoding: try RowFormat.csv.question(about: Rows.awkward()), as: UTF8.self)
        #expect(text == "age,\"the \"\"job\"\"\"\n39,a\\b\n,\n0.5,\"tab\t\"\n\n")
    }

    @Test("A text with a line end goes as JSON, and is refused as CSV")
    func lineEnd() async throws {
        let table = try Table(columns: [Column(name: "note", values: [.category("a\n\nb")], isNumeric: false)])
        #expect(await modelError { _ = try RowFormat.csv.question(about: table) }?.code == .invalidValue)
        let text = String(decoding: try RowFormat.json.question(about: table), as: UTF8.self)
        #expect(text == #"{"rows":[{"note":"a\u000a\u000ab"}]}"# + "\n")
    }

    @Test("MLflow gets the columns once")
    func mlflow() throws {
        let text = String(decoding: MLflowService.question(about: try Rows.awkward()), as: UTF8.self)
        #expect(
            text == #"{"dataframe_split":{"columns":["age","the \"job\""],"#
                + #""data":[[39,"a\\b"],[null,null],[0.5,"tab\u0009"]]}}"#)
    }
}
