import Foundation
import Testing

@Suite("explain: the JSON document")
struct ExplanationDocumentTests {
    private func document(_ arguments: [String]) async throws -> JSONValue {
        try JSONValue(try await Command.run(["explain"] + arguments + ["--format", "json"]).bytes)
    }

    @Test(
        "follows the schema",
        arguments: [
            Command.gradientBoosting + ["--row", "0", "--want", ">50K"],
            Command.gradientBoosting + ["--row", "0", "--want", ">50K", "--count", "2", "--cost", "l2"],
            Command.gradientBoosting + ["--row", "6", "--want", ">50K"],
            Command.gradientBoosting + ["--row", "0", "--want", ">50K", "--robust", "0.6"],
            Command.gradientBoosting + ["--row", "0", "--want", ">50K", "--plausible", "0.2", "--node-limit", "50"],
            Command.gradientBoosting + ["--row", "3", "--want", ">50K", "--node-limit", "1"],
            Command.bikes + ["--row", "10", "--want", "100..150"],
            Command.bikes + ["--row", "10", "--want", ">=100000"],
        ])
    func valid(arguments: [String]) async throws {
        let faults = try JSONSchema.explanation().faults(in: try await document(arguments))
        #expect(faults == [])
    }

    @Test(
        "without one of its keys it does not",
        arguments: ["schema", "status", "factual", "counterfactuals", "provenance", "effort"])
    func incomplete(key: String) async throws {
        guard
            case .object(var members) = try await document(Command.gradientBoosting + ["--row", "6", "--want", ">50K"])
        else {
            Issue.record("no object")
            return
        }
        members[key] = nil
        #expect(try JSONSchema.explanation().faults(in: .object(members)) != [])
    }

    @Test("writes null where a number is not known")
    func nulls() async throws {
        let found = try await document(Command.gradientBoosting + ["--row", "0", "--want", ">50K"])
        #expect(found["obstacle"] == .null)
        let infeasible = try await document(Command.bikes + ["--row", "10", "--want", ">=100000"])
        #expect(infeasible["status"] == .string("infeasible"))
        #expect(infeasible["counterfactuals"] == .array([]))
    }

    @Test("tells how stable every answer is, unless it is not to")
    func stability() async throws {
        let question = Command.gradientBoosting + ["--row", "0", "--want", ">50K", "--no-plausibility"]
        let told = try await document(question)["counterfactuals"]?.elements?.first
        #expect(told?["stability"]?["value"]?.number != nil && told?["robustness"] == .null)
        let untold = try await document(question + ["--no-stability"])["counterfactuals"]?.elements?.first
        #expect(untold?["values"] == told?["values"] && untold?["stability"] == nil)
    }

    @Test("is the same on a second run")
    func same() async throws {
        // A limit of time would make the answer depend on what else the machine does.
        let question =
            ["explain"] + Command.gradientBoosting
            + ["--row", "1", "--want", ">50K", "--node-limit", "20", "--time-limit", "600s", "--format", "json"]
        let (first, second) = (try await Command.run(question), try await Command.run(question))
        #expect(first.output == second.output)
    }

    @Test("a bad row of a batch has a document too")
    func failure() throws {
        let failure = try JSONValue(
            Data(#"{"message":"m","row":3,"schema":"otherwise.explanation/1","status":"error"}"#.utf8))
        #expect(try JSONSchema.explanation().faults(in: failure) == [])
        let broken = try JSONValue(
            Data(#"{"message":"m","row":-3,"schema":"otherwise.explanation/1","status":"error"}"#.utf8))
        #expect(try JSONSchema.explanation().faults(in: broken) != [])
    }
}
