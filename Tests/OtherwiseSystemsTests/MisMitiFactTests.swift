import Testing

@testable import OtherwiseSystems

@Suite struct MisMitiFactTests {
    @Test func `numbers and names are found with what they mean`() {
        let text =
            "On 14 March 2019 Dr. Anna Berg of the Solen Institute paid $3.2 million for 1,250 copies, up 4.5% on 2018, her 3rd purchase of twelve."
        let elements = ElementReader().elements(of: text)
        let found = elements.map { "\($0.kind.rawValue) \($0.text)" }
        #expect(
            found == [
                "date 14 March 2019", "entity Anna Berg", "entity Solen Institute", "money $3.2 million", "count 1,250",
                "percent 4.5%", "year 2018", "ordinal 3rd",
            ] || found.contains("count twelve"))
        #expect(elements.first { $0.kind == .money }?.value == 3_200_000)
        #expect(elements.first { $0.kind == .date }?.value == 20_190_314)
        let characters = Array(text)
        for element in elements { #expect(String(characters[element.range]) == element.text) }
    }

    @Test func `many readers at once find the same`() async {
        let text = "On 14 March 2019 the Solen Institute paid $3.2 million to twelve people of “Nordhavn”, up 4.5%."
        let alone = ElementReader().elements(of: text)
        let found = await withTaskGroup(of: [[TextElement]].self) { group in
            for _ in 0..<8 { group.addTask { (0..<20).map { _ in ElementReader().elements(of: text) } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(alone.count > 4 && found.count == 160 && found.allSatisfy { $0 == alone })
    }

    @Test func `names lose titles, possessives and what only begins a sentence`() {
        let reader = ElementReader(known: ["The voters of Tolmar met."])
        func names(_ text: String) -> [String] { reader.elements(of: text).filter { $0.kind == .entity }.map(\.text) }
        #expect(names("The mayor's friend met Mr. Berg's son in Tolmar.") == ["Berg", "Tolmar"])
        #expect(names("Voters in Tolmar were few.") == ["Tolmar"])
        #expect(names("Tolmar in winter is cold.") == ["Tolmar"])
        #expect(names("it is cold") == [])
    }

    @Test func `sentences end where they do`() {
        let texts = ElementReader.sentences(of: "It cost 3.5 million. Dr. Berg paid! Who else? no end").map(\.text)
        #expect(texts == ["It cost 3.5 million.", " Dr. Berg paid!", " Who else?", " no end"])
        #expect(ElementReader.sentences(of: " \n").isEmpty)
    }

    @Test func `the places of errors are where the reply has them`() {
        for reply in CorruptedReply.test(30, seed: 3) {
            for sentence in reply.sentences {
                let characters = Array(sentence.text)
                for part in sentence.parts {
                    let text = String(characters[part.range])
                    #expect((text != part.truth) == part.isWrong, "\(text) \(part.truth)")
                }
            }
        }
    }

    private static let critic = EvidenceCritic.trained(sheets: 100, seed: 1)

    @Test func `critics find made errors in new wordings`() throws {
        var score = CritiqueScore()
        for reply in CorruptedReply.test(60, seed: 2) {
            score.add(reply, try Self.critic.critique(reply.text, evidence: reply.evidence))
        }
        #expect(F1(score.numerals).value > 0.8)
        #expect(F1(score.entities).value > 0.7)
    }

    @Test func `without evidence all is unsupported, and refining is refused unless deletion is allowed`() throws {
        let critique = try Self.critic.critique("Tolmar has 41,200 inhabitants.", evidence: [])
        #expect(!critique.flagged.isEmpty)
        let verdicts = Set(critique.flagged.map(\.verdict)), suggestions = critique.flagged.compactMap(\.suggestion)
        #expect(verdicts == [.unsupported] && suggestions.isEmpty)
        #expect(throws: CritiqueError.noEvidence) { try critique.refined() }
        _ = try critique.refined(allowsDeletion: true)
        #expect(throws: CritiqueError.emptyReply) { try Self.critic.critique(" ", evidence: ["It rains."]) }
    }
}
