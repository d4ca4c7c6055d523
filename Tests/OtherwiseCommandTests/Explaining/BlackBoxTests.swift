import Foundation
import Testing

@Suite("models that are asked from outside")
struct BlackBoxTests {
    /// Says `>50K` above 40 years; asked in CSV, whose first column is the age.
    private static let model = """
        header=1; while IFS=, read -r age rest; do
        if [ -z "$age" ]; then echo; header=1; elif [ "$header" ]; then echo outcome; header=
        elif [ "$age" -gt 40 ]; then echo '>50K'; else echo '<=50K'; fi; done
        """
    private static let source = ["--model-command", model, "--model-protocol", "csv", "--data", Example.adult]

    @Test("a command is explained; what it decides by is all but the label")
    func explained() async throws {
        let ended = try await Command.run(["explain"] + Self.source + ["--row", "1", "--want", ">50K"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("It would say >50K if age rose from 33 to 4"))
        #expect(ended.output.contains("Nothing is proved: it is a black box."))
        #expect(ended.output.contains("'income' is taken for the label"))
    }

    @Test("that a command ends and is started anew is said, three times at most, and loses nothing")
    func restarted() async throws {
        let dying = Self.model.replacing("echo; header=1", with: "n=$((n+1)); [ $n = 3 ] && exit 7; echo; header=1")
        let source = ["--model-command", dying] + Self.source.dropFirst(2)
        let question = ["--row", "1", "--want", ">50K", "-q"]
        let ended = try await Command.run(["explain"] + source + question)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("It would say >50K if age rose from 33 to 4"))
        let warnings = ended.errors.split(separator: "\n")
        #expect(warnings.count == 3 && warnings[2].hasSuffix("Further starts are not told."), "\(warnings)")
        #expect(warnings.allSatisfy { $0.contains("It ended with exit code 7 before it answered") })
        #expect(try await Command.run(["explain"] + Self.source + question).errors == "")
    }

    @Test("a record says what was asked, and the answer can be checked again with it")
    func record() async throws {
        let scratch = try Scratch()
        let record = scratch.path("answer.json")
        let question = ["--row", "1", "--want", ">50K", "--certificate", record]
        #expect(try await Command.run(["explain"] + Self.source + question).code == 0)
        let verified = try await Command.run(["verify", record] + Self.source.dropLast(2))
        #expect(verified.code == 0, "\(verified.output)")
        #expect(verified.output.contains("by its name alone"))
        let opposite = Self.model.replacing("-gt 40", with: "-lt 40")
        let refuted = try await Command.run(
            ["verify", record, "--model-command", opposite, "--model-protocol", "csv"])
        #expect(refuted.code == 1)
        #expect(refuted.output.contains("open       the model is the one that was asked: asked was "))
        #expect(refuted.output.contains("refuted    answer 1 reaches the goal: the model says <=50K"))
        #expect(try await Command.run(["verify", record, "--model", Example.boosting]).code == 1)
    }

