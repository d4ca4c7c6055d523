import Foundation
import Testing

@Suite("ask: a model of numbers and levels")
struct MixedModelCommandTests {
    private static let home = "Tests/Fixtures/causal/home.yml"

    @Test("answers say what was chosen, follow the schema, and are the same for the same seed")
    func answers() async throws {
        let model = ["ask", "--model", Self.home]
        let question = model + ["what if sector = public given sector=private, pay=2050, owner=no"]
        let (one, two) = (try await Command.run(question), try await Command.run(question))
        #expect(one.code == 0 && one.bytes == two.bytes, "\(one.errors)")
        #expect(
            one.output.contains("owner has Gumbel noise (Gumbel-max)") && one.output.contains("with probability 0.9"))
        let document = try JSONValue(try await Command.run(question + ["--format", "json"]).bytes)
        #expect(try JSONSchema.causal().faults(in: document) == [])
        let page = try await Command.run(question + ["--format", "html"])
        #expect(page.code == 0 && page.output.contains("Gumbel"))
        let share = try await Command.run(model + ["P(owner=yes | do(pay=2100))"])
        #expect(
            share.code == 0 && share.output.contains("= 0.73") && !share.output.contains("Gumbel"), "\(share.output)")
    }

    @Test(
        "the picture of worlds within one another marks as set what the question sets, and only holds what follows there",
        arguments: [
            ("owner_{sector=public, pay_{sector=private}}", ["#fde3c8", "#e7e7e7", "#d6e8fb"], false),
            ("owner_{pay_{sector=private}}", ["#fde3c8", "#e7e7e7", "#d6e8fb"], false),
            ("owner_{sector=public, pay=2000}", ["#fde3c8", "#fde3c8", "#d6e8fb"], true),
        ])
    func nested(variable: String, fills: [String], fades: Bool) async throws {
        let ended = try await Command.run([
            "ask", "--model", Self.home, "P(\(variable)=yes)", "--picture", "/dev/stdout",
        ])
        #expect(ended.code == 0, "\(ended.errors)")
        let nodes = ended.output.split(separator: "<rect")
        for (name, fill) in zip(["sector", "pay", "owner"], fills) {
            let node = nodes.first { $0.contains(">\(name)</text>") }
            #expect(node?.contains("fill=\"\(fill)\"") == true, "\(name)")
        }
        #expect(ended.output.contains("opacity=\"0.25\"") == fades)
    }

    @Test("every row of a file is answered, levels as they are written there")
    func rows() async throws {
        let scratch = try Scratch()
        let model = ["ask", "--model", Self.home]
        let rows = try scratch.file("rows.csv", "sector,pay,owner\nprivate,2050,yes\npublic,2150,no\nstate,2000,no\n")
        let ended = try await Command.run(model + ["what if sector = public for every row", "--rows", rows])
        #expect(ended.code == 0, "\(ended.errors)")
        let lines = ended.output.split(separator: "\n")
        #expect(lines[0] == "row,sector_otherwise,pay_otherwise,owner_otherwise,caution")
        #expect(lines[1] == "0,public,2350,yes," && lines[2] == "1,public,2150,no,")
        #expect(lines[3].contains("the model has no sector 'state'"))
        let row = try await Command.run(model + ["what if sector = public for row 0", "--data", rows])
        #expect(row.code == 0 && row.output.contains("2350"), "\(row.errors)")
    }

    @Test("A row that the model rules out is marked, and the note says so")
    func ruledOut() async throws {
        let scratch = try Scratch()
        let text = try Example.text(Self.home).replacing("{normal: 100}", with: "{uniform: [0, 1]}")
        let rows = try scratch.file("rows.csv", "sector,pay,owner\nprivate,2000.5,yes\nprivate,2999,no\n")
        let ended = try await Command.run([
            "ask", "--model", try scratch.file("home.yml", text), "what if sector = public for every row", "--rows",
            rows,
        ])
        let lines = ended.output.split(separator: "\n")
        #expect(ended.code == 0 && lines[1].hasSuffix(","), "\(ended.errors)")
        #expect(lines[2].hasSuffix("the row's pay has probability 0 in the model"))
        #expect(ended.errors.contains("1 answer is for a row that the model rules out; row 1:"), "\(ended.errors)")
    }
}
