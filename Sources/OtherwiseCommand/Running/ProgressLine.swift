import OtherwiseTabular

/// Shows how far a batch is, on standard error.
struct ProgressLine {
    private let total: Int
    private let resumed: Int
    private let start = ContinuousClock.now
    private var pace: ProgressPace

    /// - Parameter resumed: How many of the `total` rows were finished before.
    init(total: Int, resumed: Int, talk: TalkOptions) {
        (self.total, self.resumed) = (total, resumed)
        pace = ProgressPace(talk)
        if pace.isFollowed, resumed > 0 { StandardError.write("\(resumed.grouped) rows were finished before\n") }
    }

    mutating func show(_ tally: BatchTally) {
        guard pace.isDue() else { return }
        let now = ContinuousClock.now
        let done = resumed + tally.count
        let percent = done * 100 / max(total, 1)
        pace.write(
            "\(done.grouped) of \(total.grouped) rows (\(percent)%), \(rate(tally, now)) rows/s, \(left(tally, now)) left\(tally.troubles)"
        )
    }

    /// The last line, which stays.
    func finish(_ tally: BatchTally, ending: String) {
        guard pace.isFollowed else { return }
        let now = ContinuousClock.now
        let line =
            "\(ending): \(tally.count.grouped) rows in \((now - start).plain) (\(rate(tally, now)) rows/s); \(tally.summary)"
        pace.write(line)
        if pace.isTerminal { StandardError.write("\n") }
    }

    private func rate(_ tally: BatchTally, _ now: ContinuousClock.Instant) -> String {
        let rate = Double(tally.count) / max((now - start) / .seconds(1), 1e-3)
        return rate < 10 ? "\((rate * 10).rounded() / 10)" : Int(rate).grouped
    }

    private func left(_ tally: BatchTally, _ now: ContinuousClock.Instant) -> String {
        guard tally.count > 0 else { return "unknown time" }
        return ((now - start) / Double(tally.count) * Double(total - resumed - tally.count)).plain
    }
}

extension BatchTally {
    fileprivate var troubles: String {
        let without = infeasible + budget + refused
        return (without > 0 ? ", \(without.grouped) without" : "")
            + (failed > 0 ? ", \(failed.grouped) bad" : "")
    }

    /// `30 found (4 of them already so), 2 infeasible`.
    var summary: String {
        let parts =
            ["\(found.grouped) found (\(unchanged.grouped) of them already so)"]
            + [(infeasible, "infeasible"), (budget, "stopped by the budget"), (refused, "refused"), (failed, "bad")]
            .filter { $0.0 > 0 }.map {
                "\($0.0.grouped) \($0.1)"
            }
        return parts.joined(separator: ", ")
    }
}
