import Foundation
import OtherwiseAudits
import OtherwiseCore
import OtherwiseTesting
import OtherwiseYAML
import Testing

@Suite struct `Tasks of lm-evaluation-harness` {
    private static let arc = """
        task: arc_easy
        output_type: multiple_choice
        doc_to_text: "Question: {{question}}\\nAnswer:"
        doc_to_target: "{{answerKey}}"
        doc_to_choice: "{{choices.text}}"
        should_decontaminate: true
        """

    @Test func `a task is put with variants of its own`() async throws {
        let text = """
            audit: otherwise.audit/1
            harness: arc.yaml
            items: {file: arc.jsonl}
            variants:
            - name: plain
            - {name: shouted, set: {question: "{question} HURRY!"}}
            """
        let document =
            #"{"question": "Hot?", "choices": {"text": ["ice", "fire"], "label": ["A", "B"]}, "answerKey": "B"}"#
        let file = try AuditFile(text: text, name: "a.yml") { _ in Data(Self.arc.utf8) }
        let items = try file.items { _ in Data(document.utf8) }
        #expect(file.audit.name == "arc_easy" && items[0].right == 1)
        #expect(file.audit.answer.means == .likelihood(.sum))
        let plan = try TrialPlan(file.audit, items: items)
        let outcomes = try await plan.outcomes(from: LikelihoodRespondent(ScriptedModel()))
        #expect(outcomes[Trial(item: "1", variant: "plain")]?.prompt == "Question: Hot?\nAnswer:")
        #expect(outcomes[Trial(item: "1", variant: "shouted")]?.prompt == "Question: Hot? HURRY!\nAnswer:")
    }

    @Test(
        arguments: [
            ("doc_to_choice: \"{{choices.text}}\"", "doc_to_choice: \"{{[a, b, 'neither']}}\"", nil),
            ("multiple_choice", "generate_until", "is not read"),
            ("{{question}}", "{% if x %}{{question}}{% endif %}", "more than fields"),
            ("{{question}}", "{{question.upper()}}", "more of Jinja than fields"),
            ("{{question}}", "{{question", "is not closed"),
            ("should_decontaminate: true", "process_docs: !function utils.process", "needs the harness itself"),
        ] as [(String, String, String?)])
    func `what needs the harness itself is refused`(_ right: String, _ wrong: String, _ message: String?) {
        do {
            _ = try HarnessTask(text: Self.arc.replacing(right, with: wrong), name: "t.yaml")
            #expect(message == nil)
        } catch {
            #expect(message.map { "\(error)".contains($0) } == true, "\(error)")
        }
    }
}

@Suite struct `Logs of Inspect AI` {
    private static func log(_ values: [String], epoch: Int = 1, model: String = "small") -> String {
        let samples = values.enumerated().map { place, value in
            """
            {"id": "s\(place)", "epoch": \(epoch), "input": "Sum \(place)?", "target": "7", "scores": \
            {"match": {"value": \(value)}}}
            """
        }
        return #"{"version": 2, "eval": {"task": "sums", "model": "\#(model)"}, "samples": ["#
            + samples.joined(separator: ",") + "]}"
    }

    private static func side(_ text: String) throws -> RunComparison.Side {
        try InspectLog(Data(text.utf8), name: "log.json").side()
    }

    @Test func `two logs are compared sample by sample`() throws {
        let first = Self.log(Array(repeating: "\"C\"", count: 30) + Array(repeating: "\"I\"", count: 20))
        let second = Self.log(Array(repeating: "1", count: 18) + Array(repeating: "\"I\"", count: 30) + ["true", "1"])
        let comparison = try RunComparison(Self.side(first), Self.side(second))
        let row = try #require(comparison.variants.first)
        #expect(row.items == 50 && abs(row.share.estimate.value + 0.2) < 1e-12)
        // 12 lost, 2 gained.
        #expect(abs(row.share.pValue - 0.012939453125) < 1e-12)
        #expect(comparison.models.map(\.name) == ["small", "small"] && comparison.effects.isEmpty)
    }

    @Test(arguments: [
        ("PK\u{3}\u{4}", "an archive"), ("{}", "no log"), (#"{"eval": {}, "samples": []}"#, "has no samples"),
        (log(["0.5"]), "neither right nor wrong"), (log(["{}"]), "neither right nor wrong"),
    ])
    func `what is no such log is refused`(_ text: String, _ message: String) {
        let error = #expect(throws: AuditError.self) { try Self.side(text) }
        #expect(error?.description.contains(message) == true)
    }

    @Test func `logs with nothing in common are refused`() throws {
        let other = Self.log(["1", "0"]).replacing("\"s", with: "\"t")
        #expect(throws: AuditError.self) { try RunComparison(Self.side(Self.log(["1", "0"])), Self.side(other)) }
    }

    @Test func `a run is written as one, and read again`() async throws {
        let plan = try TrialPlan(Pairs.audit(), items: Pairs.items(4))
        let outcomes = try await plan.outcomes(from: LikelihoodRespondent(Pairs.swayed))
        let bytes = try InspectLogDocument(
            plan, outcomes, model: Pairs.swayed.identity, created: Date(timeIntervalSince1970: 1.7e9)
        ).bytes()
        let log = try InspectLog(Data(bytes), name: "log.json")
        #expect(log.task == "swayed" && log.items.count == 4 * 3 * 2)
        #expect(log.items[0].fields["input"]?.hasPrefix("[user] Question 0?") == true)
    }
}
