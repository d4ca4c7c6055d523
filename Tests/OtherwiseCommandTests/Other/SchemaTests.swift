import Testing

@Suite("schema")
struct SchemaTests {
    @Test("prints what explain reads: the same answer with it as without")
    func roundTrip() async throws {
        let scratch = try Scratch()
        let schema = try await Command.run(["schema", Example.adult, "--model", Example.boosting])
        #expect(schema.code == 0)
        let path = try scratch.file("schema.yml", schema.output)
        let question = ["explain"] + Command.gradientBoosting + ["--row", "2", "--want", ">50K", "--quiet"]
        let (without, with) = (try await Command.run(question), try await Command.run(question + ["--schema", path]))
        #expect(with.output == without.output)
    }

    @Test("describes every column, with numbers as people write them")
    func columns() async throws {
        let ended = try await Command.run(["schema", Example.bikes])
        #expect(
            ended.output.hasPrefix(
                "# What may change and how, inferred from the 433 rows of Tests/Fixtures/command/bikes.csv.\n"))
        #expect(ended.output.contains("- name: rentals\n"))
        #expect(ended.output.contains("\n# Every column is listed. Delete what the model does not read,"))
        #expect(ended.output.contains("  range: [-6.1, 35.2]\n"))
        #expect(!ended.output.contains("e+"))
    }

    @Test("describes only what the model reads")
    func model() async throws {
        let ended = try await Command.run(["schema", Example.bikes, "--model", Example.bikesModel])
        #expect(!ended.output.contains("rentals"))
        #expect(!ended.output.contains("Every column is listed"))
    }

    @Test("leaves out what it cannot describe, and says so")
    func leftOut() async throws {
        let scratch = try Scratch()
        let data = try scratch.file("data.csv", "a,empty\n1,\n2,\n")
        let ended = try await Command.run(["schema", data])
        #expect(ended.code == 0)
        #expect(ended.output.contains("# Left out: '\(data)', column 'empty': it is empty."))
        #expect(!ended.output.contains("name: empty"))
    }
}
