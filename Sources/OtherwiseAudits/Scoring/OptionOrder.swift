import OtherwiseNumerics

extension AnswerForm.Orders {
    /// The orders of so many options: in each, the numbers of the options as they are shown.
    ///
    /// - Parameter generator: Of the item, so that all variants of it are shown alike.
    func permutations(of count: Int, generator: () -> SeededGenerator) -> [[Int]] {
        let given = Array(0..<count)
        guard count > 1 else { return [given] }
        switch self {
        case .given: return [given]
        case .drawn:
            var generator = generator()
            return [given.shuffled(using: &generator)]
        case .both: return [given, given.reversed()]
        case .rotations: return given.map { start in given.map { ($0 + start) % count } }
        }
    }
}

/// What options are called by the place where they are shown.
enum OptionLetter {
    /// The most options that letters can tell apart.
    static let limit = 26

    /// `A` for 0.
    static func letter(_ place: Int) -> String {
        place < limit ? String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place))) : "\(place + 1)"
    }

    /// The place of a letter, in either case.
    static func place(_ letter: Character) -> Int? {
        guard let code = letter.uppercased().first?.asciiValue, (65...90).contains(code) else { return nil }
        return Int(code) - 65
    }
}
