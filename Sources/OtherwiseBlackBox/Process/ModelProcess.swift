package import OtherwiseModels

/// A process that is asked one question at a time; whoever else asks waits.
///
/// A question blocks its thread, which is none of the tasks'. A process that has failed is ended, since nobody knows
/// what its next line would answer. Where it may be, it is started anew for the next question; and one that dies or hangs
/// after it has answered others is asked again at once, but once only: it may have failed for what is gone.
package actor ModelProcess {
    private let executor = QueueExecutor(label: "otherwise.model-process")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let command: String
    private var child: ChildProcess
    private let timeout: Duration
    private var arrived = AnswerBuffer()
    private var lastWords = LastWords()
    private var hasErrors = true
    private let restarts: Bool
    private let told: @Sendable (ModelError) -> Void
    private var hasAnswered = false
    /// What ended it, until it is started anew.
    private var ending: (any Error)?
    /// What ended it for good.
    private var failure: ModelError?

    /// - Parameters:
    ///   - restarts: Whether it may be started anew, having no memory of what it was asked.
    ///   - told: Is told what ended it, whenever it is started anew.
    package init(
        _ command: String, timeout: Duration, restarts: Bool = false,
        telling told: @escaping @Sendable (ModelError) -> Void = { _ in }
    ) throws(ModelError) {
        self.command = command
        self.restarts = restarts
        self.told = told
        child = try ChildProcess(command)
        self.timeout = timeout
    }

    /// Sends a question and waits for the answer.
    ///
    /// - Parameter attempts: How often it is asked at most, where it fails and may be started anew.
    /// - Returns: The answer without what ends it, and the line of the process's output that it began in.
    /// - Throws: `ModelError`; `.unavailable` when the process has ended, `.timedOut`, `.badAnswer` when it wrote
    ///   before it was asked or without end. `CancellationError` when the task was cancelled; the process is ended.
    package func ask(
        _ question: [UInt8], until end: AnswerBuffer.End, attempts: Int = 2
    ) throws -> (bytes: [UInt8], line: Int) {
        if let failure { throw failure }
        do {
            return try attempt(question, until: end)
        } catch let error as ModelError where attempts > 1 && Self.mayPass(error) && hasAnswered && restarts {
            return try attempt(question, until: end)
        }
    }

    /// Whether the same question may be answered by a process that is new.
    private static func mayPass(_ error: ModelError) -> Bool { [.unavailable, .timedOut].contains(error.code) }

    private func attempt(_ question: [UInt8], until end: AnswerBuffer.End) throws -> (bytes: [UInt8], line: Int) {
        if let ending { try start(after: ending) }
        do {
            let answer = try exchange(question, until: end)
            hasAnswered = true
            return answer
        } catch {
            child.end()
            ending = error
            if !restarts { failure = error as? ModelError ?? .endedEarly }
            throw error
        }
    }

    private func start(after end: any Error) throws(ModelError) {
        child = try ChildProcess(command)
        (arrived, lastWords, hasErrors, ending) = (AnswerBuffer(), LastWords(), true, nil)
        if let error = end as? ModelError { told(error) }
    }

    private func exchange(_ question: [UInt8], until end: AnswerBuffer.End) throws -> (bytes: [UInt8], line: Int) {
        let deadline = ContinuousClock.now + timeout
        var unsent = question[...]
        try receive()
        guard arrived.bytes.isEmpty else { throw ModelError.unasked(arrived.bytes).atLine(arrived.line) }
        while true {
            try send(&unsent)
            try receive()
            if let answer = arrived.take(upTo: end) {
                guard unsent.isEmpty else { throw ModelError.unasked(answer.bytes).atLine(answer.line) }
                return answer
            }
            guard !arrived.isTooLong else { throw ModelError.endless(arrived.bytes).atLine(arrived.line) }
            try Task.checkCancellation()
            guard ContinuousClock.now < deadline else { throw ModelError.timedOut(timeout).saying(lastWords.lines) }
            // A short wait, so that a cancelled task is noticed.
            Descriptor.wait(
                reading: hasErrors ? [child.output, child.errors] : [child.output],
                writing: unsent.isEmpty ? nil : child.input,
                atMost: min(.milliseconds(50), deadline - .now))
        }
    }

    private func send(_ unsent: inout ArraySlice<UInt8>) throws {
        guard !unsent.isEmpty else { return }
        guard let count = child.input.write(unsent) else { try hasEnded() }
        unsent = unsent.dropFirst(count)
    }

    /// Takes in what has arrived on both pipes.
    private func receive() throws {
        switch child.errors.read() {
        case .bytes(let bytes): lastWords.append(bytes)
        case .nothing: break
        case .end: hasErrors = false
        }
        switch child.output.read() {
        case .bytes(let bytes): arrived.append(bytes)
        case .nothing: break
        case .end: try hasEnded()
        }
    }

    private func hasEnded() throws -> Never {
        let ending = child.ending()
        while case .bytes(let bytes) = child.errors.read() { lastWords.append(bytes) }
        throw ModelError.ended(ending).saying(lastWords.lines)
    }
}

/// The last lines of a text that comes in pieces.
private struct LastWords {
    private var bytes: [UInt8] = []

    mutating func append(_ more: [UInt8]) { bytes = Array((bytes + more).suffix(4096)) }

    var lines: [String] {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.suffix(8).map { String($0.prefix(200)) }
    }
}

extension ModelError {
    fileprivate static let endedEarly = ModelError(
        .unavailable, "It was ended when a question was taken back", hint: "Start it anew")

    fileprivate static func ended(_ how: String) -> ModelError {
        ModelError(
            .unavailable, "\(how) before it answered",
            hint: "Run it by hand; it must answer line by line until its standard input is closed")
    }

    fileprivate static func unasked(_ bytes: [UInt8]) -> ModelError {
        ModelError(
            .badAnswer, "It wrote \(bytes.excerpt) without being asked",
            hint: "Write one answer per question and nothing else to standard output; the rest may go to standard error"
        )
    }
}
