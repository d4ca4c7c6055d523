import Foundation
import OtherwiseTesting
import Testing

@Suite("flip: the smallest edit that changes an answer", .timeLimit(.minutes(10)))
struct FlipTests {
    /// It says no to whales, and to cats unless they are black and old.
    private static let model = """
        while read -r line; do case $line in \
        *whale*) echo '{"text": "no"}' ;; *black*cat*|*old*cat*) echo '{"text": "Yes."}' ;; \
        *cat*) echo '{"text": "no"}' ;; *) echo '{"text": "yes"}' ;; esac; done
        """

    private func run(_ question: String, _ more: [String] = []) async throws -> Command.Ended {
        try await Command.run(["flip", "--ask", question, "--options", "yes,no", "--model-command", Self.model] + more)
    }

    @Test("the word on which the answer hangs, what every other edit does, and the noise floor")
    func table() async throws {
        let ended = try await run("Is a whale a fish?")
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.hasPrefix("question: no → yes, by one edit\n"))
        #expect(ended.output.contains("word 3: leave out 'whale'") && ended.output.contains("[user] Is a a fish?"))
        #expect(ended.output.contains("Of 5 single edits 1 changes the answer so."))
        #expect(ended.output.contains("Noise floor: asked again 4 times, both kept their answers."))
        #expect(ended.output.contains("14 prompts were asked; each edit once. Seed 0"))
    }

    @Test("two edits are told to be the fewest, since all single ones were asked")
    func pair() async throws {
        let ended = try await run("Do you like an old black cat ?", ["--word", "old=young"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.hasPrefix("question: yes → no, by 2 edits\n"))
        #expect(
            ended.output.contains(
                "No single edit of these 9 changes the answer so: proved by asking all 9.\nSo 2 edits"))
        let one = try await run("Do you like an old black cat ?", ["--limit", "1"])
        #expect(one.code == 3 && one.output.hasPrefix("question: yes; no edit found that changes it\n"))
        #expect(one.output.contains("the prompt as it stands kept its answer"))
        let few = try await run("Do you like an old black cat ?", ["--calls", "4"])
        #expect(few.code == 3 && few.output.contains("Of 8 single edits 3 were asked, and none changes"))
    }

    @Test("facts and systems that are given are tried; the rest can be left alone")
    func facts() async throws {
        let weather = """
            while read -r line; do case $line in *contrary*) echo '{"text": "no"}' ;; *rain*) echo '{"text": "yes"}' ;; \
            *) echo '{"text": "no"}' ;; esac; done
            """
        let arguments = [
            "flip", "--ask", "There is {weather}. Take a coat?", "--options", "yes,no", "--fact",
            "weather=rain|hail|sun", "--edits", "fact,system", "--model-command", weather, "--format", "json",
        ]
        let ended = try await Command.run(arguments + ["--other-system", "Be contrary."])
        #expect(ended.code == 0, "\(ended.errors)")
        let flip = try #require(try JSONValue(ended.bytes).elements?.first)
        #expect(flip["schema"]?.text == "otherwise.flip/1" && flip["status"]?.text == "found")
        let edit = try #require(flip["edits"]?.elements?.first)
        #expect(edit["kind"]?.text == "fact" && edit["from"]?.text == "rain" && edit["to"]?.text == "hail")
        let singles = try #require(flip["singles"]?.elements)
        #expect(singles.count == 3 && singles.allSatisfy { $0["isFlip"] == .bool(true) })
        #expect(singles.map { $0["edit"]?["kind"]?.text } == ["fact", "fact", "system"])
        #expect(flip["certificate"]?["kind"]?.text == "optimal" && flip["calls"] == .number(12))
        #expect(flip["noise"]?["changed"] == .number(0) && flip["noise"]?["flipChanged"] == .number(0))
        #expect(flip["provenance"]?["seed"] == .number(0) && flip["counterfactual"]?["lead"] == .null)
        let wanted = try await Command.run(arguments + ["--want", "yes"])
        #expect(wanted.code == 65 && wanted.errors.contains("answers 'yes' to the prompt as it stands"))
    }

    @Test("prompts beside their smallest edits are pairs as audits write them, and an audit puts them to another model")
    func pairs() async throws {
        let scratch = try Scratch()
        let path = scratch.path("pairs.jsonl")
        let ended = try await run("Is a whale a fish?", ["--pairs", path])
        #expect(ended.code == 0, "\(ended.errors)")
        let pair = try JSONValue(Data(scratch.text("pairs.jsonl").utf8))
        #expect(pair["schema"]?.text == "otherwise.pair/1" && pair["flips"] == .bool(true))
        #expect(pair["factual"]?["answer"]?.text == "no" && pair["counterfactual"]?["answer"]?.text == "yes")
        #expect(pair["counterfactual"]?["variant"]?.text == "word 3: leave out 'whale'")
        let audit = """
            audit: otherwise.audit/1
            items: {file: pairs.jsonl, id: "{item}"}
            prompt: [{user: "{factual.prompt}"}]
            answer: {by: generation}
            variants: [{name: as it stands}, {name: edited, prompt: [{user: "{counterfactual.prompt}"}]}]
            """
        let again = try await Command.run([
            "audit", scratch.file("audit.yml", audit), "--model-command", Self.model, "--pairs",
            scratch.path("again.jsonl"),
        ])
        #expect(again.code == 0, "\(again.errors)")
        let same = try JSONValue(Data(scratch.text("again.jsonl").utf8))
        #expect(same["schema"]?.text == "otherwise.pair/1" && same["flips"] == .bool(true))
        let none = try await run("Do you like an old black cat ?", ["--limit", "1", "--pairs", path])
        #expect(none.code == 3 && scratch.text("pairs.jsonl").isEmpty)
        let twice = try await run("Is a whale a fish?", ["--pairs", path, "--output", path])
        #expect(twice.code == 64 && twice.errors.contains("or another result"), "\(twice.errors)")
    }

    @Test("items of an audit, by likelihood, with the order of their options, as a page")
    func audit() async throws {
        let scratch = try Scratch()
        let audit = """
            audit: otherwise.audit/1
            items:
              list:
              - {id: a, question: "Which?", options: [tea, juice]}
              - {id: b, question: "Which now?", options: [milk, water]}
            prompt:
            - user: "{question} {cue}\\n{options}\\nReply with {labels} only."
            fields: {cue: ""}
            answer: {by: likelihood, labels: letters}
            variants:
            - name: plain
            - {name: cue, set: {cue: "<b>Most</b> say {wrong_label}."}}
            """
        // It expects what stands in the first place.
        let model = """
            while IFS= read -r line; do case $line in \
            *"Repeat this word"*) told=${line#*nothing else: }; told=${told%%'"'*}; \
            rest=${line#*continuations}; one=${rest#*'["'}; one=${one%%'"'*}; \
            if [ "$one" = "$told" ]; then echo '{"logprobs": [[-1], [-5]]}'; else echo '{"logprobs": [[-5], [-1]]}'; fi ;; \
            *'[" A"'*) echo '{"logprobs": [[-1], [-2]]}' ;; *) echo '{"logprobs": [[-2], [-1]]}' ;; esac; done
            """
        let file = try scratch.file("audit.yml", audit)
        let arguments = ["flip", file, "--model-command", model]
        let table = try await Command.run(arguments)
        #expect(table.code == 0, "\(table.errors)")
        #expect(table.output.contains("a: tea → juice, by one edit") && table.output.contains("b: milk → water"))
        #expect(table.output.contains("options in the order juice, tea"), "\(table.output)")
        #expect(table.output.contains("lead of 'tea' (nats)"))
        let page = try await Command.run(arguments + ["--item", "b", "--format", "html"])
        #expect(page.code == 0 && !page.output.contains("a: tea") && !page.output.contains("<b>Most</b>"))
        #expect(page.output.contains("<mark>") && page.output.contains("&lt;b&gt;Most&lt;/b&gt; say {wrong_label}."))
        #expect(page.output.contains("class=\"lead\"") && !page.output.contains("<script"))
        let stray = try await Command.run(arguments + ["--item", "c"])
        #expect(stray.code == 64 && stray.errors.contains("there is no item 'c'"))
    }

    @Test("a question without an answer ends none of the others, and edits on which the model fails prove nothing")
    func failures() async throws {
        let scratch = try Scratch()
        let audit = """
            audit: otherwise.audit/1
            items:
              list:
              - {id: a, question: "Is a whale a fish?", options: ["yes", "no"]}
              - {id: b, question: "Well well?", options: ["yes", "no"]}
            prompt: [{user: "{question}"}]
            answer: {by: generation}
            variants: [{name: plain}]
            """
        let server = try LoopbackServer { request in
            guard request.body.contains("whale") else {
                return .json(#"{"choices":[{"message":{"content":"hm"}}]}"#)
            }
            return request.body.contains("Is a whale a fish")
                ? .json(#"{"choices":[{"message":{"content":"no"}}]}"#)
                : .json(#"{"choices":[{"message":{"content":""},"finish_reason":"content_filter"}]}"#)
        }
        let asked = [
            "--endpoint", server.url("/v1").absoluteString, "--endpoint-model", "m", "--answers", "none", "--limit",
            "1", "--edits", "word",
        ]
        let file = try scratch.file("audit.yml", audit)
        let both = try await Command.run(["flip", file] + asked)
        #expect(both.code == 1 && both.errors.contains("left out: item 'b'"), "\(both.errors)")
        #expect(both.output.hasPrefix("a: no; no edit found"))
        // Without the whale it says nothing that can be read; the other four edits are withheld.
        #expect(both.output.contains("Of 5 single edits 1 were asked, and none changes the answer so."))
        #expect(both.output.contains("The model failed on 4 more"))
        let json = try await Command.run(["flip", file, "--item", "a", "--format", "json"] + asked)
        let flip = try #require(try JSONValue(json.bytes).elements?.first)
        #expect(json.code == 3 && flip["status"]?.text == "budget")
        #expect(flip["levels"]?.elements?.first?["failed"] == .number(4))
        let alone = try await Command.run(["flip", file, "--item", "b"] + asked)
        #expect(alone.code == 65 && alone.errors.contains("names one option"), "\(alone.errors)")
    }

    @Test("a server is asked each prompt once, and again for the noise floor; a dry run asks nothing")
    func server() async throws {
        let scratch = try Scratch()
        let server = try LoopbackServer { request in
            let says = request.body.contains("whale") ? "no" : "yes"
            return .json(
                #"{"choices":[{"message":{"content":"\#(says)"}}],"usage":{"prompt_tokens":9,"completion_tokens":1}}"#)
        }
        let arguments = [
            "flip", "--ask", "Is a whale a fish?", "--options", "yes,no", "--endpoint",
            server.url("/v1").absoluteString,
            "--endpoint-model", "m", "--answers", scratch.path("answers.sqlite"),
        ]
        let planned = try await Command.run(arguments + ["--dry-run"])
        #expect(planned.code == 0 && server.requests.isEmpty, "\(planned.errors)")
        // The prompt and again four times, 5 single edits and 10 pairs.
        #expect(planned.output.hasPrefix("At most 20 questions would be asked"), "\(planned.output)")
        let first = try await Command.run(arguments)
        #expect(first.code == 0 && first.output.contains("no → yes, by one edit"), "\(first.errors)")
        #expect(server.requests.count == 14 && first.errors.contains("14 asked"))
        let second = try await Command.run(arguments)
        #expect(second.output == first.output && server.requests.count == 14)
    }

    @Test("a dry run counts as if no edit changed an answer, whatever the options of each question and their order")
    func dryRun() async throws {
        let scratch = try Scratch()
        func planned(_ answer: String, _ prompt: String, _ more: [String] = []) async throws -> Command.Ended {
            let audit = """
                audit: otherwise.audit/1
                items:
                  list:
                  - {id: a, question: "Is it?", options: ["yes", "no"]}
                  - {id: b, question: "Which one?", options: [tea, juice]}
                prompt: [{user: "\(prompt)"}]
                answer: \(answer)
                variants: [{name: plain}]
                """
            return try await Command.run(
                [
                    "flip", scratch.file("audit.yml", audit), "--endpoint", "http://127.0.0.1:9/v1",
                    "--endpoint-model", "m", "--answers", "none", "--dry-run", "--repeats", "1",
                ] + more)
        }
        // Each: the prompt, two words, both at once, and the prompt again.
        let plain = try await planned("{by: generation}", "{question}")
        #expect(plain.code == 0 && plain.output.hasPrefix("At most 10 questions"), "\(plain.output)\(plain.errors)")
        let wanting = try await planned("{by: generation}", "{question}", ["--item", "b", "--want", "tea"])
        #expect(wanting.output.hasPrefix("At most 5 questions"), "\(wanting.output)\(wanting.errors)")
        // With the order of the options, which moves every letter: three edits, and three pairs of them.
        let letters = try await planned("{by: generation, labels: letters}", "{question} {options}")
        #expect(letters.output.hasPrefix("At most 16 questions"), "\(letters.output)\(letters.errors)")
    }

    @Test("likelihoods that no server tells are refused before anything is asked, with the option that helps")
    func conversations() async throws {
        let scratch = try Scratch()
        let server = try LoopbackServer { _ in .json(#"{"choices":[{"message":{"content":"who knows"}}]}"#) }
        let asked = [
            "--endpoint", server.url("/v1").absoluteString, "--endpoint-model", "m", "--answers",
            scratch.path("answers.sqlite"),
        ]
        let question = ["flip", "--ask", "Is a whale a fish?", "--options", "yes,no"]
        let refused = try await Command.run(question + ["--by", "likelihood"] + asked)
        #expect(refused.code == 65 && refused.errors.contains("or add --plain"), "\(refused.errors)")
        #expect(!refused.errors.contains("answer:") && server.requests.isEmpty)
        let audit = """
            audit: otherwise.audit/1
            items: {list: [{id: a, question: "Which?", options: [tea, juice]}]}
            prompt: [{user: "{question} {cue}"}]
            fields: {cue: ""}
            answer: {by: likelihood}
            variants: [{name: plain}, {name: cue, set: {cue: "Say juice."}}]
            """
        let file = try await Command.run(["flip", scratch.file("audit.yml", audit)] + asked)
        #expect(file.code == 65 && file.errors.contains("`answer: {by: generation, labels: none"), "\(file.errors)")
        #expect(!file.errors.contains("--plain") && server.requests.isEmpty)
        // Written answers are asked for, and one that names no option is told with what may help.
        let unread = try await Command.run(question + asked)
        #expect(unread.code == 65 && unread.errors.contains("Ask for the option alone"), "\(unread.errors)")
        #expect(server.requests.count == 1)
    }

    @Test("mistakes of usage and of questions are told")
    func mistakes() async throws {
        let model = ["--model-command", Self.model]
        let mistakes: [([String], Int32, String)] = [
            (model, 64, "Give one question"), (["--ask", "x y"], 64, "Which answers?"),
            (["--ask", "x", "--options", "a,b"], 64, "Give one model"),
            (["--ask", "x", "--options", "a,b", "--limit", "0"] + model, 64, "--limit is 0"),
            (["--ask", "x", "--options", "a,b", "--fact", "day"] + model, 64, "name=a|b"),
            (["--ask", "x", "--options", "a,b", "--edits", "letter"] + model, 64, "no kind of edit"),
            (["--ask", "{day} x", "--options", "yes,no"] + model, 65, "nothing sets the field {day}"),
            (["--ask", "x y", "--options", "one,two"] + model, 65, "names one option"),
            (["no.yml"] + model, 66, "There is no audit"),
            (["--ask", "Is a whale?", "--options", "yes,no", "--word", "whole=cat"] + model, 64, "'whole' is no word"),
            (["--ask", "Is a whale?", "--options", "yes,no", "--fact", "day=a|b"] + model, 64, "no question has a"),
            (
                ["--ask", "Is a whale", "--plain", "--options", "yes,no", "--other-system", "Hm."] + model, 64,
                "no question has a system"
            ),
        ]
        for (arguments, code, part) in mistakes {
            let ended = try await Command.run(["flip"] + arguments)
            #expect(ended.code == code && ended.errors.contains(part), "\(arguments): \(ended.code) \(ended.errors)")
        }
    }
}
