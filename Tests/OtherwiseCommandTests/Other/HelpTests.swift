import Testing

@Suite("help and versions")
struct HelpTests {
    /// A screen that is meant to change is written anew by the command itself, with COLUMNS=80, and read before it is
    /// committed.
    @Test("the first screens", arguments: [("help", ["--help"]), ("explain-help", ["explain", "--help"])])
    func screens(name: String, arguments: [String]) async throws {
        let ended = try await Command.run(arguments)
        #expect(ended.code == 0)
        #expect(try ended.output == Example.text("Tests/Fixtures/command/\(name).txt"))
    }

    @Test(
        "every subcommand has examples and exit codes",
        arguments: [
            "explain", "menu", "design", "ask", "discover", "flip", "trace", "audit", "compare", "blame", "predict",
            "inspect",
            "schema", "verify",
            "serve-model", "doctor",
        ])
    func subcommands(name: String) async throws {
        let ended = try await Command.run([name, "--help"])
        #expect(ended.code == 0)
        #expect(ended.output.contains("\nEXAMPLES\n  otherwise \(name)"))
        #expect(ended.output.contains("\nEXIT CODES\n"))
        #expect(ended.output.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE") })
        // A line that is too long for the screen would go on at its beginning.
        let examples =
            ended.output.split(separator: "\nEXAMPLES\n").last?.split(separator: "\nEXIT CODES\n").first ?? ""
        #expect(examples.split(separator: "\n").allSatisfy { $0.hasPrefix("  ") })
    }

    @Test("what searches for no counterfactual promises none", arguments: ["predict", "inspect", "schema", "doctor"])
    func readers(name: String) async throws {
        #expect(try await !Command.run([name, "--help"]).output.contains("counterfactual was found"))
    }

    @Test(
        "a wrong subcommand or option is a mistake of usage",
        arguments: [["explian"], ["explain", "--wnat", "x"], ["doctor", "--format", "xml"]])
    func mistakes(arguments: [String]) async throws {
        let ended = try await Command.run(arguments)
        #expect(ended.code == 64)
        #expect(ended.errors.hasPrefix("Error: "))
    }

    @Test("doctor says which keys are set, and never what they are")
    func keys() async throws {
        for format in ["table", "json"] {
            let ended = try await Command.run(
                ["doctor", "--format", format], environment: ["OTHERWISE_ENDPOINT_KEY": "sk-s3cret"])
            #expect(ended.output.contains("OTHERWISE_ENDPOINT_KEY") && !ended.output.contains("s3cret"))
        }
        let ended = try await Command.run(["doctor"], environment: ["OTHERWISE_ENDPOINT_KEY": "sk-s3cret"])
        #expect(ended.output.contains(#/OTHERWISE_ENDPOINT_KEY .* set\n/#))
    }

    @Test("doctor says what is built in, and how to get the rest")
    func doctor() async throws {
        let document = try JSONValue(try await Command.run(["doctor", "--format", "json"]).bytes)
        let engines = try #require(document["engines"]?.elements)
        #expect(engines.first?["isBuiltIn"] == .bool(true))
        let runtime = try #require(engines.first { $0["name"] == .string("ONNX Runtime") })
        let hint = runtime["toGetIt"]?.text ?? ""
        #expect(runtime["isBuiltIn"] == .bool(true) || hint.contains("make engines"))
        #expect(try await Command.run(["doctor"]).output.hasPrefix("otherwise  "))
    }
}
