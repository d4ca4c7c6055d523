import OtherwiseNumerics

/// A reply that copies facts of a sheet in other words, with errors whose places are known.
struct CorruptedReply: Sendable {
    /// A part of the reply that the evidence should back.
    struct Part: Sendable, Hashable {
        /// In the sentence, in characters.
        let range: Range<Int>
        let isNumeral: Bool
        /// As the evidence has it.
        let truth: String
        let isWrong: Bool
    }

    struct Sentence: Sendable, Hashable {
        let text: String
        let parts: [Part]
        /// Whether the sentence is about another sheet altogether.
        let isOffTopic: Bool
    }

    let evidence: [String]
    let sentences: [Sentence]

    private static let length = 4

    /// - Parameters:
    ///   - other: Where foreign names, numbers and sentences come from.
    ///   - wordings: Of the evidence, one of which is drawn for each fact, and of the reply.
    ///   - errors: How many parts are made wrong.
    init(
        _ sheet: FactSheet, other: FactSheet, wordings: (evidence: [Int], reply: [Int]), errors: Int,
        using generator: inout SeededGenerator
    ) {
        evidence = sheet.facts.map {
            FactSheet.sentence($0, wording: Self.pick(wordings.evidence, using: &generator)).text
        }
        let told = Array(sheet.facts.shuffled(using: &generator).prefix(Self.length))
        let plan = Self.plan(errors, among: told.indices, using: &generator)
        var sentences: [Sentence] = []
        for (place, fact) in told.enumerated() {
            let wording = Self.pick(wordings.reply, using: &generator)
            let kinds = plan.filter { $0.sentence == place }.map(\.kind)
            if kinds.contains(.topic) {
                let foreign = FactSheet.sentence(Self.pick(other.facts, using: &generator), wording: wording)
                sentences.append(Sentence(text: foreign.text, parts: [], isOffTopic: true))
            } else {
                let changed = Self.changed(fact, kinds, sheet, other, using: &generator)
                sentences.append(Sentence(changed, of: fact, wording: wording))
            }
        }
        self.sentences = sentences
    }

    private static func pick<Element>(_ elements: [Element], using generator: inout SeededGenerator) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }
}

// MARK: Errors

extension CorruptedReply {
    /// What is made wrong.
    private enum Kind: Int {
        case numeral, name, topic
    }

    /// Which sentences get which errors, in the order of the sentences.
    private static func plan(
        _ errors: Int, among sentences: Range<Int>, using generator: inout SeededGenerator
    ) -> [(sentence: Int, kind: Kind)] {
        var plan: [(sentence: Int, kind: Kind)] = []
        for _ in 0..<errors {
            let sentence = Int.random(in: sentences, using: &generator)
            plan.append((sentence, Kind(rawValue: Int.random(in: 0..<3, using: &generator)) ?? .numeral))
        }
        plan.sort { $0.sentence < $1.sentence }
        return plan
    }

    /// A fact with other fillings, each of another slot.
    private static func changed(
        _ fact: FactSheet.Fact, _ kinds: [Kind], _ sheet: FactSheet, _ other: FactSheet,
        using generator: inout SeededGenerator
    ) -> FactSheet.Fact {
        var changed = fact
        for kind in kinds {
            let slots = fact.fillings.keys.sorted().filter {
                FactSheet.isNumeral($0) == (kind == .numeral) && changed.fillings[$0] == fact.fillings[$0]
            }
            guard let slot = slots.randomElement(using: &generator), let old = fact.fillings[slot] else { continue }
            changed.fillings[slot] =
                kind == .numeral
                ? numeral(slot, old, sheet, using: &generator) : name(slot, old, sheet, other, using: &generator)
        }
        return changed
    }

    /// Another number of the same kind from the sheet; a tenth, twice or ten times as much; or a year 1 to 20 away.
    private static func numeral(
        _ slot: String, _ old: String, _ sheet: FactSheet, using generator: inout SeededGenerator
    ) -> String {
        let others = sheet.facts.compactMap { $0.fillings[slot] }.filter { $0 != old }
        if Bool.random(using: &generator), let other = others.randomElement(using: &generator) { return other }
        let digits = old.filter(\.isNumber)
        switch slot {
        case "year", "date":
            let shift = Int.random(in: 1...20, using: &generator) * (Bool.random(using: &generator) ? 1 : -1)
            return "\(old.dropLast(4))\((Int(old.suffix(4)) ?? 0) + shift)"
        case "percent", "money":
            let tenths = scaled(Int(digits) ?? 0, using: &generator)
            return "\(tenths / 10).\(tenths % 10)\(slot == "percent" ? "%" : " million euros")"
        case "length": return "\(scaled(Int(digits) ?? 0, using: &generator)) metres"
        default: return FactSheet.grouped(scaled(Int(digits) ?? 0, using: &generator))
        }
    }

    private static func scaled(_ number: Int, using generator: inout SeededGenerator) -> Int {
        [max(number / 10, 1), number * 2, number * 10][Int.random(in: 0..<3, using: &generator)]
    }

    /// The name of the same kind of another sheet, or a wrong one of the same kind of this sheet.
    private static func name(
        _ slot: String, _ old: String, _ sheet: FactSheet, _ other: FactSheet, using generator: inout SeededGenerator
    ) -> String {
        let partners = ["P": "Q", "Q": "P", "O": "R", "R": "O", "C": "D", "D": "C"]
        func names(_ sheet: FactSheet, _ slots: [String]) -> [String] {
            sheet.facts.flatMap { fact in slots.compactMap { fact.fillings[$0] } }.filter { $0 != old }
        }
        let own = names(sheet, [partners[slot]].compactMap(\.self)), foreign = names(other, [slot])
        let pool = Bool.random(using: &generator) && !own.isEmpty ? own : foreign.isEmpty ? own : foreign
        return pool.randomElement(using: &generator) ?? old
    }
}

extension CorruptedReply.Sentence {
    /// A fact as it is told, its parts wrong where they are not those of the true one.
    fileprivate init(_ told: FactSheet.Fact, of fact: FactSheet.Fact, wording: Int) {
        let sentence = FactSheet.sentence(told, wording: wording)
        let parts = sentence.slots.sorted { $0.value.lowerBound < $1.value.lowerBound }.map { slot, range in
            CorruptedReply.Part(
                range: range, isNumeral: FactSheet.isNumeral(slot), truth: fact.fillings[slot] ?? "",
                isWrong: told.fillings[slot] != fact.fillings[slot])
        }
        self.init(text: sentence.text, parts: parts, isOffTopic: false)
    }
}
