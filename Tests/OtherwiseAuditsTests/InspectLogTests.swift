import Foundation
import OtherwiseCore
import OtherwiseTesting
import OtherwiseYAML
import Testing

@testable import OtherwiseAudits

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

    private static func epochs(_ values: [[String]]) -> String {
        let samples = values.enumerated().flatMap { place, scores in
            scores.enumerated().map { epoch, value in
                """
                {"id": "s\(place)", "epoch": \(epoch + 1), "input": "Sum \(place)?", "target": "7", "scores": \
                {"match": {"value": "\(value)"}}}
                """
            }
        }
        return #"{"eval": {"task": "sums", "model": "m"}, "samples": ["# + samples.joined(separator: ",") + "]}"
    }

    @Test func `the target names a choice by its letter or its text, and nothing else does`() throws {
        let samples = ["B", "milk", "rum", "b"].enumerated().map { place, target in
            #"{"id": "s\#(place)", "input": "Which?", "choices": ["tea", "milk"], "target": "\#(target)"}"#
        }
        let log = #"{"eval": {"task": "t"}, "samples": [\#(samples.joined(separator: ","))]}"#
        let items = try InspectLog(Data(log.utf8), name: "log.json", scorer: nil).items
        #expect(items.map(\.right) == [1, 1, nil, 1])
    }

    @Test func `a log that was written is read again as its items`() async throws {
        let plan = try TrialPlan(Pairs.audit(), items: Pairs.items(3))
        let outcomes = try await plan.outcomes(from: LikelihoodRespondent(Pairs.swayed))
        let bytes = try InspectLogDocument(
            plan, outcomes, model: Pairs.swayed.identity, created: Date(timeIntervalSince1970: 0)
        ).bytes()
        let items = try InspectLog(Data(bytes), name: "log.json").items
        #expect(items.count == 3 * 3 * 2 && items.allSatisfy { $0.right == 0 && $0.options[0].hasPrefix("good") })
    }

    @Test func `all epochs of a sample count, as one witness`() throws {
        // In the first epoch nothing differs.
        let first = Self.epochs(Array(repeating: ["C", "I", "I"], count: 20) + [["C", "C", "C"]])
        let second = Self.epochs(Array(repeating: ["C", "C", "I"], count: 19) + [["C", "C", "C"], ["C", "C", "C"]])
        let comparison = try RunComparison(Self.side(first), Self.side(second))
        let row = try #require(comparison.variants.first)
        #expect(row.items == 21 && row.share.test == .signFlip)
        #expect(abs(row.share.estimate.value - (19 / 3.0 + 2 / 3.0) / 21) < 1e-12)
        #expect(row.share.pValue < 0.01 && row.flips.value > 0.4)
        #expect(comparison.notes.contains { $0.contains("mean over its epochs (3 and 3)") })
        // Samples that all change alike still have a difference, with an interval around it.
        let alike = try RunComparison(
            Self.side(Self.epochs(Array(repeating: ["C", "I"], count: 9))),
            Self.side(Self.epochs(Array(repeating: ["C", "C"], count: 9))))
        let share = try #require(alike.variants.first?.share)
        #expect(share.estimate.value == 0.5 && share.pValue == 2 / 512.0 && share.estimate.low > 0)
        #expect(throws: AuditError.self) { try Self.side(Self.log(["\"C\""], epoch: 99)) }
    }

    @Test func `samples that ask something else are no pair`() throws {
        let log = Self.log(Array(repeating: "1", count: 10) + ["0"])
        let same = try RunComparison(Self.side(log), Self.side(log))
        #expect(same.notes.isEmpty && same.variants.first?.items == 11)
        let some = log.replacing("Sum 1?", with: "Product 1?").replacing("\"sums\"", with: "\"products\"")
        let comparison = try RunComparison(Self.side(log), Self.side(some))
        #expect(comparison.variants.first?.items == 10)
        #expect(comparison.notes.contains { $0.contains("1 of 11 items of the same id ask something else") })
        #expect(comparison.notes.contains { $0.contains("is of 'sums', the second of 'products'") })
        for (right, wrong) in [("Sum", "Product"), ("\"target\": \"7\"", "\"target\": \"8\"")] {
            let error = #expect(throws: AuditError.self) {
                try RunComparison(Self.side(log), Self.side(log.replacing(right, with: wrong)))
            }
            #expect(error?.description.contains("all 11 items of the same id ask something else") == true)
        }
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
        let items = try log.items
        #expect(log.task == "swayed" && items.count == 4 * 3 * 2)
        #expect(items[0].fields["input"]?.hasPrefix("[user] Question 0?") == true)
    }

    @Test func `a log tells what was not answered, and scores no opinion`() async throws {
        var outcomes: [Trial: TrialOutcome] = [:]
        let items = [
            AuditItem(id: "a", fields: ["question": "A?"], options: ["yes", "no"], right: 1),
            AuditItem(id: "b", fields: ["question": "B?"], options: ["yes", "no"]),
            AuditItem(id: "c", fields: ["question": "C?"], options: ["yes", "no"], right: 0),
        ]
        let audit = Audit("mixed", prompt: .text(try PromptText("{question}")), variants: [AuditVariant("plain")])
        let plan = try TrialPlan(audit, items: items, seed: .max)
        outcomes[Trial(item: "a", variant: "plain")] = TrialOutcome(prompt: "A?", chosen: 1, place: 1)
        outcomes[Trial(item: "b", variant: "plain")] = TrialOutcome(prompt: "B?", chosen: 0, place: 0)
        outcomes[Trial(item: "c", variant: "plain")] = TrialOutcome(prompt: "C?", failure: "filtered")
        let bytes = try InspectLogDocument(
            plan, outcomes, model: Pairs.swayed.identity, created: Date(timeIntervalSince1970: 0)
        ).bytes()
        let log = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        #expect(log["results"]?["total_samples"] == .number(3) && log["results"]?["completed_samples"] == .number(2))
        let score = log["results"]?["scores"]?.elements.first
        #expect(score?["metrics"]?["accuracy"]?["value"] == .number(1))
        #expect(log["samples"]?.elements.map { $0["scores"]?["otherwise"]?["value"]?.text } == ["C", nil])
        #expect(log["eval"]?["task_args"]?["seed"] == .text("18446744073709551615"))
    }

    @Test func `numbers of Python that are none do not make a log another file, and words stay words`() throws {
        let metrics = #""results": {"scores": [{"metrics": {"stderr": {"value": NaN}, "a": [-Infinity, Infinity]}}]}"#
        let log =
            #"{"eval": {"task": "t", "note": "\"NaN"}, \#(metrics), "samples": [{"id": "s", "input": "NaN?", "target": "1"}]}"#
        #expect(InspectLog.isLog(Data(log.utf8)))
        let items = try InspectLog(Data(log.utf8), name: "log.json").items
        #expect(items.map { $0.fields["input"] } == ["NaN?"])
        #expect(!InspectLog.isLog(Data(#"{"eval": NaN, "samples": [}"#.utf8)))
    }

    @Test func `several targets, of which each would be right, and none at all make no item`() throws {
        for (sample, message) in [
            (#""target": ["B", "C"], "choices": ["x", "y", "z"]"#, "sample 's' has 2 targets"),
            (#""target": ["one", "1"]"#, "sample 's' has 2 targets"),
            (#""target": """#, "neither choices nor a target"), (#""output": {}"#, "neither choices nor a target"),
        ] {
            let log = #"{"eval": {}, "samples": [{"id": "s", "input": "?", \#(sample)}]}"#
            let error = #expect(throws: AuditError.self) { try InspectLog(Data(log.utf8), name: "log.json").items }
            #expect(error?.description.contains(message) == true, "\(sample): \(error?.description ?? "")")
        }
        let single = #"{"eval": {}, "samples": [{"id": "s", "input": "?", "target": ["B"], "choices": ["x", "y"]}]}"#
        #expect(try InspectLog(Data(single.utf8), name: "log.json").items.map(\.right) == [1])
    }

    @Test(arguments: ["null", "{}"]) func `samples without a score are left out and counted`(_ scores: String) throws {
        let whole = Self.log(Array(repeating: "\"C\"", count: 10))
        let scored = #"{"match": {"value": "C"}}"#
        let place = try #require(whole.range(of: scored))
        let partial = whole.replacingCharacters(in: place, with: scores)
        let comparison = try RunComparison(Self.side(whole), Self.side(partial))
        #expect(comparison.variants.first?.items == 9)
        #expect(comparison.notes.count == 1 && comparison.notes[0].hasPrefix("Of the second run 1 of 10 items"))
        #expect(try RunComparison(Self.side(whole), Self.side(whole)).notes.isEmpty)
    }

    @Test func `samples that lack some of their epochs are counted, apart from those that lack all`() throws {
        let whole = Self.epochs(Array(repeating: ["C", "C", "I"], count: 6))
        let gaps = whole.replacing(
            #""epoch": 2, "input": "Sum 1?", "target": "7", "scores": {"match": {"value": "C"}}"#,
            with: #""epoch": 2, "input": "Sum 1?", "target": "7", "scores": {}"#)
        #expect(gaps != whole)
        let partial = try RunComparison(Self.side(whole), Self.side(gaps))
        #expect(partial.variants.first?.items == 6)
        #expect(partial.notes.filter { $0.contains("lack") }.count == 1)
        #expect(
            partial.notes.contains { $0.hasPrefix("Of the second run 1 of 6 items") && $0.contains("some of 3 epochs") }
        )
        #expect(try !RunComparison(Self.side(whole), Self.side(whole)).notes.contains { $0.contains("lack") })
    }

    @Test func `an answer in any epoch that decides for nothing is one`() throws {
        let whole = try Self.side(Self.epochs(Array(repeating: ["C", "C"], count: 8)))
        let outcomes = whole.outcomes.mapValues { outcome in
            var open = outcome
            open.chosen = nil
            return open
        }
        var open = RunComparison.Side(whole.plan, outcomes, model: whole.model)
        open.countsRepetitions = true
        let row = try #require(try RunComparison(whole, open).variants.first)
        #expect(row.items == 8 && row.share.estimate.value == -1 && row.flips.value == 1)
    }

    @Test func `a sample whose first epoch is missing is an item by its next one`() throws {
        let log = Self.epochs(Array(repeating: ["C", "I"], count: 3))
        let items = try InspectLog(Data(log.utf8), name: "log.json").items
        #expect(items.map(\.id) == ["s0", "s1", "s2"])
        let later = log.replacing(#""id": "s1", "epoch": 1"#, with: #""id": "s1", "epoch": 3"#)
        #expect(later != log)
        let other = try InspectLog(Data(later.utf8), name: "log.json").items
        #expect(Set(other.map(\.id)) == ["s0", "s1", "s2"] && other.count == 3)
    }

    @Test func `samples of one name are told with their file`() {
        let log = Self.log(["1", "0"]).replacing("\"s1\"", with: "\"s0\"")
        let error = #expect(throws: AuditError.self) { try Self.side(log) }
        #expect(error?.problem == "'log.json': two samples of epoch 1 are called 's0'")
    }
}
