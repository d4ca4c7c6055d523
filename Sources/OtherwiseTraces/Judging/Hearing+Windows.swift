extension Hearing {
    func log(_ steps: Range<Int>) -> String { lines[steps].joined(separator: "\n") }

    /// The parts in which a log is read: all of it where it is short enough, else steps that fit, overlapping by 3.
    var windows: [Range<Int>] {
        var windows: [Range<Int>] = [], start = 0
        while true {
            let end = end(from: start)
            windows.append(start..<end)
            guard end < lines.count else { return windows }
            start = max(end - TraceJudge.overlap, start + 1)
        }
    }

    /// One step at least, and as many as fit.
    private func end(from start: Int) -> Int {
        var length = 0
        for step in start..<lines.count {
            length += lines[step].count + 1
            if length > judge.logCharacters, step > start { return step }
        }
        return lines.count
    }

    /// The steps up to one, as many of the last as fit.
    func tail(through step: Int) -> Range<Int> {
        var length = 0, start = step
        while start >= 0 {
            length += lines[start].count + 1
            if length > judge.logCharacters, start < step { break }
            start -= 1
        }
        return start + 1..<step + 1
    }

    /// All of some steps, each cut so far that they fit.
    func shortened(_ steps: some Sequence<Int>) -> String { fitting(steps.map { lines[$0] }) }

    /// Lines, each cut so far that all fit where a log does.
    func fitting(_ lines: [String]) -> String {
        let text = lines.joined(separator: "\n")
        guard text.count > judge.logCharacters else { return text }
        let share = max(judge.logCharacters / lines.count - 1, 20)
        return lines.map { $0.cutInside(to: share) }.joined(separator: "\n")
    }
}
