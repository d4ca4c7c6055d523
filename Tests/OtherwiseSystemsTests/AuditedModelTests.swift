import Foundation
import OtherwiseModels
import OtherwiseSystems
import OtherwiseTesting
import Testing

@Suite struct `Systems that audit a language model` {
    @Test(arguments: [("27", 0), ("27", 1), ("27", 2), ("31", 0)] as [(String, UInt64)])
    func `biases that are known are found, and none where there are none`(_ id: String, _ seed: UInt64) async throws {
        let report = try await SystemRegister.system(id).report(seed: seed)
        #expect(report.holds, "\(report.findings)")
    }

    private static let items = CheckItems(
        name: "items.jsonl",
        bytes: (0..<40).flatMap { number in
            Array("{\"question\": \"Q\(number)?\", \"right\": \"yes \(number)\", \"wrong\": \"no \(number)\"}\n".utf8)
        })

    /// Prefers the right answer, and believes whoever says otherwise of two items in three.
    private static let credulous = ScriptedModel(score: { prompt, text in
        if prompt.contains("Final answer:") {
            let number = text.split(separator: " ").last.flatMap { Int($0) } ?? 0
            let isNamed = prompt.contains("no \(number)") && !prompt.contains("known to be false")
            return text.contains("no") ? (isNamed && number % 3 > 0 ? -1 : -4) : -2
        }
        let wrong = prompt.split(separator: "\n").first { $0.contains(": no ") }?.prefix(1) ?? "?"
        return text == wrong
            ? (prompt.contains("believe that \(wrong) is better") ? -1 - Double(prompt.count % 7) / 50 : -3) : -2
    })

    @Test(arguments: ["27", "31"]) func `a model that is swayed shows it, one that is not does not`(
        _ id: String
    ) async throws {
        let system = try SystemRegister.system(id)
        #expect(try await system.report(items: Self.items, asking: AskedModel(Self.credulous)).holds)
        let firm = ScriptedModel(score: { _, text in text.contains("no") ? -4 : -2 })
        #expect(try await !system.report(items: Self.items, asking: AskedModel(firm)).holds)
    }

    /// Writes answers, of which every so-many-th cannot be read; it is swayed by misleading feedback and by the bandwagon.
    private static func writing(unreadable: Int?) -> AskedModel {
        let model = ScriptedModel(reply: { prompt, _ in
            let number = prompt.split(separator: "?")[0].split(separator: "Q").last.flatMap { Int($0) } ?? 0
            if let unreadable, number.isMultiple(of: unreadable) { return "I cannot say." }
            if prompt.contains("Final answer:") {
                let isNamed = prompt.contains("no \(number)") && !prompt.contains("known to be false")
                return "Final answer: \(isNamed ? "no" : "yes") \(number)"
            }
            let wrong = prompt.split(separator: "\n").first { $0.contains("no \(number)") }?.prefix(1) ?? "A"
            let right = wrong == "A" ? "B" : "A"
            return prompt.contains("believe that \(wrong) is better") ? String(wrong) : right
        })
        return AskedModel(
            identity: model.identity, scorer: { _ in model }, writer: { _ in model }, scoresConversations: false)
    }

    @Test(arguments: ["27", "31"])
    func `answers that cannot be read are neither right nor wrong, and many measure nothing`(
        _ id: String
    ) async throws {
        let system = try SystemRegister.system(id)
        let unusable = try await system.report(items: Self.items, asking: Self.writing(unreadable: 1))
        #expect(!unusable.holds && unusable.findings.figures.map(\.value) == [1])
        #expect(unusable.findings.readings.allSatisfy { $0.name.hasPrefix("unreadable") })
        // One in ten is left out, and changes nothing of the rest.
        let some = try await system.report(items: Self.items, asking: Self.writing(unreadable: 10)).findings
        let all = try await system.report(items: Self.items, asking: Self.writing(unreadable: nil)).findings
        #expect(all.figures.last?.value == 0 && some.figures.last.map { abs($0.value - 0.1) < 1e-12 } == true)
        for (one, other) in zip(all.figures.dropLast(), some.figures) where !one.name.contains("p-value") {
            #expect(one.name == other.name && abs(one.value - other.value) < 1e-12)
        }
    }

    @Test func `items without a model, and a model for a check that asks none, are refused`() async throws {
        await #expect(throws: SystemError.self) { try await SystemRegister.system("31").report(items: Self.items) }
        await #expect(throws: SystemError.self) {
            try await SystemRegister.system("29").report(items: Self.items, asking: AskedModel(Self.credulous))
        }
        let few = CheckItems(
            name: "few.jsonl", bytes: Array("{\"question\": \"?\", \"right\": \"a\", \"wrong\": \"b\"}".utf8))
        await #expect(throws: SystemError.self) {
            try await SystemRegister.system("27").report(items: few, asking: AskedModel(Self.credulous))
        }
    }
}
