import OtherwiseCore

/// The scores or numbers that a goal asks for, read from its words; `Goal.description` writes them.
enum WantedRange {
    static let floorWords = " with probability of at least "

    /// - Returns: `nil` where a class is wanted, with whatever score.
    static func range(_ goal: String, isRegression: Bool) -> ClosedRange<Double>? {
        guard isRegression else { return floor(in: goal).map { $0...1 } }
        if let low = number(after: "at least ", in: goal) { return low...Double.infinity }
        if let high = number(after: "at most ", in: goal) { return -Double.infinity...high }
        let ends = goal.split(separator: " ").compactMap { Double($0) }
        return goal.hasPrefix("between ") && ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
    }

    private static func floor(in goal: String) -> Double? {
        let parts = goal.split(separator: floorWords, maxSplits: 1)
        guard parts.count == 2, let floor = Double(parts[1]), (0...1).contains(floor) else { return nil }
        return floor
    }

    private static func number(after words: String, in goal: String) -> Double? {
        let number = goal.hasPrefix(words) ? Double(goal.dropFirst(words.count)) : nil
        return number.flatMap { $0.isFinite ? $0 : nil }
    }
}
