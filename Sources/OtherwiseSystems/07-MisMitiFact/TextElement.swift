/// A part of a text that evidence can back: a number, or a name.
public struct TextElement: Sendable, Hashable {
    /// What kind of thing it is; only elements of one kind can stand for each other.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case entity
        case count, percent, money, ordinal, year, date

        /// Whether it stands for a number.
        public var isNumeral: Bool { self != .entity }
    }

    /// What it stands for.
    public let kind: Kind
    /// In the text it was found in, counted in characters.
    public let range: Range<Int>
    /// As it is written.
    public let text: String
    /// What it means: the name without title and possessive, in lower case, or the number in full.
    public let normalised: String
    /// Of a numeral; a date is year, month and day as one number.
    public let value: Double?
    /// What is counted, in lower case, such as `euros`; empty where nothing is named.
    public let unit: String

    /// An element as its properties.
    public init(
        kind: Kind, range: Range<Int>, text: String, normalised: String, value: Double? = nil, unit: String = ""
    ) {
        (self.kind, self.range, self.text, self.normalised) = (kind, range, text, normalised)
        (self.value, self.unit) = (value, unit)
    }

    /// Whether both mean the same.
    public func isSame(as other: TextElement) -> Bool {
        kind == other.kind && normalised == other.normalised
    }
}
