extension DesignTargets {
    /// Targets as people write them.
    ///
    /// ```
    /// weight <= 3          safety >= 1.5        stiffness 100..200
    /// material is steel    finish is not raw, rusty
    /// minimise weight      maximise safety to 4
    /// ```
    ///
    /// - Throws: `DesignError.unreadable` for what is none of these; see `init(limits:aims:)` for the rest.
    public init(_ texts: [String]) throws(DesignError) {
        var (limits, aims): ([DesignLimit], [DesignAim]) = ([], [])
        for text in texts {
            if let aim = try DesignAim(text) { aims.append(aim) } else { limits.append(try DesignLimit(text)) }
        }
        try self.init(limits: limits, aims: aims)
    }
}

extension DesignAim {
    /// - Returns: `nil` for what does not begin with `minimise` or `maximise`.
    fileprivate init?(_ text: String) throws(DesignError) {
        let words = text.words
        guard words.count > 1 else { return nil }
        let direction: Direction
        switch words[0] {
        case "minimise", "minimize": direction = .minimise
        case "maximise", "maximize": direction = .maximise
        default: return nil
        }
        guard words.count > 3, words[words.count - 2] == "to" else {
            self.init(direction, text.phrase(words[1...]), sufficient: nil)
            return
        }
        guard let sufficient = Double(words[words.count - 1]), sufficient.isFinite else { throw .unreadable(text) }
        self.init(direction, text.phrase(words[1..<words.count - 2]), sufficient: sufficient)
    }
}

extension DesignLimit {
    fileprivate init(_ text: String) throws(DesignError) {
        if let limit = try Self.bound(text) {
            self = limit
        } else if let limit = try Self.range(text) {
            self = limit
        } else if let limit = try Self.classes(text) {
            self = limit
        } else {
            throw .unreadable(text)
        }
    }

    /// `output >= bound`, with or without spaces around the sign.
    private static func bound(_ text: String) throws(DesignError) -> DesignLimit? {
        let signs = [(">=", true), ("≥", true), ("<=", false), ("≤", false)]
        let found = signs.compactMap { sign, isFloor in text.ranges(of: sign).last.map { ($0, isFloor) } }
        guard let (sign, isFloor) = found.max(by: { $0.0.lowerBound < $1.0.lowerBound }) else { return nil }
        let (before, after) = (String(text[..<sign.lowerBound]), String(text[sign.upperBound...]).words)
        guard !before.words.isEmpty, after.count == 1 else { return nil }
        guard let bound = Double(after[0]), bound.isFinite else { throw .unreadable(text) }
        return DesignLimit(
            before.phrase(before.words[...]),
            .within(isFloor ? bound...Double.infinity : -Double.infinity...bound))
    }

    /// `output low..high`.
    private static func range(_ text: String) throws(DesignError) -> DesignLimit? {
        let words = text.words
        guard words.count > 1, let last = words.last, let dots = last.dropFirst().firstRange(of: "..") else {
            return nil
        }
        let rest = last[dots.upperBound...]
        let low = Double(last[..<dots.lowerBound])
        let high = Double(rest.hasPrefix(".") && rest.count > 1 ? rest.dropFirst() : rest)
        guard let low, let high else { throw .unreadable(text) }
        let output = text.phrase(words.dropLast())
        guard low < high else { throw .emptyRange(output, low, high) }
        return DesignLimit(output, .within(low...high))
    }

    /// `output is a, b` or `output is not a, b`.
    private static func classes(_ text: String) throws(DesignError) -> DesignLimit? {
        let words = text.words
        guard let verb = words.dropFirst().firstIndex(of: "is"), verb + 1 < words.count else { return nil }
        let isNegated = words[verb + 1] == "not" && verb + 2 < words.count
        let labels = text.phrase(words[(verb + (isNegated ? 2 : 1))...]).split(separator: ",").map {
            String($0).phrase(String($0).words[...])
        }.filter { !$0.isEmpty }
        guard !labels.isEmpty else { throw .unreadable(text) }
        return DesignLimit(text.phrase(words[..<verb]), isNegated ? .noneOf(Set(labels)) : .oneOf(Set(labels)))
    }
}

extension String {
    fileprivate var words: [Substring] { split(whereSeparator: \.isWhitespace) }

    /// What stands from the first to the last of some of the words; empty for none.
    fileprivate func phrase(_ words: ArraySlice<Substring>) -> String {
        guard let first = words.first, let last = words.last else { return "" }
        return String(self[first.startIndex..<last.endIndex])
    }
}
