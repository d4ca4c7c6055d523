import Foundation
import Testing

@Suite("systems")
struct SystemsTests {
    @Test("The list has a line for each of the 38, and the list itself is what is shown by default")
    func list() async throws {
        let ended = try await Command.run(["systems"])
        let lines = ended.output.split(separator: "\n")
        #expect(ended.code == 0)
        #expect(lines.count == 39)
        #expect(lines[1].hasPrefix("01  InfoPO "))
        #expect(lines[38].hasPrefix("38  Critique-RL "))
        let document = try JSONValue(try await Command.run(["systems", "list", "--format", "json"]).bytes)
        #expect(document.elements?.count == 38)
        #expect(document.elements?.first?["source"]?["arXiv"]?.text == "2603.00656")
    }

    @Test("A system is shown with its question, its assumption and its source")
    func show() async throws {
        let ended = try await Command.run(["systems", "show", "disco"])
        #expect(ended.code == 0)
        #expect(ended.output.contains("assumes   The teacher's errors are independent of the generator's.\n"))
        #expect(ended.output.contains("(2022, arXiv 2212.10534)\n"))
        let designs = try await Command.run(["systems", "show", "29"])
        #expect(designs.output.contains("otherwise design --model"))
    }

    @Test(
        "What cannot be checked ends with its own code and a way out",
        arguments: [
            (["check", "99"], 64, "There is no system '99'. Give a number from 1 to 38"),
            (["show", "causal"], 64, "Perhaps 05 (CausalDiffAE), 15 (CausaLM), 24 (CausalMM) is meant."),
            (["check", "8"], 69, "System 08 (DISCO) does not work yet"),
            (["check"], 64, "Give either a system or --all."),
            (["check", "8", "--all"], 64, "Give either a system or --all."),
            (["check", "--all", "--items", "x.csv"], 64, "--items goes with one system"),
            (["check", "8", "--items", "nowhere.csv"], 66, "There is no file of items at 'nowhere.csv'."),
        ])
    func refusals(_ arguments: [String], _ code: Int, _ message: String) async throws {
        let ended = try await Command.run(["systems"] + arguments)
        #expect(Int(ended.code) == code)
        #expect(ended.errors.contains(message), "\(ended.errors)")
        #expect(ended.output.isEmpty)
    }

    @Test("A check of too few items gives no verdict of their figures, and says how many it needs")
    func tooFewItems() async throws {
        let scratch = try Scratch()
        let row = "1952,133,0.0,0.0,0.01,0.002,0.0,0.002,60,3.0,0,0.0,105,60,165,5,0,125,97,105,80,0,3"
        let header = try Example.text(
            "Sources/OtherwiseSystems/18-RobustCounterfactuals/Retraining/ctg_test.csv"
        ).prefix { $0 != "\n" }
        let items = try scratch.file("items.csv", "\(header)\n\(row)\n")
        let ended = try await Command.run(["systems", "check", "18", "--items", items])
        #expect(ended.code == 1, "\(ended.errors)")
        #expect(ended.output.contains("does not hold: too few items: 1, at least 30 needed"), "\(ended.output)")
    }

    @Test("Items with a header alone are told from those without a column")
    func noItems() async throws {
        let scratch = try Scratch()
        let path = try scratch.file("items.csv", "LB,AC\n")
        let ended = try await Command.run(["systems", "check", "18", "--items", path])
        #expect(ended.code == 65 && ended.errors.contains("it has no rows. The check"), "\(ended.errors)")
        for system in ["18", "29"] {
            let empty = try await Command.run(["systems", "check", system, "--items", scratch.file("empty.csv", "")])
            #expect(empty.code == 65 && empty.errors.contains("of this check: it is empty. The check"))
        }
    }
}
