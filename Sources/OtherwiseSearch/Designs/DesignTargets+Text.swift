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
        guard let match = text.wholeMatch(of: #/\s*(mini|maxi)mi[sz]e\s+(.+?)(?:\s+to\s+(\S+))?\s*/#) else {
            return nil
        }
        let sufficient = match.output.3.map { Double($0) }
        if case .some(.none) = sufficient { throw .unreadable(text) }
        self.init(
            match.output.1 == "mini" ? .minimise : .maximise, String(match.output.2), sufficient: sufficient ?? nil)
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

    private static func bound(_ text: String) throws(DesignError) -> DesignLimit? {
        guard let match = text.wholeMatch(of: #/\s*(.+?)\s*(>=|≥|<=|≤)\s*(\S+)\s*/#) else { return nil }
        guard let bound = Double(match.output.3), bound.isFinite else { throw .unreadable(text) }
        let isFloor = match.output.2 == ">=" || match.output.2 == "≥"
        return DesignLimit(
            String(match.output.1), .within(isFloor ? bound...Double.infinity : -Double.infinity...bound))
    }

    private static func range(_ text: String) throws(DesignError) -> DesignLimit? {
        guard let match = text.wholeMatch(of: #/\s*(.+?)\s+(\S+?)\.\.\.?(\S+)\s*/#) else { return nil }
        let (output, low, high) = (String(match.output.1), Double(match.output.2), Double(match.output.3))
        guard let low, let high else { throw .unreadable(text) }
        guard low < high else { throw .emptyRange(output, low, high) }
        return DesignLimit(output, .within(low...high))
    }

    private static func classes(_ text: String) throws(DesignError) -> DesignLimit? {
        guard let match = text.wholeMatch(of: #/\s*(.+?)\s+is\s+(not\s+)?(.+?)\s*/#) else { return nil }
        let labels = Set(match.output.3.split(separator: #/\s*,\s*/#).map(String.init))
        guard !labels.isEmpty else { throw .unreadable(text) }
        return DesignLimit(String(match.output.1), match.output.2 == nil ? .oneOf(labels) : .noneOf(labels))
    }
}
