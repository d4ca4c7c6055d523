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
        func pick<Element>(_ elements: [Element]) -> Element {
            elements[Int.random(in: elements.indices, using: &generator)]
        }
        evidence = sheet.facts.map { FactSheet.sentence($0, wording: pick(wordings.evidence)).text }
        var sentences: [Sentence] = []
        let told = Array(sheet.facts.shuffled(using: &generator).prefix(Self.length))
        var plan = (0..<errors).map { _ in
            (sentence: Int.random(in: told.indices, using: &generator), kind: Int.random(in: 0..<3, using: &generator))
        }
        plan.sort { $0.sentence < $1.sentence }
        for (place, fact) in told.enumerated() {
            let kinds = plan.filter { $0.sentence == place }.map(\.kind)
            let wording = pick(wordings.reply)
            if kinds.contains(2) {
                let foreign = pick(other.facts)
                sentences.append(
                    Sentence(text: FactSheet.sentence(foreign, wording: wording).text, parts: [], isOffTopic: true))
                continue
            }
            var changed = fact, wrong: Set<String> = []
            for kind in kinds {
                let slots = fact.fillings.keys.sorted().filter {
                    FactSheet.isNumeral($0) == (kind == 0) && !wrong.contains($0)
                }
                guard let slot = slots.randomElement(using: &generator), let old = fact.fillings[slot] else { continue }
                let new =
                    kind == 0
                    ? Self.numeral(slot, old, sheet, using: &generator)
                    : Self.name(slot, old, sheet, other, using: &generator)
                guard new != old else { continue }
                changed.fillings[slot] = new
                wrong.insert(slot)
            }
            let sentence = FactSheet.sentence(changed, wording: wording)
            let parts = sentence.slots.sorted { $0.value.lowerBound < $1.value.lowerBound }.map { slot, range in
                Part(
                    range: range, isNumeral: FactSheet.isNumeral(slot), truth: fact.fillings[slot] ?? "",
                    isWrong: wrong.contains(slot))
            }
            sentences.append(Sentence(text: sentence.text, parts: parts, isOffTopic: false))
        }
        self.sentences = sentences
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
