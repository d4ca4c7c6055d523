import OtherwiseCore

/// One change of an answer, in words.
struct ChangePhrase {
    private let change: Explanation.Change
    /// The values that do as well.
    private let span: Span?

    init(_ change: Explanation.Change, region: [Span]) {
        self.change = change
        span = region.first { $0.feature == change.feature }
    }

    /// `hours_per_week rose from 27 to 43 (at least 43)`.
    var sentence: String {
        guard let old = change.from.number, let new = change.to.number else {
            let others = otherCategories
            let or = others.isEmpty || others.count > 3 ? "" : " (or \(others.joined(separator: ", ")))"
            return "\(change.feature) became \(change.to)\(or)"
        }
        let bound = range.map { " (\($0.plain))" } ?? ""
        return "\(change.feature) \(new > old ? "rose" : "fell") from \(change.from) to \(change.to)\(bound)"
    }

    /// Feature, from, to, and what also works.
    var cells: [String] {
        let also = range?.plain ?? (otherCategories.isEmpty ? "–" : otherCategories.joined(separator: ", "))
        return [change.feature, "\(change.from)", "\(change.to)", also]
    }

    /// The numbers that do as well; `nil` for one alone.
    private var range: ClosedRange<Double>? {
        guard let span, span.oneOf == nil else { return nil }
        let (low, high) = (span.atLeast ?? -.infinity, span.atMost ?? .infinity)
        return low < high && (low, high) != (-.infinity, .infinity) ? low...high : nil
    }

    private var otherCategories: [String] {
        (span?.oneOf ?? []).filter { $0 != change.to.description }
    }
}

extension [ChangePhrase] {
    /// `; from that, hours_per_week rose from 27 to 43`
    var following: String { isEmpty ? "" : "; from that, \(map(\.sentence).listed)" }
}

extension [String] {
    /// `a`, `a and b`, `a, b and c`.
    var listed: String {
        guard count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " and " + (last ?? "")
    }
}
