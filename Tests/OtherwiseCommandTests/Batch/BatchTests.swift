import Foundation
import Testing

/// A batch question about the first rows of Adult.
enum BatchQuestion {
    static let rows = 24

    static func arguments(_ format: String, want: String = ">50K", count: Int = 1, threads: Int = 2, rows: Int = rows)
        -> [String]
    {
        ["explain"] + Command.gradientBoosting
            + [
                "--rows", "0-\(rows - 1)", "--want", want, "--format", format, "--count", "\(count)", "--threads",
                "\(threads)", "--node-limit", "8",
            ]
    }
}

@Suite("explain: many rows")
struct BatchTests {
    @Test("writes one line per row, in order, whatever the number of threads", arguments: ["csv", "json"])
    func threads(format: String) async throws {
        let one = try await Command.run(BatchQuestion.arguments(format, threads: 1))
        #expect(one.code == 0)
        #expect(one.output.split(separator: "\n").count == BatchQuestion.rows + (format == "csv" ? 1 : 0))
        for threads in [2, 5] {
            let other = try await Command.run(BatchQuestion.arguments(format, threads: threads))
            #expect(other.output == one.output)
        }
    }

    @Test("every JSON line follows the schema, and rows of the wanted outcome cost nothing")
    func documents() async throws {
        let ended = try await Command.run(BatchQuestion.arguments("json"))
        let schema = try JSONSchema.explanation()
        for (row, line) in ended.output.split(separator: "\n").enumerated() {
            let document = try JSONValue(Data(line.utf8))
            #expect(schema.faults(in: document) == [])
            let factual = try #require(document["factual"])
            #expect(factual["row"] == .number(Double(row)))
            guard factual["outcome"] == .string(">50K") else { continue }
            #expect(document["status"] == .string("found"))
            #expect(document["counterfactuals"]?.elements?.first?["cost"]?["total"] == .number(0))
        }
    }

    @Test("the CSV says what the JSON says")
    func same() async throws {
        let lines = try await Command.run(BatchQuestion.arguments("csv")).output.split(separator: "\n")
        let table = lines.dropFirst()
        let header = lines[0].split(separator: ",")
        let rank = try #require(header.firstIndex(of: "isolation_rank"))
        let documents = try await Command.run(BatchQuestion.arguments("json")).output.split(separator: "\n")
        for (line, document) in zip(table, documents) {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            try #require(fields.count > 10)
            let answer = try #require(JSONValue(Data(document.utf8))["counterfactuals"]?.elements?.first)
            #expect(Double(fields[5]) == answer["cost"]?["total"]?.number)
            #expect(String(fields[8]) == answer["certificate"]?["kind"]?.text)
            #expect(Double(fields[10]) == answer["values"]?["age"]?.number)
            #expect(fields.count == header.count)
            let measured = Double(fields[rank])
            #expect(measured != nil && measured == answer["plausibility"]?["isolationRank"]?.number)
        }
    }

    @Test("the CSV has no columns for what is not measured, and says why there are fewer answers than were asked for")
    func qualities() async throws {
        let question = ["explain"] + Command.gradientBoosting + ["--row", "18", "--want", ">50K", "--format", "csv"]
        let plain = try await Command.run(question + ["--no-plausibility", "--no-stability"])
        #expect(["isolation", "diversity", "stability"].allSatisfy { !plain.output.contains($0) })
        let stable = try await Command.run(question + ["--no-plausibility"])
        #expect(stable.output.split(separator: "\n")[0].hasSuffix(",stability,message"))
        let robust = try await Command.run(question + ["--no-plausibility", "--robust", "0"])
        #expect(robust.output.contains("lower_bound,stability,age,") && !robust.output.contains("stability,message"))
        // Five features may change, so that there are no more than 31 ways.
        let few = try await Command.run(
            question + [
                "--schema", "Examples/adult/schema.yml", "--strategy", "greedy", "--count", "40", "--no-plausibility",
            ])
        let lines = few.output.split(separator: "\n")
        #expect(lines[0].hasSuffix(",stability,diversity_mean,diversity_least,message"))
        #expect(lines.count > 1 && lines.count < 33 && lines.last?.hasSuffix(",the search found no more") == true)
        #expect(lines.dropFirst().dropLast().allSatisfy { $0.hasSuffix(",") })
    }

    @Test("rows come from ranges, lists and files, each once and in order", arguments: ["7,3,5-6,5", "FILE"])
    func selections(rows: String) async throws {
        let scratch = try Scratch()
        let selection = rows == "FILE" ? try scratch.file("rows.txt", "7\n5-6\n\n3, 5\n") : rows
        let arguments = Command.gradientBoosting + ["--want", ">50K", "--rows", selection, "--node-limit", "40"]
        let ended = try await Command.run(["explain"] + arguments)
        #expect(
            ended.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[0] } == ["3", "5", "6", "7"])
    }

    @Test("a bad row has its line, the others have theirs, and the exit code tells")
    func badRow() async throws {
        let scratch = try Scratch()
        let schema = try await Command.run(["schema", Example.adult, "--model", Example.boosting])
            .output
        let path = try scratch.file("schema.yml", schema.replacing("  - Government\n", with: ""))
        let question = Command.gradientBoosting + ["--rows", "5-7", "--want", ">50K", "--schema", path]
        let table = try await Command.run(["explain"] + question)
        #expect(table.code == 65)
        #expect(table.errors.contains("1 row could not be asked about"))
        let lines = table.output.split(separator: "\n").dropFirst()
        #expect(lines.map { $0.split(separator: ",")[1] } == ["found", "error", "found"])
        #expect(lines.dropFirst().first?.contains("line 8, column 'workclass': 'Government' is none of") == true)
        let documents = try await Command.run(["explain"] + question + ["--format", "json"])
        let second = try #require(documents.output.split(separator: "\n").dropFirst().first)
        let failure = try JSONValue(Data(second.utf8))
        #expect(try JSONSchema.explanation().faults(in: failure) == [])
        #expect(failure["row"] == .number(6) && failure["line"] == .number(8))
        #expect(failure["code"] == .string("TableError.badEntry"))
    }

    @Test("a batch in which no row has a way out ends with 3")
    func noneFound() async throws {
        let ended = try await Command.run(["explain"] + Command.bikes + ["--rows", "0-4", "--want", ">=100000"])
        #expect(ended.code == 3)
        #expect(ended.output.split(separator: "\n").dropFirst().allSatisfy { $0.contains(",infeasible,") })
    }

    @Test("progress is for terminals and for --verbose, and stays off the result")
    func progress() async throws {
        let quiet = try await Command.run(BatchQuestion.arguments("csv"))
        #expect(quiet.errors == "")
        let verbose = try await Command.run(BatchQuestion.arguments("csv") + ["--verbose"])
        #expect(verbose.errors.contains(#/Done: 24 rows in .* \(\d[\d.,]* rows/s\); 24 found/#))
        #expect(verbose.output == quiet.output)
    }
}
