import OtherwiseCore

/// One change and the values that do as well, in words.
struct Movement: Sendable {
    let name: String
    let old: Value
    let new: Value
    /// The numbers proved to do as well; `nil` for none but the one given.
    let range: ClosedRange<Double>?
    /// The categories proved to do as well, the one given first; empty for none but it.
    let categories: [String]
    private let numerals: Numerals

    init(_ change: Explanation.Change, region: Span? = nil, numerals: Numerals) {
        (name, old, new) = (change.feature, change.from, change.to)
        range = change.to.number == nil ? nil : region?.range
        categories = Self.alternatives(to: change.to, among: region?.oneOf ?? [])
        guard let old = old.number, let new = new.number else {
            self.numerals = numerals
            return
        }
        self.numerals = numerals.matching(old).telling(new, from: old)
    }

    private static func alternatives(to value: Value, among categories: [String]) -> [String] {
        guard case .category(let given) = value, categories.count > 1 else { return [] }
        return [given] + categories.filter { $0 != given }
    }

    /// The value as it is.
    var oldText: String { old.number.map(numerals.datum) ?? old.description }

    /// The value as it would be, rounded into what is proved; where nothing is, `about` a number that is long.
    var newText: String {
        guard let number = new.number else { return new.description }
        guard let range else { return number.plain.count > 12 ? "about \(numerals.text(number))" : number.plain }
        return numerals.text(number, rounded: isFall ? .down : .up, within: range)
    }

    /// The same with all its digits where nothing is proved of its neighbours.
    var exactText: String { range == nil ? new.number?.plain ?? newText : newText }

    /// Whether the value as it is is outside of what is proved to do.
    var isNeeded: Bool {
        !(old.number.flatMap { range?.contains($0) } ?? false) && !categories.contains(old.description)
    }

    var isFall: Bool { old.number.flatMap { old in new.number.map { $0 < old } } ?? false }

    /// All values that do: `at least 43`, `Bachelors or Masters`.
    var target: String {
        guard isNeeded else { return newText }
        if let range { return words(for: range) }
        guard categories.count > 1 else { return newText }
        guard categories.count > 4 else { return Phrase(listing: categories.map { "\($0)" }, last: "or").text }
        return "\(categories[0]), or one of \(categories.count - 1) others"
    }

    private func words(for range: ClosedRange<Double>) -> String {
        let low = numerals.text(range.lowerBound, rounded: .up, within: range)
        let high = numerals.text(range.upperBound, rounded: .down, within: range)
        if range.isUnbounded { return "whatever" }
        if range.upperBound == .infinity { return "at least \(low)" }
        return range.lowerBound == -.infinity ? "at most \(high)" : "between \(low) and \(high)"
    }
}

extension Movement {
    /// `hours_per_week rose from 27 to at least 43`.
    var phrase: Phrase {
        switch (old, new) {
        case (.number, .number): "\(name: name) \(isFall ? "fell" : "rose") from \(now: oldText) to \(then: target)"
        case (.missing, _): "\(name: name), now missing, became \(then: target)"
        default: "\(name: name) became \(then: target)"
        }
    }

    /// What else does, in a sentence; `nil` where nothing more is proved.
    var latitude: String? {
        guard isNeeded else { return "\(oldText) does as well: this change is not needed." }
        if let range { return "Any number \(words(for: range)) does." }
        guard categories.count > 1 else { return nil }
        guard categories.count > 4 else { return "\(target): each does." }
        return "Any of \(categories.count) categories does, \(categories[0]) among them."
    }
}

extension Span {
    /// The numbers of the span; `nil` where there is but one.
    fileprivate var range: ClosedRange<Double>? {
        let (low, high) = (atLeast ?? -.infinity, atMost ?? .infinity)
        return oneOf == nil && low < high ? low...high : nil
    }
}

extension ClosedRange<Double> {
    var isUnbounded: Bool { lowerBound == -.infinity && upperBound == .infinity }
}
