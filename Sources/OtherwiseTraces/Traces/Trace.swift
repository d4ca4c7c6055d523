/// What an agent, or several, did: the steps of one run, in order.
public struct Trace: Sendable, Hashable {
    /// What tells it from others.
    public let id: String
    /// What was to be done; empty where it is not known.
    public let task: String
    /// The right final answer, where it is known.
    public let expectedAnswer: String?
    /// The turns, in order.
    public let steps: [TraceStep]
    /// Who people say was to blame; `nil` where nobody has said.
    public let label: TraceLabel?
    /// What could not be read of the run, in sentences; empty where all could.
    public let notes: [String]

    /// - Parameters:
    ///   - id: Different from those of all other traces.
    ///   - task: What was to be done; empty where it is not known.
    ///   - expectedAnswer: The right final answer, where it is known.
    ///   - steps: The turns, in order.
    ///   - label: Who people say was to blame.
    ///   - notes: What could not be read of the run, in sentences.
    public init(
        id: String, task: String = "", expectedAnswer: String? = nil, steps: [TraceStep], label: TraceLabel? = nil,
        notes: [String] = []
    ) {
        self.id = id
        self.task = task
        self.expectedAnswer = expectedAnswer
        self.steps = steps
        self.label = label
        self.notes = notes
    }
}

/// One turn of a run. Its index, counted from 0, is its place in the trace.
public struct TraceStep: Sendable, Hashable {
    /// Who took the turn.
    public let agent: String
    /// What was said or done.
    public let content: String

    /// - Parameters:
    ///   - agent: Who took the turn.
    ///   - content: What was said or done.
    public init(agent: String, content: String) {
        self.agent = agent
        self.content = content
    }
}

/// The step that decided a failure: replace it with the right one, and the run would have succeeded.
public struct TraceLabel: Sendable, Hashable {
    /// Who took the step.
    public let agent: String
    /// Counted from 0.
    public let step: Int

    /// - Parameter step: Counted from 0.
    public init(agent: String, step: Int) {
        self.agent = agent
        self.step = step
    }
}

extension Trace {
    /// The trace as a model is shown it: one line per turn, numbered from 0.
    ///
    /// - Parameter characters: A longer turn is cut in its middle; at least 20.
    public func numbered(characters: Int = 1200) -> String {
        numberedSteps(characters: characters).joined(separator: "\n")
    }

    func numberedSteps(characters: Int) -> [String] {
        steps.enumerated().map { "Step \($0) - \($1.agent): \($1.content.cutInside(to: max(characters, 20)))" }
    }
}

extension String {
    /// The text with its middle left out where it is longer than `limit` characters.
    func cutInside(to limit: Int) -> String {
        guard count > limit else { return self }
        let mark = " … "
        let kept = limit - mark.count
        return prefix((kept + 1) / 2) + mark + suffix(kept / 2)
    }
}