    @Test("a batch asks one process from many threads, and resumes only with the same")
    func batch() async throws {
        let scratch = try Scratch()
        let batch = ["--rows", "0-19", "--want", ">50K", "--output", scratch.path("answers.csv")]
        let ended = try await Command.run(["explain"] + Self.source + batch + ["--threads", "4"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(scratch.text("answers.csv").split(separator: "\n").count >= 21)
        let other = ["--model-command", Self.model + " ", "--model-protocol", "csv", "--data", Example.adult]
        let resumed = try await Command.run(["explain"] + other + batch + ["--resume"])
        #expect(resumed.code == 65)
        #expect(resumed.errors.contains("was begun with another model"))
    }

    @Test("predict, schema and inspect take a command too")
    func others() async throws {
        let predicted = try await Command.run(["predict"] + Self.source + ["--rows", "0-1"])
        #expect(predicted.output == "row,outcome,score_<=50K,score_>50K\n0,<=50K,1,0\n1,<=50K,1,0\n")
        let schema = try await Command.run(["schema", Example.adult] + Self.source.dropLast(2))
        #expect(schema.output.contains("- name: age") && !schema.output.contains("- name: income"))
        let inspected = try await Command.run(["inspect"] + Self.source)
        #expect(inspected.output.contains("engine   a process, asked in CSV\n"), "\(inspected.output)")
        #expect(inspected.output.contains("decides  between 2 classes: <=50K, >50K\n"))
    }

    static let mistakes: [([String], String)] = [
        (["--model", Example.boosting, "--model-command", "cat"], "not several"),
        ([], "Which model?"),
        (["--model-url", "http://localhost:1/predict"], "does not show how its model is asked"),
        (["--model-url", "localhost"], "no address of a server"),
        (["--model-url", "http://localhost:1/invocations", "--model-protocol", "csv"], "asked by kserve or mlflow"),
        (["--model-command", " "], "--model-command is empty"),
        (["--model-command", "cat", "--model-protocol", "kserve"], "asked by json or csv"),
        (["--model", Example.boosting, "--classes", "a,b"], "go with --model-command"),
    ]

    @Test("a model is named once, and asked by a protocol that it may have", arguments: mistakes)
    func usage(_ model: [String], _ part: String) async throws {
        let ended = try await Command.run(["predict", "--data", Example.adult] + model)
        #expect(ended.code == 64)
        #expect(ended.errors.contains(part), "\(ended.errors)")
    }

    @Test("what a command does wrong is one sentence, its own last words, and an exit code")
    func faults() async throws {
        let dead = try await Command.run(
            ["predict", "--data", Example.adult, "--model-command", "echo 'KeyError: age' >&2; exit 2"])
        #expect(dead.code == 1)
        #expect(dead.errors.contains("It ended with exit code 2 before it answered."))
        #expect(dead.errors.hasSuffix("\n  | KeyError: age\n"))
        let wrong = try await Command.run(["predict", "--data", Example.adult, "--model-command", "echo Loading; cat"])
        #expect(wrong.code == 65)
        #expect(wrong.errors.contains("'Loading'"))
        let silent = #"while read -r line; do echo '{"predictions": [null]}'; done"#
        let scratch = try Scratch()
        let one = try scratch.file("one.csv", "age\n1\n")
        let null = try await Command.run(["inspect", "--data", one, "--model-command", silent])
        #expect(null.code == 65)
        #expect(null.errors.contains("It answered with no outcome at all: null, or NaN, for the row"), "\(null.errors)")
        let slow = try await Command.run(
            ["predict", "--data", Example.adult, "--model-command", "sleep 60", "--model-timeout", "200ms"])
        #expect(slow.code == 1)
        #expect(slow.errors.contains("within 0.2 s"))
    }

    @Test(
        "a signal that ends the command ends a model that hangs", .timeLimit(.minutes(10)),
        arguments: [SIGTERM, SIGINT])
    func signals(number: Int32) async throws {
        let scratch = try Scratch()
        let hanging = "echo $$ > \(scratch.path("child")); sleep 10000"
        let command = Command([
            "predict", "--model-command", hanging, "--model-timeout", "90m", "--data", Example.adult,
        ])
        try command.start()
        while Int32(scratch.text("child").trimmingCharacters(in: .newlines)) == nil {
            try await Task.sleep(for: .milliseconds(20))
        }
        let child = try #require(Int32(scratch.text("child").trimmingCharacters(in: .newlines)))
        #expect(kill(child, 0) == 0)
        command.send(number)
        #expect(try await command.end().code != 0)
        while kill(child, 0) == 0 { try await Task.sleep(for: .milliseconds(20)) }
    }

    @Test("a genetic search that is interrupted ends with the best so far")
    func interrupted() async throws {
        let scratch = try Scratch()
        let counted = Self.model.replacing(
            "echo; header=1", with: "echo; header=1; echo . >> '\(scratch.path("asked"))'")
        let command = Command([
            "explain", "--model-command", counted, "--model-protocol", "csv", "--data", Example.adult, "--row", "1",
            "--want", ">50K", "--strategy", "genetic", "--generations", "100000", "--population", "20",
            "--time-limit", "10m",
        ])
        try command.start()
        while scratch.text("asked").count < 20 { try await Task.sleep(for: .milliseconds(20)) }
        command.send(SIGINT)
        let ended = try await command.end()
        #expect(ended.code == 130, "\(ended.errors)")
        #expect(ended.output.contains("It would say >50K if"), "\(ended.output)\(ended.errors)")
        #expect(ended.output.contains("since the search was interrupted"))
    }

    @Test("rows that end the model are named, and count as no answers")
    func fatalRows() async throws {
        let fatal = Self.model.replacing(
            "[ \"$age\" -gt 40 ]", with: "[ \"$age\" -eq 41 ]; then exit 7; elif [ \"$age\" -gt 40 ]")
        let ended = try await Command.run([
            "explain", "--model-command", fatal, "--model-protocol", "csv", "--data", Example.adult, "--row", "1",
            "--want", ">50K", "--format", "json",
        ])
        #expect(ended.code == 0, "\(ended.errors)")
        let document = try JSONValue(ended.bytes)
        #expect(document["counterfactuals"]?.elements?.first?["values"]?["age"]?.number.map { $0 > 41 } == true)
        #expect(ended.output.contains("the model ends when it is asked about any of"))
        #expect((document["effort"]?["unscored"]?.number ?? 0) > 0)
    }

    @Test("an answer about too few rows is refused from the first on")
    func tooFew() async throws {
        let model = """
            header=1; while IFS=, read -r age rest; do
            if [ -z "$age" ]; then echo; header=1; elif [ "$header" ]; then echo outcome; header=
            else echo yes; break; fi; done; echo
            """
        let ended = try await Command.run(
            ["predict", "--model-command", model, "--model-protocol", "csv", "--data", Example.adult])
        #expect(ended.code == 65)
        #expect(ended.errors.contains("It answered about 1 rows, 256 were asked about"), "\(ended.errors)")
    }
}
