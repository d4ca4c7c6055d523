import Foundation
import OtherwiseAudits
import OtherwiseNumerics
import OtherwiseYAML
import Testing

@Suite struct `Audits as files` {
    private static let text = """
        audit: otherwise.audit/1
        name: Bandwagon
        items:
          options: ["{better}", "{worse}"]
          right: 0
          cluster: "{source}"
          limit: 2
          list:
          - {question: Why?, better: Because., worse: No idea., source: a}
          - {question: How?, better: So., worse: Hm., source: a, id: how}
          - {question: Who?, better: Me., worse: You., source: b}
        prompt:
        - system: "{system}"
        - user: "{question}\\n{cue}\\n{options}\\nWhich is better, {labels}?"
        fields: {cue: "", system: ""}
        answer: {by: likelihood, labels: letters, orders: both}
        variants:
        - name: plain
        - {name: bandwagon, set: {cue: ["90% say {wrong_label}.", "All say {wrong_label}."]}}
        - {name: authority, show: {wrong: "{option} (a professor)"}}
        repeats: 2
        statistics: {correction: benjamini-hochberg, resamples: 500}
        power: {changing: 0.3}
        """

    @Test func `an audit is read with its items`() async throws {
        let file = try AuditFile(text: Self.text, name: "audit.yml")
        let items = try file.items { _ in Data() }
        #expect(items.map(\.id) == ["1", "how"])
        #expect(items[0].options == ["Because.", "No idea."] && items[0].right == 0 && items[0].cluster == "a")
        #expect(file.audit.contrasts.map(\.variant) == ["bandwagon", "authority"])
        #expect(file.audit.answer.means == .likelihood(.sum) && file.audit.repeats == 2)
        #expect(file.audit.statistics.correction == .benjaminiHochberg)
        #expect(file.power.changing == 0.3 && file.power.power == 0.8)
        let plan = try TrialPlan(file.audit, items: items)
        let outcomes = try await plan.outcomes(from: LikelihoodRespondent(Pairs.swayed))
        let told = outcomes[Trial(item: "1", variant: "bandwagon", order: 1)]?.prompt ?? ""
        // In the second order the wrong answer stands first; a blank system message is left out.
        #expect(told.hasPrefix("[user] Why?\n") && told.contains("say A."))
        #expect(told.contains("A: No idea.\nB: Because.\nWhich is better, A or B?"))
        let shown = outcomes[Trial(item: "how", variant: "authority")]?.prompt ?? ""
        #expect(shown.contains("A: So.\nB: Hm. (a professor)"))
    }

    @Test(arguments: [
        ("audit: otherwise.audit/1", "audit: otherwise.audit/2", "the form is"),
        ("name: plain", "nome: plain", "did you mean `name`?"),
        ("  limit: 2", "  file: other.jsonl", "items are in a file and in a list"),
        ("by: likelihood", "by: likelyhood", "did you mean `likelihood`?"),
        ("orders: both", "orders: both, tokens: 5", "nothing is written"),
        ("{question}", "{question", "belongs to no field"),
        ("repeats: 2", "repeats: 200", "a whole number is expected"),
        ("right: 0", "right: \"{third}\"", "nothing sets the field {third}"),
        ("changing: 0.3", "chance: 0.3", "is not known here"),
        ("- user:", "- nobody:", "is not known here"),
    ])
    func `what is wrong is told with its place`(_ right: String, _ wrong: String, _ message: String) {
        let text = Self.text.replacing(right, with: wrong)
        do {
            _ = try AuditFile(text: text, name: "audit.yml").items { _ in Data() }
            Issue.record("it was read")
        } catch {
            #expect("\(error)".contains(message), "\(error)")
        }
    }

    @Test func `marks of emphasis at the start of a line are text, aliases of anchors are refused`() throws {
        func read(_ prompt: String, _ name: String = "plain") throws -> PromptTemplate {
            let text = """
                audit: otherwise.audit/1
                items: {list: [{question: "?", options: [a, b]}]}
                prompt: \(prompt)
                variants: [{name: \(name)}]
                """
            return try AuditFile(text: text, name: "a.yml").audit.prompt
        }
        let found = try read("|-\n  {question}\n  *Answer* in one word, R&D: *now*.\n  - *A*")
        #expect(
            found == .text(try PromptText("{question}\n*Answer* in one word, R&D: *now*.\n- *A*")))
        for (prompt, name) in [("&p Why?", "*p"), ("*p", "plain"), ("!t &p Why?", "*p"), ("\"&p\"", "*p")] {
            do {
                _ = try read(prompt, name)
                Issue.record("it was read")
            } catch {
                #expect("\(error)".contains("aliases, as in `*name`, are not read"), "\(error)")
            }
        }
    }

    @Test func `items are read line by line, the right option by text, letter or place`() throws {
        let lines = """
            {"question": "a", "choices": {"text": ["x", "y"]}, "answerKey": "B"}

            {"question": "b", "choices": {"text": ["3", "1"]}, "answerKey": 1}
            {"question": "c", "choices": {"text": ["u", "v"]}, "answerKey": 0}
            """
        let mapping = ItemMapping(options: .list("choices.text"), right: .text(try PromptText("{answerKey}")))
        let items = try mapping.items(in: Data(lines.utf8), name: "items.jsonl")
        // Where an option says "1", that is the one that is meant.
        #expect(items.map(\.right) == [1, 1, 0])
        #expect(items.map(\.id) == ["1", "2", "3"])
        for (bad, message) in [
            ("{\"answerKey\": 1}", "has no list 'choices.text'"), ("nonsense", "line 2: it is not JSON"),
            ("[]", "it is no object"),
            ("{\"choices\": {\"text\": [\"x\", \"y\"]}, \"answerKey\": \"z\"}", "is none of"),
        ] {
            let error = #expect(throws: AuditError.self) {
                try mapping.items(
                    in: Data("{\"choices\": {\"text\": [\"1\", \"2\"]}, \"answerKey\": 0}\n\(bad)".utf8), name: "f")
            }
            #expect(error?.description.contains(message) == true)
            #expect(error?.description.contains("line 2") == true)
        }
    }
}
