import Foundation
import OtherwiseCore
import OtherwiseModels
import Synchronization
import Testing

@testable import OtherwiseBlackBox

@Suite("A model in a process", .timeLimit(.minutes(10)))
struct ProcessModelTests {
    private static func model(
        _ command: String, _ format: RowFormat = .json, rows: Int = 60, timeout: Duration = .seconds(30)
    ) async throws -> ProcessModel {
        try await ProcessModel(
            command, format: format, reference: Rows.ages(rows), settings: BlackBoxSettings(timeout: timeout))
    }

    @Test("It is asked in batches and answers in order, by either protocol", arguments: RowFormat.allCases)
    func answers(_ format: RowFormat) async throws {
        let model = try await Self.model(format == .json ? ShellModel.json : ShellModel.csv, format)
        #expect(model.output == .classes(["no", "yes"]))
        let table = try Rows.ages(600)
        let predictions = try await model.predict(table)
        #expect(predictions.labels == (0..<600).map { $0 > 30 ? 1 : 0 })
        #expect(predictions.scores.suffix(2) == (format == .json ? [0, 1] : [0.25, 0.75]))
        #expect(try await model.predict(Rows.ages(0)).count == 0)
    }

    @Test("Many who ask at once each get their own answer")
    func concurrency() async throws {
        let model = try await Self.model(ShellModel.csv, .csv)
        let table = try Rows.ages(60)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for count in 20..<40 {
                group.addTask {
                    let rows = try Table(
                        columns: [
                            Column(name: "age", storage: .numbers((0..<count).map(Double.init))),
                            table.columns[1].prefix(count),
                        ])
                    return try await model.predict(rows).labels == (0..<count).map { $0 > 30 ? 1 : 0 }
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    static let failures: [(String, ModelError.Code, String)] = [
        ("exit 3", .unavailable, "exit code 3"),
        ("no-such-command-at-all", .unavailable, "exit code 127"),
        ("kill -9 $$", .unavailable, "signal 9"),
        ("exec 1>&-; sleep 60", .unavailable, "closed its standard output"),
        ("read line; echo broken >&2; exit 1", .unavailable, "exit code 1"),
        ("echo Loading; " + ShellModel.json, .badAnswer, "'Loading'"),
        (ShellModel.saying("hello"), .badAnswer, "'hello' is not an answer"),
        (ShellModel.saying(#"{"predictions": ["yes"]}"#), .badAnswer, "about 1 rows, 60 were asked about"),
        (ShellModel.saying(#"{"error": "out of memory"}"#), .refused, "out of memory"),
        ("head -c 10000000 /dev/zero | tr '\\0' x; echo; sleep 60", .badAnswer, "'xxx"),
        ("sleep 60", .timedOut, "within 0.5 s"),
        ("trap '' TERM; while :; do sleep 1; done", .timedOut, "within 0.5 s"),
    ]

    @Test("Each way to fail is told from the others, and names the command", arguments: failures)
    func faults(_ command: String, _ code: ModelError.Code, _ part: String) async throws {
        let timeout: Duration = code == .timedOut ? .milliseconds(500) : .seconds(30)
        let table = try Rows.ages(60)
        let error = await modelError {
            _ = try await Self.model(command, timeout: timeout).predict(table)
        }
        #expect(error?.code == code)
        #expect(error?.problem.contains(part) == true, "\(error?.description ?? "no error")")
        #expect(error?.model == command)
    }

    @Test("An answer without end is given up, not kept")
    func endless() async throws {
        let error = await modelError { _ = try await Self.model("tr '\\0' x < /dev/zero") }
        #expect(error?.code == .badAnswer)
        #expect(error?.problem.contains("without") == true)
    }

    @Test("What it last said on standard error is shown with the line of its output")
    func lastWords() async throws {
        let command = "read line; echo KeyError: age >&2; exit 1"
        let error = await modelError { _ = try await Self.model(command) }
        #expect(error?.lastWords == ["KeyError: age"])
        #expect(error?.description.hasSuffix("\n  | KeyError: age") == true)
        let second = await modelError {
            let model = try await Self.model("read line; echo '{\"predictions\": [\(Self.yes)]}'; read line; echo oops")
            _ = try await model.predict(Rows.ages(60))
        }
        #expect(second?.place.line == 2)
    }

    private static let yes = Array(repeating: "\"yes\"", count: 60).joined(separator: ",")

    @Test("A second answer to one question is noticed before it is taken for another's")
    func outOfStep() async throws {
        let twice = ShellModel.json.replacing("echo ']}'", with: "echo ']}'; echo more")
        let error = await modelError {
            let model = try await Self.model(twice)
            try await Task.sleep(for: .milliseconds(200))
            _ = try await model.predict(Rows.ages(60))
        }
        #expect(error?.code == .badAnswer)
        #expect(error?.problem.contains("'more' without being asked") == true)
    }

    /// Answers the question that it learns from, then does something else; its second life serves.
    private static func secondLife(
        _ ending: String, then second: String = ShellModel.json, _ scratch: Scratch
    ) -> String {
        let answers = (0..<60).map { $0 > 30 ? "\"yes\"" : "\"no\"" }.joined(separator: ",")
        return """
            if [ -e '\(scratch.path("mark"))' ]; then \(second); else
            touch '\(scratch.path("mark"))'; read line; echo '{"predictions": [\(answers)]}'; read line; \(ending); fi
            """
    }

    @Test("One that dies is started anew and asked again")
    func restart() async throws {
        let scratch = try Scratch()
        let ends = Mutex<[String]>([])
        let model = try await ProcessModel(Self.secondLife("exit 7", scratch), reference: Rows.ages(60)) { error in
            ends.withLock { $0.append(error.problem) }
        }
        let early = ends.withLock(\.self)
        #expect(early.isEmpty)
        #expect(try await model.predict(Rows.ages(60)).labels == (0..<60).map { $0 > 30 ? 1 : 0 })
        let told = ends.withLock(\.self)
        #expect(told.count == 1 && told[0].contains("exit code 7"), "\(told)")
    }

    @Test("One that hangs once is started anew and asked again")
    func hang() async throws {
        let scratch = try Scratch()
        let model = try await Self.model(Self.secondLife("sleep 60", scratch), timeout: .seconds(2))
        #expect(try await model.predict(Rows.ages(60)).labels == (0..<60).map { $0 > 30 ? 1 : 0 })
    }

    @Test("One that hangs again is given up")
    func hangs() async throws {
        let scratch = try Scratch()
        let model = try await Self.model(
            Self.secondLife("sleep 60", then: "read line; sleep 60", scratch), timeout: .seconds(1))
        #expect(await modelError { _ = try await model.predict(Rows.ages(60)) }?.code == .timedOut)
    }

    /// Ends when it is asked about some ages; before that it says what `ShellModel.json` says.
    private static func ending(at ages: ClosedRange<Int>) -> String {
        let check =
            "for age in $(printf %s \"$line\" | grep -o '\"age\":[0-9]*' | cut -d: -f2); do "
            + "if [ $age -ge \(ages.lowerBound) ] && [ $age -le \(ages.upperBound) ]; then exit 9; fi; done"
        return ShellModel.json.replacing("printf '{", with: check + "; printf '{")
    }

    @Test(
        "Rows that end it are told from the others, even among those that it learns from", arguments: [7...7, 40...44])
    func fatalRows(_ ages: ClosedRange<Int>) async throws {
        let model = try await Self.model(Self.ending(at: ages))
        let predictions = try await FailedRows.noting {
            let predictions = try await model.predictSparing(Rows.ages(60))
            #expect(FailedRows.ofQuestion?.notes.first?.contains("age \(ages.lowerBound),") == true)
            return predictions
        }
        for age in 0..<60 {
            #expect(
                predictions[age].outcome == (ages.contains(age) ? .missing : .category(age > 30 ? "yes" : "no")))
        }
        let error = await modelError { _ = try await model.predict(Rows.ages(60)) }
        #expect(error?.code == .unavailable && error?.problem.contains("exit code 9") == true)
    }

    @Test("One that is gone is not taken for one that rows end")
    func gone() async throws {
        let scratch = try Scratch()
        let model = try await Self.model(Self.secondLife("exit 7", then: "exit 7", scratch))
        let error = await modelError { _ = try await model.predictSparing(Rows.ages(60)) }
        #expect(error?.code == .unavailable && error?.problem.contains("exit code 7") == true)
    }

    @Test("One that dies of the question says so")
    func death() async throws {
        let scratch = try Scratch()
        let model = try await Self.model(Self.secondLife("exit 7", then: "read line; exit 7", scratch))
        let error = await modelError { _ = try await model.predict(Rows.ages(60)) }
        #expect(error?.code == .unavailable && error?.problem.contains("exit code 7") == true)
    }

    @Test("It ends with the model, the pipeline that it started too")
    func ends() async throws {
        let scratch = try Scratch()
        let command =
            "sleep 300 & echo $! > '\(scratch.path("child"))'; echo $$ > '\(scratch.path("shell"))'; \(ShellModel.json)"
        do { _ = try await Self.model(command) }
        for name in ["shell", "child"] {
            let identifier = try #require(Int32(scratch.text(name).trimmingCharacters(in: .whitespacesAndNewlines)))
            #expect(try await hasEnded(identifier), "\(name) goes on")
        }
    }

    @Test("A question that is taken back ends it, at once; the next one starts it anew")
    func cancellation() async throws {
        let slow = "read line; echo '{\"predictions\": [\(Self.yes)]}'; echo $$ > SHELL; read line; sleep 300"
        let scratch = try Scratch()
        let model = try await Self.model(slow.replacing("SHELL", with: "'\(scratch.path("shell"))'"))
        let task = Task { try await model.predict(Rows.ages(60)) }
        try await Task.sleep(for: .milliseconds(200))
        let start = ContinuousClock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(ContinuousClock.now - start < .seconds(60))
        let identifier = try #require(Int32(scratch.text("shell").trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(try await hasEnded(identifier))
        #expect(try await model.predict(Rows.ages(60)).count == 60)
    }

    /// Whether a process has gone within a few seconds.
    private func hasEnded(_ identifier: Int32) async throws -> Bool {
        for _ in 0..<500 {
            // A child that nobody waits for stays as a zombie where there is no init, which is an end too.
            if kill(identifier, 0) != 0 || isZombie(identifier) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    private func isZombie(_ identifier: Int32) -> Bool {
        let status = FileManager.default.contents(atPath: "/proc/\(identifier)/status") ?? Data()
        return String(decoding: status, as: UTF8.self).contains("State:\tZ")
    }

    @Test("The column that holds just the classes is kept back, unless it was asked for by name")
    func label() async throws {
        let ages = try Rows.ages(60)
        let labels = (0..<60).map { Value.category($0 > 30 ? "yes" : "no") }
        let table = try Table(columns: ages.columns + [Column(name: "hired", values: labels, isNumeric: false)])
        let model = try await ProcessModel(ShellModel.json, reference: table)
        #expect(model.inputColumns.names == ["age", "town"])
        #expect(model.inputColumns.notes.first?.hasSuffix("'hired' is taken for the label") == true)
        let named = try await ProcessModel(ShellModel.json, reference: table, columns: ["age", "hired"])
        #expect(named.inputColumns.names == ["age", "hired"])
        #expect(named.inputColumns.textNames == ["hired"])
    }

    @Test("A column that is absent is named")
    func absentColumn() async throws {
        let model = try await Self.model(ShellModel.json)
        let error = await modelError {
            _ = try await model.predict(Table(columns: [Column(name: "age", storage: .numbers([1]))]))
        }
        #expect(error?.code == .missingInput && error?.problem.contains("'town'") == true)
    }
}

extension Column {
    fileprivate func prefix(_ count: Int) -> Column {
        Column(name: name, values: (0..<count).map { self[$0] }, isNumeric: false)
    }
}
