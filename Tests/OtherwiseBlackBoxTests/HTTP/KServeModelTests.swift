import Foundation
import OtherwiseCore
import OtherwiseModels
import OtherwiseTesting
import Testing

@testable import OtherwiseBlackBox

@Suite("A model behind the open inference protocol", .timeLimit(.minutes(10)))
struct KServeModelTests {
    private struct Question: Decodable {
        struct Input: Decodable {
            let name: String
            let shape: [Int]
            let datatype: String
            let data: [Value]
        }
        let inputs: [Input]
    }

    private static let metadata = """
        {"name": "m", "versions": ["1"], "platform": "onnx",
         "inputs": [{"name": "age", "datatype": "FP32", "shape": [-1, 1]},
                    {"name": "town", "datatype": "BYTES", "shape": [-1, 1]}],
         "outputs": []}
        """

    private static func server(
        metadata: String = metadata, _ answer: @escaping @Sendable ([Double]) -> String
    ) throws -> LoopbackServer {
        try LoopbackServer { request in
            guard request.method == "POST" else { return .json(metadata) }
            let question = try? JSONDecoder().decode(Question.self, from: Data(request.body.utf8))
            let ages = question?.inputs.first { $0.name == "age" }?.data.compactMap(\.number) ?? []
            return .json("{\"model_name\": \"m\", \"outputs\": [\(answer(ages))]}")
        }
    }

    private static func model(
        _ loopback: LoopbackServer, classes: [String]? = nil, columns: [String]? = nil
    ) async throws -> KServeModel {
        try await KServeModel(
            ModelEndpoint(loopback.url("/v2/models/m")), reference: Rows.ages(60), columns: columns,
            settings: BlackBoxSettings(classes: classes))
    }

    private static func output(_ name: String, _ type: String, _ shape: [Int], _ data: [String]) -> String {
        "{\"name\": \"\(name)\", \"datatype\": \"\(type)\", \"shape\": \(shape), \"data\": [\(data.joined(separator: ","))]}"
    }

    private static func labels(_ ages: [Double]) -> String {
        output("label", "BYTES", [ages.count], ages.map { $0 > 30 ? "\"yes\"" : "\"no\"" })
    }

    @Test("Inputs are bound by name, and the classes of the scores are told by the labels")
    func answers() async throws {
        let loopback = try Self.server { ages in
            // The first column of scores is that of `yes`, which comes last in the alphabet.
            Self.labels(ages) + ","
                + Self.output(
                    "p", "FP32", [ages.count, 2], ages.flatMap { $0 > 30 ? ["0.75", "0.25"] : ["0.25", "0.75"] })
        }
        let model = try await Self.model(loopback)
        #expect(model.output == .classes(["yes", "no"]))
        #expect(model.inputColumns.names == ["age", "town"] && model.inputColumns.textNames == ["town"])
        let predictions = try await model.predict(Rows.ages(600))
        #expect(predictions.labels == (0..<600).map { $0 > 30 ? 0 : 1 })
        #expect(predictions.scores.prefix(2) == [0.25, 0.75])
        #expect(loopback.requests.map(\.path).prefix(2) == ["/v2/models/m", "/v2/models/m/infer"])
        #expect(loopback.requests.count == 2 + 3)
    }

    @Test("The question is what the protocol says")
    func question() async throws {
        let loopback = try Self.server(Self.labels)
        let table = try Table(columns: [
            Column(name: "age", storage: .numbers([1, 2.5])),
            Column(name: "town", values: [.category("a\"b"), .missing], isNumeric: false),
        ])
        _ = try await Self.model(loopback).predict(table).count
        #expect(
            loopback.requests.last?.body
                == #"{"inputs":[{"name":"age","shape":[2, 1],"datatype":"FP32","data":[1.0,2.5]},"#
                + #"{"name":"town","shape":[2, 1],"datatype":"BYTES","data":["a\"b",""]}]}"#)
    }

