import Testing

@Suite("explain: the screen")
struct ExplainScreenTests {
    private let gradientBoosting = ["explain"] + Command.gradientBoosting

    @Test("words first, then the changes, the cost and what is proved")
    func found() async throws {
        let ended = try await Command.run(gradientBoosting + ["--row", "0", "--want", ">50K"])
        #expect(ended.code == 0)
        #expect(ended.errors == "")
        #expect(
            ended.output.withoutEffort == """
                Row 0 (counting from 0): the model says <=50K (score of >50K 0.3738).
                It would say >50K if age rose from 37 to 45 (between 45 and 59) and hours_per_week rose from 40 to 42 (between 42 and 57).

                  feature         from  to  also works
                  age             37    45  between 45 and 59
                  hours_per_week  40    42  between 42 and 57

                  score of >50K  0.3738 → 0.5032
                  cost           0.148 (l0 2, l1 0.148)
                  certificate    Proved: no cheaper change exists.
                  plausibility   0.1373 from the nearest rows of that outcome; local outlier factor 1.329; isolation \
                0.3973, at least as ordinary as 96% of the data; log density -5.6
                  robustness     stability 0.2872 ± 0.0139; no bound on retrained models

                Searched: exact: branch and bound on the trees; … boxes opened, … rows scored.
                Note: columns that the model does not read are ignored: income.

                """)
    }

    @Test("a row of the wanted outcome needs no change")
    func unchanged() async throws {
        let ended = try await Command.run(gradientBoosting + ["--row", "6", "--want", ">50K", "--quiet"])
        #expect(ended.code == 0)
        #expect(
            ended.output == """
                Row 6 (counting from 0): the model already says >50K (score of >50K 0.8555). Nothing has to change.

                """)
    }

    @Test("several answers are numbered, and each is dearer than the one before")
    func several() async throws {
        let ended = try await Command.run(gradientBoosting + ["--row", "0", "--want", ">50K", "--count", "2"])
        #expect(ended.code == 0)
        #expect(ended.output.contains("\n1. It would say >50K if age rose"))
        #expect(ended.output.contains("\n2. It would say >50K if "))
    }

    @Test("a regression is asked for a range")
    func regression() async throws {
        let ended = try await Command.run(["explain"] + Command.bikes + ["--row", "10", "--want", ">=200", "--quiet"])
        #expect(ended.code == 0)
        #expect(ended.output.hasPrefix("Row 10 (counting from 0): the model says 136.9.\nIt would say "))
        #expect(ended.output.contains("  outcome       136.9 → "))
    }

    @Test("where nothing may change, the limits that stand in the way are named")
    func infeasible() async throws {
        let scratch = try Scratch()
        let schema = try await Command.run(["schema", Example.adult, "--model", Example.boosting])
            .output
        let path = try scratch.file("none.yml", schema.replacing("change: any", with: "change: none"))
        let ended = try await Command.run(
            gradientBoosting + ["--row", "0", "--want", ">50K", "--schema", path, "--quiet"])
        #expect(ended.code == 3)
        #expect(
            ended.output.withoutEffort == """
                Row 0 (counting from 0): the model says <=50K (score of >50K 0.3738).
                Proved: it cannot be made to say >50K; no change within the limits works; the nearest one breaks: age may not \
                change (37 → 45); hours_per_week may not change (40 → 42).

                  nearest change  from  to
                  age             37    45
                  hours_per_week  40    42

                Searched: exact: branch and bound on the trees; … boxes opened, … rows scored.

                """)
    }

    @Test("a search that is stopped early says how far from the cheapest it may be")
    func gap() async throws {
        let ended = try await Command.run(gradientBoosting + ["--row", "3", "--want", ">50K", "--node-limit", "1"])
        #expect(ended.code == 0)
        #expect(ended.output.contains(#/Proved: at most [\d.]+% above the cheapest possible \(lower bound [\d.]+\)\./#))
    }

    @Test("no colours reach a pipe, whatever NO_COLOR says", arguments: ["", "1"])
    func colour(noColour: String) async throws {
        let ended = try await Command.run(
            gradientBoosting + ["--row", "6", "--want", ">50K"], environment: ["NO_COLOR": noColour])
        #expect(!ended.output.contains("\u{1B}"))
    }

    @Test("a file is written like the screen, and nothing else is printed")
    func output() async throws {
        let scratch = try Scratch()
        let question = gradientBoosting + ["--row", "0", "--want", ">50K"]
        let screen = try await Command.run(question)
        let ended = try await Command.run(question + ["--output", scratch.path("answer.txt")])
        #expect(ended.output == "")
        #expect(scratch.text("answer.txt") == screen.output)
    }
}
