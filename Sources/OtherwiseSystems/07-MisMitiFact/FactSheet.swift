import OtherwiseNumerics

/// Facts in sentences, and what stands in each: a world in which it is known which parts of a reply are wrong.
struct FactSheet: Sendable {
    /// A kind of fact in several wordings, with slots such as `{C}`.
    struct Relation: Sendable {
        let wordings: [String]

        static let all: [Relation] = String(decoding: PackageResources.relations_txt, as: UTF8.self)
            .split(separator: "\n\n").map { Relation(wordings: $0.split(separator: "\n").map(String.init)) }
    }

    /// A relation with what fills its slots.
    struct Fact: Sendable, Hashable {
        let relation: Int
        var fillings: [String: String]
    }

    /// A fact in words, with the places of its slots in characters.
    struct Sentence: Sendable, Hashable {
        let text: String
        let slots: [String: Range<Int>]
    }

    let facts: [Fact]

    /// Six to eight facts about one cast of people, places and organisations.
    init(_ names: NameMaker, using generator: inout SeededGenerator) {
        var cast: [String: String] = [:]
        for slot in ["P", "Q", "O", "R", "C", "D", "B", "A"] { cast[slot] = names.name(of: slot, using: &generator) }
        let count = Int.random(in: 6...8, using: &generator)
        facts = Relation.all.indices.shuffled(using: &generator).prefix(count).map { relation in
            let slots = Self.slots(of: Relation.all[relation].wordings[0])
            let fillings = slots.map { ($0, cast[$0] ?? Self.numeral($0, using: &generator)) }
            return Fact(relation: relation, fillings: Dictionary(fillings) { first, _ in first })
        }
    }

    static func sentence(_ fact: Fact, wording: Int) -> Sentence {
        var text = "", slots: [String: Range<Int>] = [:]
        for (place, piece) in Relation.all[fact.relation].wordings[wording].split(
            separator: "{", omittingEmptySubsequences: false
        ).enumerated() {
            guard place > 0, let end = piece.firstIndex(of: "}") else {
                text += piece
                continue
            }
            let slot = String(piece[..<end])
            let filling = fact.fillings[slot] ?? ""
            slots[slot] = text.count..<text.count + filling.count
            text += filling + piece[piece.index(after: end)...]
        }
        return Sentence(text: text, slots: slots)
    }

    private static func slots(of wording: String) -> [String] {
        wording.split(separator: "{").compactMap {
            $0.contains("}") ? $0.split(separator: "}").first.map(String.init) : nil
        }
    }

    static func isNumeral(_ slot: String) -> Bool { slot.count > 1 }

    /// A number of the slot's kind, as it is written.
    static func numeral(_ slot: String, using generator: inout SeededGenerator) -> String {
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        switch slot {
        case "year": return "\(number(1900...2023))"
        case "date":
            let months = ["January", "March", "May", "June", "September", "October"]
            return "\(number(1...28)) \(months[number(0...5)]) \(number(1950...2023))"
        case "percent": return "\(number(2...79)).\(number(1...9))%"
        case "money": return "\(number(2...90)).\(number(1...9)) million euros"
        case "length": return "\(number(20...480)) metres"
        default: return grouped(number(1200...98_000))
        }
    }

    /// 12,345
    static func grouped(_ number: Int) -> String {
        let digits = "\(number)"
        guard digits.count > 3 else { return digits }
        return "\(digits.dropLast(3)),\(digits.suffix(3))"
    }
}

/// Makes names out of syllables: those of training and of test share none.
struct NameMaker: Sendable {
    private let beginnings: [String]
    private let endings: [String]

    static let training = NameMaker(
        beginnings: [
            "Bel", "Dor", "Fen", "Gar", "Hal", "Jor", "Kel", "Lum", "Mor", "Nar", "Per", "Quin", "Ros", "Sel",
        ],
        endings: ["ado", "bury", "con", "dale", "ena", "fort", "gate", "holm", "ine", "kirk", "low", "mont"])
    static let test = NameMaker(
        beginnings: ["Aru", "Bri", "Cas", "Dre", "Eli", "Fro", "Gli", "Hru", "Iva", "Kri", "Lia", "Myr", "Osk", "Tav"],
        endings: ["bek", "dun", "fia", "gor", "lund", "mir", "nis", "pol", "rov", "sta", "ton", "vik"])

    private func word(using generator: inout SeededGenerator) -> String {
        beginnings[Int.random(in: beginnings.indices, using: &generator)]
            + endings[Int.random(in: endings.indices, using: &generator)]
    }

    /// People have two names, organisations, buildings and awards say what they are.
    func name(of slot: String, using generator: inout SeededGenerator) -> String {
        let word = word(using: &generator)
        func kind(_ kinds: [String]) -> String { kinds[Int.random(in: kinds.indices, using: &generator)] }
        switch slot {
        case "P", "Q": return "\(self.word(using: &generator)) \(word)"
        case "O", "R": return "\(word) \(kind(["Institute", "Foundation", "Group", "Council"]))"
        case "B": return "\(word) \(kind(["Tower", "Hall", "Bridge"]))"
        case "A": return "\(word) \(kind(["Prize", "Medal"]))"
        default: return word
        }
    }
}
