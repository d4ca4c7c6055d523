import Foundation
import OtherwiseCore
import OtherwiseTesting
import OtherwiseYAML
import Testing

@testable import OtherwiseAudits

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
            ("{{question}}", "{{question.replace('a', 'b')}}", "more of Jinja than fields"),
            ("{{question}}", "{{question[start:end]}}", "more of Jinja than fields"),
            // Numbers would be added.
            ("{{question}}", "{{question + answer}}", "more of Jinja than fields"),
            ("{{question}}", "{{" + String(repeating: "(", count: 100_000) + "}}", "more of Jinja than fields"),
            ("{{question}}", "{{" + String(repeating: "a.index(", count: 50_000) + "}}", "more of Jinja than fields"),
            ("\"{{answerKey}}\"", "!function utils.target", "`doc_to_target` is the function 'utils.target'"),
            ("\"{{choices.text}}\"", "!function utils.choices", "`doc_to_choice` is the function 'utils.choices'"),
            ("\"Question: {{question}}\\nAnswer:\"", "!function utils.text", "Leave `harness` out and write `prompt`"),
            ("\"{{answerKey}}\"", "\"{{0 if a == 0 else 1}}\"", "more of Jinja than fields"),
            (
                "\"{{choices.text}}\"", "\"['''{{answer}}\\\\nRight? yes''', '''{{answer}}\\\\nRight? no''']\"",
                "only as one"
            ),
            ("\"{{choices.text}}\"", "[\"{{a}}\", \"{{b}}\"]", "does not fill in Jinja within a list"),
            ("should_decontaminate: true", "num_fewshot: 5", "5 worked examples"),
            ("should_decontaminate: true", "num_fewshot: 0", nil),
            ("should_decontaminate: true", "gen_prefix: 'So:'", "needs the harness itself"),
            ("{{question}}", "{{question", "is not closed"),
            ("should_decontaminate: true", "process_docs: !function utils.process", "needs the harness itself"),
            ("should_decontaminate: true", "process_results: !function utils.results", "needs the harness itself"),
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

/// The forms are those of files that come with the harness.
@Suite struct `Documents of lm-evaluation-harness` {
    private static func item(
        text: String = "{{question}}", choice: String, target: String, _ document: String
    ) throws -> (item: AuditItem, prompt: String) {
        let task = """
            task: t
            output_type: multiple_choice
            doc_to_text: "\(text)"
            doc_to_choice: \(choice)
            doc_to_target: \(target)
            """
        let audit = "audit: otherwise.audit/1\nharness: t.yaml\nitems: {file: d.jsonl}\nvariants: [{name: plain}]"
        let file = try AuditFile(text: audit, name: "a.yml") { _ in Data(task.utf8) }
        let items = try file.items { _ in Data(document.utf8) }
        let plan = try TrialPlan(file.audit, items: items)
        return (items[0], try plan.filled(items[0], AuditVariant("plain"), order: 0).prompt.shown)
    }

