import Testing

@Suite("explain --group")
struct GroupOptionTests {
    private static let question =
        ["explain"] + Command.gradientBoosting
        + ["--schema", "Examples/adult/schema.yml", "--want", ">50K", "--group", "gender=Female", "--sample", "12"]

    @Test("What is asked of answers holds for those of groups, and is told in the provenance")
    func qualities() async throws {
        let ended = try await Command.run(
            Self.question + ["--plausible", "0.5", "--reference", Example.adult, "--format", "json"])
        #expect(ended.code == 0, "\(ended.errors)")
        let settings = try JSONValue(ended.bytes)["provenance"]?["settings"]
        #expect(settings?["plausible"]?.text?.contains("0.5 of the reference rows") == true)
        let caused = try await Command.run(
            Self.question + ["--graph", "age -> hours_per_week", "--format", "json"])
        #expect(caused.code == 0, "\(caused.errors)")
        #expect(try JSONValue(caused.bytes)["provenance"]?["settings"]?["graph"]?.text?.isEmpty == false)
    }

    @Test("What is said to do in the place of --robust does it")
    func inPlaceOfRobust() async throws {
        let spare = try await Command.run(Self.question + ["--probability", "0.8", "--format", "json"])
        #expect(spare.code == 0, "\(spare.errors)")
        let stable = try await Command.run(
            Array(Self.question.dropLast(4)) + ["--rows", "18-19", "--robust", "0.7", "--format", "json", "--quiet"])
        #expect(stable.code == 0 && stable.output.contains("\"stability\""), "\(stable.errors)")
    }

    @Test(
        "What cannot be asked of groups is refused, not passed over",
        arguments: [
            (["--count", "3"], "Leave out --count."), (["--robust", "0.7"], "one action for many"),
            (
                ["--robust", "0.7"],
                "such as --probability 0.8; for a stable answer of each member give their numbers by --rows"
            ),
            (["--diversity", "max-min"], "--diversity goes with"),
            (["--reference", "nowhere.csv"], "no reference file"),
        ])
    func refusals(_ options: [String], _ message: String) async throws {
        let ended = try await Command.run(Self.question + options)
        #expect(ended.code != 0 && ended.errors.contains(message), "\(ended.errors)")
    }
}
