public import OtherwiseCore

extension CausalAnswer {
    /// What one variable is, and what it would have been.
    public struct Change: Sendable, Hashable, Codable {
        /// The variable.
        public let variable: String
        /// What it is; missing where it is not known.
        public let from: Value
        /// What it would have been: of numbers that are not settled the mean, of levels that are drawn the likeliest; missing
        /// where the model leaves several levels open.
        public let to: Value
        /// The levels that it may have, where the model leaves several open; the likeliest first, else empty.
        public let fromLevels: [PossibleLevel]
        /// The levels that it may have had, where the model leaves several open; the likeliest first, else empty.
        public let toLevels: [PossibleLevel]
        /// Where the new value lies with 90% confidence, of numbers that are not settled.
        @OrNull public private(set) var interval: Bounds?
        /// How likely the new level is, of levels that are drawn.
        @OrNull public private(set) var probability: Double?

        /// - Parameters:
        ///   - fromLevels: The levels that it may have, where `from` is missing.
        ///   - toLevels: The levels that it may have had, where `to` is missing.
        ///   - interval: Where the new value lies with 90% confidence.
        ///   - probability: How likely the new level is.
        public init(
            variable: String, from: Value, to: Value, fromLevels: [PossibleLevel] = [], toLevels: [PossibleLevel] = [],
            interval: Bounds? = nil, probability: Double? = nil
        ) {
            (self.variable, self.from, self.to) = (variable, from, to)
            (self.fromLevels, self.toLevels) = (fromLevels, toLevels)
            (_interval, _probability) = (OrNull(wrappedValue: interval), OrNull(wrappedValue: probability))
        }

        /// What it is, for people.
        public var fromText: String { Self.text(from, fromLevels) }
        /// What it would have been, for people.
        public var toText: String { Self.text(to, toLevels) }

        private static func text(_ value: Value, _ levels: [PossibleLevel]) -> String {
            guard levels.isEmpty else { return levels.map(\.description).joined(separator: ", ") }
            return value == .missing ? "unknown" : value.number?.rounded6 ?? value.description
        }
    }

    /// A level that a variable may have, and how probable that is.
    public struct PossibleLevel: Sendable, Hashable, Codable, CustomStringConvertible {
        /// The level.
        public let value: Value
        /// Its probability; the ends differ where the model only bounds it.
        public let probability: Bounds

        /// - Parameter probability: 0...1, a single number where the model settles it.
        public init(_ value: Value, probability: ClosedRange<Double>) {
            (self.value, self.probability) = (value, Bounds(probability))
        }

        /// `yes 80%`, or with bounds.
        public var description: String {
            let low = probability.lower.percent, high = probability.upper.percent
            return "\(value) \(low == high ? low : "\(low) to \(high)")"
        }
    }
}

extension Double {
    /// `12.3%`
    fileprivate var percent: String { "\(((self * 1000).rounded() / 10).plain)%" }
}
