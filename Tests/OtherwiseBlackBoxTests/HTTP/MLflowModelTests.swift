import Foundation
import OtherwiseCore
import OtherwiseModels
import OtherwiseTesting
import Testing

@testable import OtherwiseBlackBox

@Suite("A model behind MLflow's protocol", .timeLimit(.minutes(10)))
struct MLflowModelTests {
    private struct Question: Decodable {
        struct Split: Decodable {
            let columns: [String]
            let data: [[Value]]
        }
        let dataframe_split: Split
    }

    /// The ages asked about.
    private static func ages(in body: String) -> [Double] {
        guard let question = try? JSONDecoder().decode(Question.self, from: Data(body.utf8)),
            let column = question.dataframe_split.columns.firstIndex(of: "age")
        else { return [] }
        return question.dataframe_split.data.compactMap { $0[column].number }
    }

    private static func model(
        _ loopback: LoopbackServer, settings: BlackBoxSettings = BlackBoxSettings()
    ) async throws -> MLflowModel {
        try await MLflowModel(
            ModelEndpoint(loopback.url("/invocations")), reference: Rows.ages(60), settings: settings)
    }

    @Test("It answers in order, in as many questions as it takes")
    func answers() async throws {
        let loopback = try LoopbackServer { request in
            let list = Self.ages(in: request.body).map { $0 > 30 ? "\"yes\"" : "\"no\"" }.joined(separator: ",")
            return .json("{\"predictions\": [\(list)]}")
        }
        let model = try await Self.model(loopback)
        #expect(model.output == .classes(["no", "yes"]))
        #expect(model.identity == ModelIdentity(name: "\(loopback.url("/invocations"))", digest: nil))
        #expect(try await model.predict(Rows.ages(600)).labels == (0..<600).map { $0 > 30 ? 1 : 0 })
        #expect(loopback.requests.count == 4)
    }

    @Test("Numbers are a regression, or classes where they are named")
    func numbers() async throws {
        let loopback = try LoopbackServer { request in
            .json(
                "{\"predictions\": [\(Self.ages(in: request.body).map { $0 > 30 ? "1" : "0" }.joined(separator: ","))]}"
            )
        }
        #expect(try await Self.model(loopback).output == .number)
        let classifier = try await Self.model(loopback, settings: BlackBoxSettings(classes: ["0", "1"]))
        #expect(try await classifier.predict(Rows.ages(40)).labels.last == 1)
    }

    @Test(
        "What is no answer is refused, and names the address",
        arguments: [
            ("<!DOCTYPE html>\n<title>Login</title>", "address"), ("", "address"), ("null", "address"),
            ("{\"predictions\": [1]}", "one prediction per row"),
        ])
    func faults(_ body: String, _ wayOut: String) async throws {
        let loopback = try LoopbackServer { _ in .json(body) }
        let error = await modelError { _ = try await Self.model(loopback).predict(Rows.ages(60)) }
        #expect(error?.code == .badAnswer)
        #expect(error?.model == "\(loopback.url("/invocations"))")
        #expect(error?.hint.contains(wayOut) == true)
    }

    @Test("A score that is no number names its row")
    func notANumber() async throws {
        let loopback = try LoopbackServer { request in
            .json(
                "{\"predictions\": [\(Self.ages(in: request.body).map { $0 == 7 ? "NaN" : "1" }.joined(separator: ","))]}"
            )
        }
        let model = try await Self.model(loopback)
        let error = await modelError { _ = try await model.predict(Rows.ages(60)) }
        #expect(error?.code == .invalidValue && error?.problem.contains("age 7,") == true)
        #expect(try await model.predict(Rows.ages(7)).count == 7)
    }
}
