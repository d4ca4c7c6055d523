/// Where a number is and where it would be, small enough for a cell of a table.
struct Track: Sendable {
    let span: ClosedRange<Double>
    let now: Double?
    let then: Double?

    /// - Returns: `nil` where a value is missing, or not a number.
    var markup: Markup? {
        guard let from = now.map(x), let to = then.map(x) else { return nil }
        return """
            <svg class="track" viewBox="0 0 100 10" aria-hidden="true"><path class="axis" d="M4 5H96"/>\
            <path class="move" d="M\(from) 5H\(to)"/><circle class="was" cx="\(from)" cy="5" r="3"/>\
            <circle class="would" cx="\(to)" cy="5" r="3.5"/></svg>
            """
    }

    private func x(_ value: Double) -> Double {
        let share = (value - span.lowerBound) / (span.upperBound - span.lowerBound)
        return 4 + 92 * min(max(share, 0), 1)
    }
}
