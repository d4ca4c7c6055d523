import Testing

@Suite("explain: what --want and --cost may say")
struct WantTests {
    @Test(
        "a class of exactly that name wins over the grammar", arguments: ["<=50K", "not >50K", "!>50K", " not  >50K "])
    func classes(want: String) async throws {
        let ended = try await Command.run(
            ["explain"] + Command.gradientBoosting + ["--row", "6", "--want", want, "-q"])
        #expect(ended.code == 0)
        #expect(ended.output.contains("It would say <=50K if"))
    }

    @Test(
        "a range holds the answer",
        arguments: [(">=120", 120.0...1e9), ("<=60", -1e9...60), ("100..110", 100...110), ("-9..-1", -9 ... -1)])
    func ranges(want: String, range: ClosedRange<Double>) async throws {
        let ended = try await Command.run(
            ["explain"] + Command.bikes + ["--row", "10", "--want", want, "--format", "csv"])
        #expect(ended.code == 0)
        let fields = try #require(ended.output.split(separator: "\n").last).split(separator: ",")
        try #require(fields.count > 3)
        #expect(range.contains(try #require(Double(fields[3]))))
    }

    @Test("what cannot be meant is refused with what can", arguments: ["50K", "rich", ">=10", "not", "!", "0..1", ""])
    func refusedClasses(want: String) async throws {
        let ended = try await Command.run(["explain"] + Command.gradientBoosting + ["--row", "0", "--want", want])
        #expect(ended.code == 64)
        #expect(ended.errors.contains("Ask for one of <=50K, >50K"))
    }

    @Test(
        "a regression refuses what is not a range",
        arguments: [">50K", "200", ">200", "9..", "..9", "3..1", "nan..1", ">=inf"])
    func refusedRanges(want: String) async throws {
        let ended = try await Command.run(["explain"] + Command.bikes + ["--row", "0", "--want", want])
        #expect(ended.code == 64)
        #expect(ended.errors.hasPrefix("otherwise: "))
    }

    @Test("a probability asks for more than the class")
    func probability() async throws {
        let question = ["explain"] + Command.gradientBoosting + ["--row", "0", "--want", ">50K", "--format", "csv"]
        let sure = try await Command.run(question + ["--probability", "0.7"])
        let fields = try #require(sure.output.split(separator: "\n").last).split(separator: ",")
        try #require(fields.count > 4)
        #expect(try #require(Double(fields[4])) >= 0.7)
    }

    @Test(
        "a cost is a name or a sum",
        arguments: ["l0", "l1", "l2", "gower", "lexicographic", "1*l1+0.5*l0", "l1 + 2 * squared"])
    func costs(cost: String) async throws {
        let ended = try await Command.run(
            ["explain"] + Command.gradientBoosting + ["--row", "0", "--want", ">50K", "--cost", cost, "-q"])
        #expect(ended.code == 0)
        #expect(ended.output.contains("Proved: no cheaper change exists."))
    }

    @Test("a sum adds up")
    func sum() async throws {
        let question = ["explain"] + Command.gradientBoosting + ["--row", "0", "--want", ">50K", "--format", "csv"]
        let fields = try #require(
            try await Command.run(question + ["--cost", "2*l1+0.5*l0"]).output.split(separator: "\n").last
        )
        .split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
        try #require(fields.count > 7)
        #expect(abs(fields[5] - (2 * fields[7] + 0.5 * fields[6])) < 1e-12)
    }
}
