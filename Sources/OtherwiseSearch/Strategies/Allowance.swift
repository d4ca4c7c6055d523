/// What is left of a budget: begun once for a question, and spent by all searches that have a part in its answer.
package struct Allowance: Sendable {
    private let end: Deadline
    /// Where a search ends that has no answer.
    private let first: Deadline
    /// Where a search ends that has an answer already, so that something is left for the next.
    private var part: Deadline
    /// The boxes that may still be opened, by all searches and by the one at hand once it has an answer.
    private var boxes: Int?
    private var partOfBoxes: Int?
    private let memory: Int
    /// Up to when what is found may be told in more detail.
    let closing: Deadline

    /// - Parameter budget: Of its time a tenth is kept for what is told of the answers.
    package init(_ budget: SearchBudget = SearchBudget()) {
        closing = Deadline(after: budget.time)
        end = Deadline(after: budget.time.map { $0 * 9 / 10 })
        first = Deadline(after: [budget.time.map { $0 * 9 / 10 }, budget.timeToFirst].compactMap(\.self).min())
        part = end
        memory = budget.memory
        boxes = budget.nodes
        partOfBoxes = boxes
    }

    /// Whether a search has nothing left.
    ///
    /// - Parameters:
    ///   - opened: The boxes that it has opened.
    ///   - bytes: What it holds in memory.
    ///   - isAnswered: Whether it has an answer.
    func isSpent(opening opened: Int, holding bytes: Int, isAnswered: Bool) -> Bool {
        if bytes > memory { return true }
        if let most = isAnswered ? partOfBoxes : boxes, opened >= most { return true }
        return deadline(isAnswered: isAnswered).isOver
    }

    /// When a search has to end.
    func deadline(isAnswered: Bool) -> Deadline { isAnswered ? part : first }

    /// Whether all time is gone.
    var isOver: Bool { end.isOver }

    /// Takes off the boxes that a search has opened.
    mutating func spend(_ opened: Int) { boxes = boxes.map { max($0 - opened, 0) } }

    /// Keeps something for later searches: of `searches` equal parts of what is left the next may take one from when it
    /// has an answer on; until then it may take all.
    mutating func share(among searches: Int) {
        part = end.share(among: searches)
        partOfBoxes = boxes.map { ($0 + searches - 1) / max(searches, 1) }
    }
}

/// When work has to end.
struct Deadline: Sendable {
    private let instant: ContinuousClock.Instant?

    /// Never.
    package init() { instant = nil }

    /// - Parameter time: From now on; `nil` for without end.
    package init(after time: Duration?) { instant = time.map { .now + $0 } }

    private init(at instant: ContinuousClock.Instant?) { self.instant = instant }

    /// Whether it has passed, or the task was cancelled.
    var isOver: Bool { Task.isCancelled || instant.map { .now >= $0 } ?? false }

    fileprivate func share(among parts: Int) -> Deadline {
        let now = ContinuousClock.now
        return Deadline(at: instant.map { now + now.duration(to: $0) / max(parts, 1) })
    }
}

/// Work was ended by its deadline.
struct OutOfTime: Error {}
