import Testing

@Suite("explain: how far answers stay from thresholds")
struct MarginTests {
    /// Temperature, humidity and wind have no step.
    private static let question = ["explain"] + Command.bikes + ["--row", "3", "--want", "200..250"]

    private static func cost(_ margin: [String], certificate: String) async throws -> Double {
        let ended = try await Command.run(
            question + margin + ["--certificate", certificate, "--format", "json", "--quiet"])
        #expect(ended.code == 0)
        let answer = try #require(try JSONValue(ended.bytes)["counterfactuals"]?.elements?.first)
        #expect(answer["certificate"]?["kind"] == .string("optimal"))
        return try #require(answer["cost"]?["total"]?.number)
    }

    @Test("with none every value counts: the answer is proved and confirmed, and a margin makes it dearer")
    func none() async throws {
        let scratch = try Scratch()
        let record = scratch.path("answer.json")
        let bare = try await Self.cost(["--margin", "0"], certificate: record)
        let verified = try await Command.run(["verify", record, "--model", Example.bikesModel])
        #expect(verified.code == 0, "\(verified.output)")
        #expect(verified.output.contains("confirmed  answer 1 reaches the goal"))
        let usual = try await Self.cost([], certificate: scratch.path("usual.json"))
        let wide = try await Self.cost(["--margin", "0.05"], certificate: scratch.path("wide.json"))
        #expect(bare < usual && usual < wide)
    }

    @Test("below 0, from 1 on and what is no number are refused", arguments: ["-0.1", "1", "nan"])
    func refused(margin: String) async throws {
        let ended = try await Command.run(Self.question + ["--margin=\(margin)"])
        #expect(ended.code == 64)
        #expect(ended.errors.contains("Give a number from 0 to below 1."))
    }
}