    @Test("One wide input takes columns in order, and nested lists are read")
    func wide() async throws {
        let metadata = #"{"inputs": [{"name": "age", "datatype": "FP64", "shape": [-1, 1]}]}"#
        let loopback = try Self.server(metadata: metadata) { ages in
            Self.output("y", "FP64", [ages.count, 1], ages.map { "[\($0 * 2)]" })
        }
        let model = try await Self.model(loopback, columns: ["age"])
        #expect(model.output == .number)
        #expect(try await model.predict(Rows.ages(3)).scores == [0, 2, 4])
    }

    @Test("Scores whose classes cannot be told ask for their names")
    func ambiguous() async throws {
        let loopback = try Self.server { ages in
            Self.labels(ages) + ","
                + Self.output("p", "FP32", [ages.count, 2], ages.flatMap { _ in ["0.75", "0.25"] })
        }
        let error = await modelError { _ = try await Self.model(loopback) }
        #expect(error?.code == .badAnswer && error?.hint.contains("--classes") == true)
        #expect(try await Self.model(loopback, classes: ["no", "yes"]).output == .classes(["no", "yes"]))
    }

    static let failures: [(String, String, ModelError.Code, String)] = [
        ("<html>", "", .badAnswer, "the metadata of a model"),
        ("{}", "", .badAnswer, "do not tell its inputs"),
        (#"{"inputs": [{"name": "x", "datatype": "FP16", "shape": [-1, 1]}]}"#, "", .unsupportedType, "FP16"),
        (
            #"{"inputs": [{"name": "wage", "datatype": "FP32", "shape": [-1, 1]}, {"name": "age", "datatype": "FP32", "shape": [-1, 1]}]}"#,
            "", .missingInput, "'wage'"
        ),
        (metadata, "17", .badAnswer, "the outputs of a model"),
        (metadata, #"{"name": "y", "datatype": "FP32", "shape": [60], "data": [1, 2]}"#, .shapeMismatch, "shape"),
        (
            metadata, #"{"name": "y", "datatype": "FP32", "shape": [2], "data": [1, 2]}"#, .shapeMismatch,
            "one number per row"
        ),
        (metadata, #"{"name": "y", "datatype": "BYTES", "shape": [2], "data": ["a", 2]}"#, .badAnswer, "the outputs"),
    ]

    @Test("Each fault is told from the others, and names the address", arguments: failures)
    func faults(_ metadata: String, _ output: String, _ code: ModelError.Code, _ part: String) async throws {
        let loopback = try Self.server(metadata: metadata) { _ in output }
        let error = await modelError { _ = try await Self.model(loopback).predict(Rows.ages(60)) }
        #expect(error?.code == code)
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "no error")")
        #expect(error?.model == "\(loopback.url("/v2/models/m"))")
    }

    @Test(
        "What the protocol cannot say is refused before it is sent; a score that is no number names its row",
        arguments: ["null", "NaN", "Infinity"])
    func numbers(_ none: String) async throws {
        let loopback = try Self.server { ages in
            Self.output("y", "FP32", [ages.count], ages.map { $0 == 7 ? none : "1" })
        }
        let model = try await Self.model(loopback)
        let notANumber = await modelError { _ = try await model.predict(Rows.ages(10)) }
        #expect(notANumber?.code == .invalidValue && notANumber?.problem.contains("age 7,") == true)
        let spared = try await model.predictSparing(Rows.ages(10)).scores
        #expect(spared.count == 10 && spared.enumerated().allSatisfy { $1.isNaN == ($0 == 7) })
        let missing = await modelError { _ = try await model.predict(Rows.awkward().renamed) }
        #expect(missing?.code == .invalidValue && missing?.problem.contains("'age' is missing") == true)
    }
}

extension Table {
    /// The columns under the names that the model has for them.
    fileprivate var renamed: Table {
        get throws { try Table(columns: zip(["age", "town"], columns).map { Column(name: $0, storage: $1.storage) }) }
    }
}
