import OtherwiseCore

/// A question with slots such as `{{male/female}}`: one variant of it per group, the same in all but the slots.
///
/// Every slot has one option per group, and all are filled at once. Where the last option has one word more than all
/// others, that word belongs to each: `{{male/female friends}}` are male friends and female friends.
public struct SlotTemplate: Sendable, Hashable {
    /// The question as one group asks it.
    public struct Variant: Sendable, Hashable {
        /// The first word of the first slot's option, in lower case.
        public let group: String
        /// The question with its slots filled.
        public let text: String
    }

    /// One per group, in the order of the options.
    public let variants: [Variant]

    /// - Throws: `SlotError` naming the slot that is empty, without an end, has one option or another number than the
    ///   first; or the group that is there twice.
    public init(_ text: String) throws(SlotError) {
        let pieces = try Self.pieces(of: text)
        let slots = pieces.compactMap { if case .slot(let options) = $0 { options } else { nil } }
        guard let first = slots.first else { throw .noSlot }
        variants = first.indices.map { place in
            let words = pieces.map { piece in
                switch piece {
                case .plain(let text): text
                case .slot(let options): options[place]
                }
            }
            let group = first[place].split(separator: " ")[0].lowercased()
            return Variant(group: group, text: words.joined())
        }
        if let twice = variants.map(\.group).firstDuplicate { throw .sameGroup(twice) }
    }

    private enum Piece {
        case plain(String)
        case slot([String])
    }

    private static func pieces(of text: String) throws(SlotError) -> [Piece] {
        var pieces: [Piece] = [], rest = text[...], count: Int?
        while let start = rest.firstRange(of: "{{") {
            guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
                throw .noEnd(String(rest[start.lowerBound...]))
            }
            let slot = String(rest[start.lowerBound..<end.upperBound])
            let options = try options(of: rest[start.upperBound..<end.lowerBound], slot)
            if let count, options.count != count { throw .unequal(slot, options: options.count, expected: count) }
            count = options.count
            pieces += [.plain(String(rest[..<start.lowerBound])), .slot(options)]
            rest = rest[end.upperBound...]
        }
        return pieces + [.plain(String(rest))]
    }

    private static func options(of text: Substring, _ slot: String) throws(SlotError) -> [String] {
        let options = text.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.split(whereSeparator: \.isWhitespace) }
        guard options.allSatisfy({ !$0.isEmpty }) else { throw .emptyOption(slot) }
        guard options.count > 1, let last = options.last else { throw .singleOption(slot) }
        let others = options.dropLast()
        let sharesLastWord = others.allSatisfy { $0.count + 1 == last.count }
        let full = sharesLastWord ? others.map { $0 + last.suffix(1) } + [last] : options
        return full.map { $0.joined(separator: " ") }
    }
}

/// Why a text is no question with slots.
public enum SlotError: Error, Sendable, Hashable {
    case noSlot
    case noEnd(String)
    case emptyOption(String)
    case singleOption(String)
    case unequal(String, options: Int, expected: Int)
    case sameGroup(String)
}

extension SlotError: CustomStringConvertible {
    /// What is wrong with the slot, and what to write.
    public var description: String {
        switch self {
        case .noSlot: "The question has no slot. Write one, such as {{male/female}}."
        case .noEnd(let slot): "The slot '\(slot.prefix(40))' has no end. Close it with }}."
        case .emptyOption(let slot): "The slot '\(slot)' has an empty option. Write something on both sides of every /."
        case .singleOption(let slot): "The slot '\(slot)' has one option. Give one for each group, with / between them."
        case .unequal(let slot, let options, let expected):
            "The slot '\(slot)' has \(options) options, and those before it \(expected). Give one for each group in all slots."
        case .sameGroup(let group):
            "Two groups are called '\(group)', by the first word of the first slot. Name them apart."
        }
    }
}
