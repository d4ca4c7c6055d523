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