    @Test func `a literal list stands as it is, whatever fields a document has`() throws {
        let found = try Self.item(
            choice: #"["A", "no"]"#, target: "label", #"{"question": "?", "A": "fire", "no": "ice", "label": 1}"#)
        #expect(found.item.options == ["A", "no"] && found.item.right == 1)
        // Only a name that stands alone, and Jinja, are looked up.
        let named = try Self.item(
            choice: "\"{{[A, no, 'both, {x}']}}\"", target: "label",
            #"{"question": "?", "A": "fire", "no": "ice", "label": 0}"#)
        #expect(named.item.options == ["fire", "ice", "both, {x}"])
    }

    @Test(
        arguments: [
            // ARC, OpenBookQA
            (#"{{choices.text}}"#, #""{{choices.label.index(answerKey.lstrip())}}""#, 2),
            // French ARC, WUM
            ("{{choices.text}}", #""{{['C', 'B', 'A'].index(key)}}""#, 1),
            // Social IQa, StoryCloze
            ("{{choices.text}}", #""{{ (number|int) - 1 }}""#, 1), ("{{choices.text}}", #""{{number-1}}""#, 1),
            // ANLI, MELA
            ("{{choices.text}}", #""{{['9', '7', '8'][one]}}""#, 0),
            // A number is a place even where an option says it.
            ("choices.text", "number", 2), ("choices.text", "0", 0), ("choices.text", #""{{digits}}""#, 2),
            // A truth value is a number, a text an option.
            ("choices.text", "isRight", 1), ("choices.text", "digits", 1), ("choices.text", "key", 1),
        ] as [(String, String, Int)])
    func `the right option is found as the harness finds it`(_ choice: String, _ target: String, _ place: Int) throws {
        let document = """
            {"question": "?", "choices": {"text": ["7", "2", "5"], "label": ["A", "B", "C"]}, "answerKey": " C", \
            "key": "B", "number": 2, "one": 1, "digits": "2", "isRight": true}
            """
        let found = try Self.item(choice: "\"\(choice)\"", target: target, document)
        #expect(found.item.right == place)
    }

    @Test func `methods of texts, joins and sums are carried out`() throws {
        let found = try Self.item(
            text: "{{question.strip()}} {{ [a, b]|join(' & ') }} {{a.capitalize()}} {{b|trim}}{{'{' + a + '}'}}",
            choice: #"'{{[a + ", right? Yes, " + b, a + ", right? No, " + b]}}'"#, target: "0",
            #"{"question": " Q?\n", "a": "it RAINS", "b": " wet "}"#)
        #expect(found.prompt == "Q? it RAINS &  wet  It rains wet{it RAINS}")
        #expect(found.item.options == ["it RAINS, right? Yes,  wet ", "it RAINS, right? No,  wet "])
        // Variants change the field before.
        #expect(try PromptText("{a|strip}").filled(["a": " x "]) == "x")
        #expect(throws: AuditError.self) { try PromptText("{a|shout}") }
    }

    @Test(arguments: [
        ("[\"x\", null, \"y\"]", "option 1 of 'choices'"), ("[\"x\", {\"text\": \"z\"}]", "option 1 of 'choices'"),
        ("\"x\"", "is no list"), ("[\"x\", \"y\"]", "none of its 2 options"),
    ])
    func `options that cannot be read are refused with their line`(_ choices: String, _ message: String) {
        let error = #expect(throws: AuditError.self) {
            try Self.item(
                choice: "choices", target: "label", "{\"question\": \"?\", \"choices\": \(choices), \"label\": 2}")
        }
        #expect(error?.description.contains(message) == true && error?.description.contains("line 1") == true)
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
}

@Suite struct `Archives of Inspect AI` {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/inspect")

    private static func file(_ name: String) throws -> Data { try Data(contentsOf: fixtures.appending(path: name)) }

    /// An archive of files that are stored as they are, in the order given.
    ///
    /// - Parameter again: Further names under which the first file is listed.
    private static func stored(_ files: [(name: String, text: String)], listedAgain again: [String] = []) -> Data {
        func low(_ number: Int, _ width: Int) -> [UInt8] {
            (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        var bytes: [UInt8] = [], list: [UInt8] = []
        for (name, text) in files {
            let content = Array(text.utf8), start = bytes.count
            for (place, name) in ([name] + (start == 0 ? again : [])).map({ Array($0.utf8) }).enumerated() {
                let common =
                    low(0, 2) + low(0, 2) + low(0, 4) + low(Int(content.crc32), 4) + low(content.count, 4)
                    + low(content.count, 4) + low(name.count, 2) + low(0, 2)
                if place == 0 { bytes += Array("PK\u{3}\u{4}".utf8) + low(20, 2) + common + name + content }
                list += Array("PK\u{1}\u{2}".utf8) + low(20, 2) + low(20, 2) + common + low(0, 2) + low(0, 8)
                list += low(start, 4) + name
            }
        }
        let count = files.count + again.count
        let end =
            Array("PK\u{5}\u{6}".utf8) + low(0, 4) + low(count, 2) + low(count, 2) + low(list.count, 4)
            + low(bytes.count, 4) + low(0, 2)
        return Data(bytes + list + end)
    }

    private static let head = #"{"eval": {"task": "sums", "model": "m"}}"#

    private static func sample(_ id: String, _ score: String) -> (name: String, text: String) {
        (
            "samples/\(id)_epoch_1.json",
            #"{"id": "\#(id)", "input": "?", "target": "1", "scores": {"match": {"value": "\#(score)"}}}"#
        )
    }

    /// Nothing is packed.
    private static func json(_ data: Data) throws -> Data {
        try InspectArchive(data, name: "log.eval").json { _, packing, _ in
            Issue.record("unpacked by \(packing)")
            return Data()
        }
    }

    @Test func `the check is that of ZIP`() {
        // The check value of the catalogue of parametrised CRC algorithms.
        #expect("123456789".utf8.crc32 == 0xCBF4_3926 && [UInt8]().crc32 == 0)
    }

    @Test func `a log that is stored unpacked is read; of two files of one name the later counts`() throws {
        let data = Self.stored([
            ("_journal/start.json", "no matter"), Self.sample("a", "I"), Self.sample("b", "C"), Self.sample("a", "C"),
            ("header.json", Self.head),
        ])
        let log = try InspectLog(Self.json(data), name: "log.eval")
        #expect(log.task == "sums" && log.samples.map(\.id) == ["a", "b"])
        #expect(log.samples.map(\.isCorrect) == [true, true])
    }

    @Test func `a head with numbers that are none is read`() throws {
        let head = #"{"eval": {"task": "sums", "model": "m"}, "results": {"stderr": NaN}}"#
        let log = try InspectLog(
            Self.json(Self.stored([Self.sample("a", "C"), ("header.json", head)])), name: "log.eval")
        #expect(log.samples.count == 1)
    }

    @Test func `packed files are unpacked at once, and as many bytes are asked for as come out`() throws {
        for (name, packing) in [("before.eval", InspectArchive.Packing.zstandard), ("before-deflated.eval", .gzip)] {
            var asked: [(InspectArchive.Packing, Int)] = []
            let archive = try InspectArchive(Self.file(name), name: name)
            let error = #expect(throws: AuditError.self) {
                try archive.json { packed, packing, size in
                    let mark: [UInt8] = packing == .gzip ? [0x1F, 0x8B] : [0x28, 0xB5, 0x2F, 0xFD]
                    #expect(packed.starts(with: mark))
                    asked.append((packing, size))
                    return Data(count: size)
                }
            }
            #expect(asked.map(\.0) == [packing] && asked.allSatisfy { $0.1 > 3000 })
            // Zeros are not what was packed.
            #expect(error?.problem.contains("is damaged") == true)
        }
    }

    @Test func `what is damaged, cut off or no log is refused with the reason`() throws {
        let good = Self.stored([Self.sample("a", "C"), ("header.json", Self.head)])
        var flipped = good
        flipped[60] ^= 1
        let long = Self.sample("a", String(repeating: "C", count: 1000))
        let many = Self.stored([long, ("header.json", Self.head)], listedAgain: (0..<9).map { "samples/\($0).json" })
        let faults: [(Data, String)] = [
            (flipped, "is damaged"), (good.dropLast(1), "its list of files is cut off"),
            (Self.stored([("header.json", "{")]), "is not JSON"), (Self.stored([("header.json", "[]")]), "no object"),
            (Self.stored([Self.sample("a", "C")]), "has no header.json"), (Data("PK".utf8), "is cut off"),
            (many, "lie in the same place"),
        ]
        for (data, message) in faults {
            let error = #expect(throws: AuditError.self) { try Self.json(data) }
            #expect(error?.code == .badFile && error?.problem.contains(message) == true, "\(error?.problem ?? "none")")
            #expect(error?.hint.contains("inspect log convert") == true)
        }
    }

    @Test func `no byte that is lost or changed traps`() throws {
        let good = try Self.file("before.eval")
        for length in stride(from: 0, to: good.count, by: 7) {
            #expect(throws: AuditError.self) { try InspectArchive(good.prefix(length), name: "cut") }
        }
        for place in good.indices.suffix(1500) {
            var changed = good
            changed[place] = 0xFF
            _ = try? InspectArchive(changed, name: "changed").json { _, _, size in Data(count: min(size, 10_000)) }
        }
    }
}
