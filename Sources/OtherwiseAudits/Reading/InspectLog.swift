public import Foundation
public import OtherwiseCore

/// A log of Inspect AI in its JSON form: what was asked and how it was scored, sample by sample.
///
/// `.eval` files are archives of the same, of which `InspectArchive` makes the JSON form.
public struct InspectLog: Sendable {
    /// One sample in one epoch.
    struct Sample: Sendable {
        let id: String
        let epoch: Int
        let input: String
        let choices: [String]
        let target: String
        /// Of how many texts the target is made.
        let targetCount: Int
        let output: String
        /// Whether it was scored as correct; `nil` where it was not scored.
        let isCorrect: Bool?
        let cluster: String?
    }

    /// The task's name.
    public let task: String
    /// The model that answered.
    public let model: ModelIdentity
    let samples: [Sample]
    private let file: String

    /// - Parameters:
    ///   - name: Of the file, for messages.
    ///   - scorer: Whose score counts; `nil` for the only one.
    /// - Throws: `AuditError.badFile` naming what is not of the form.
    public init(_ data: Data, name: String, scorer: String? = nil) throws(AuditError) {
        guard let log = JSONValue(python: data), let eval = log["eval"] else {
            throw .notALog(name, data)
        }
        file = name
        task = eval["task"]?.text ?? name
        model = ModelIdentity(name: eval["model"]?.text ?? "unknown", digest: nil)
        var samples: [Sample] = []
        for value in log["samples"]?.elements ?? [] { samples.append(try Sample(value, file: name, scorer: scorer)) }
        guard !samples.isEmpty else {
            throw AuditError(.badFile, "'\(name)' has no samples", hint: "Convert the log with its samples")
        }
        self.samples = samples
    }

    /// Whether a file is one, or an archive of one: an object with `eval`, and no line of its own for each item.
    public static func isLog(_ data: Data) -> Bool {
        InspectArchive.isArchive(data) || JSONValue(python: data)?["eval"] != nil
    }
}

extension InspectLog.Sample {
    fileprivate init(_ value: JSONValue, file: String, scorer: String?) throws(AuditError) {
        id = value["id"]?.text ?? ""
        epoch = value["epoch"]?.integer ?? 1
        input = value["input"]?.text ?? ""
        choices = value["choices"]?.elements.compactMap(\.text) ?? []
        target = value["target"]?.text ?? ""
        targetCount = value["target"].map { $0.isList ? $0.elements.count : 1 } ?? 0
        output = value["output"]?["choices"]?.elements.first?["message"]?["content"]?.text ?? ""
        cluster = value["metadata"]?["cluster"]?.text
        // A sample that ended with an error has no score, or an empty list of them.
        guard case .object(let scores)? = value["scores"], !scores.isEmpty else {
            isCorrect = nil
            return
        }
        guard let score = scorer.map({ scores[$0] }) ?? (scores.count == 1 ? scores.values.first : nil) else {
            throw AuditError(
                .badFile,
                "'\(file)', sample '\(id)': it has the scores \(scores.keys.sorted().joined(separator: ", "))",
                hint: "Name one of them with --scorer")
        }
        isCorrect = try Self.verdict(score["value"], sample: id, file: file)
    }

    private static func verdict(_ value: JSONValue?, sample: String, file: String) throws(AuditError) -> Bool? {
        switch value {
        case .text("C"), .flag(true), .number(1): return true
        case .text("I"), .text("N"), .flag(false), .number(0): return false
        case nil: return nil
        case let other?:
            throw AuditError(
                .badFile,
                "'\(file)', sample '\(sample)': the score \(other.text ?? "of many parts") is neither right nor wrong",
                hint: "Only scores of C and I, or of 0 and 1, are paired")
        }
    }
}

extension InspectLog.Sample {
    /// - Throws: `AuditError.badItem` for a target that there is not, and for several, of which each would be right.
    fileprivate var item: AuditItem {
        get throws(AuditError) {
            guard targetCount <= 1 else {
                throw AuditError(
                    .badItem, "sample '\(id)' has \(targetCount) targets", hint: "Give it one, or leave it out")
            }
            guard !choices.isEmpty || !target.isEmpty else {
                throw AuditError(
                    .badItem, "sample '\(id)' has neither choices nor a target", hint: "Give it one, or leave it out")
            }
            return AuditItem(
                id: id, cluster: cluster, fields: ["input": input, "target": target],
                options: choices.isEmpty ? [target] : choices, right: choices.isEmpty ? 0 : right)
        }
    }

    private var right: Int? {
        let letter = target.count == 1 ? target.first.flatMap(OptionLetter.place) : nil
        return letter.flatMap { choices.indices.contains($0) ? $0 : nil } ?? choices.firstIndex(of: target)
    }
}

extension JSONValue {
    fileprivate var isList: Bool {
        if case .array = self { true } else { false }
    }
}

extension InspectLog {
    /// What it is asked about, as items of an audit: `input` is the question, and `target` names a choice by its letter
    /// or its text, or is the answer. Each sample is one, by the first of its epochs that there is.
    public var items: [AuditItem] {
        get throws(AuditError) {
            let first = Dictionary(samples.map { ($0.id, $0.epoch) }, uniquingKeysWith: min)
            var items: [AuditItem] = []
            for sample in samples where sample.epoch == first[sample.id] { items.append(try sample.item) }
            return items
        }
    }

    /// The most epochs of a sample that are compared.
    private static let mostEpochs = 21

    /// The log as one side of a comparison; all epochs of a sample count, and are one item.
    ///
    /// - Throws: `AuditError` for samples of the same id in one epoch, and for epochs that are not 1 to 21.
    public func side() throws(AuditError) -> RunComparison.Side {
        do { try checkEpochs() } catch { throw error.at("'\(file)'") }
        var seen: Set<String> = []
        let items = samples.filter { seen.insert($0.id).inserted }.map { sample in
            let asked = [
                "input": sample.input, "target": sample.target, "choices": sample.choices.joined(separator: "\n"),
            ]
            return AuditItem(
                id: sample.id, cluster: sample.cluster, fields: asked, options: ["right", "wrong"], right: 0)
        }
        let audit = Audit(
            task, prompt: .text(try PromptText("{input}{choices}{target}")), variants: [AuditVariant("logged")],
            repeats: (samples.map(\.epoch).max() ?? 1) - 1)
        let plan = try TrialPlan(audit, items: items)
        var outcomes: [Trial: TrialOutcome] = [:]
        for sample in samples {
            let trial = Trial(item: sample.id, variant: "logged", repetition: sample.epoch - 1)
            outcomes[trial] = TrialOutcome(
                prompt: sample.input, text: sample.output, chosen: sample.isCorrect.map { $0 ? 0 : 1 },
                failure: sample.isCorrect == nil ? "it was not scored" : nil)
        }
        var side = RunComparison.Side(plan, outcomes, model: model)
        side.countsRepetitions = true
        return side
    }

    private func checkEpochs() throws(AuditError) {
        var seen: Set<[String]> = []
        for sample in samples {
            guard (1...Self.mostEpochs).contains(sample.epoch) else {
                throw AuditError(
                    .badFile, "sample '\(sample.id)' is of epoch \(sample.epoch)",
                    hint: "Up to \(Self.mostEpochs) epochs are compared, from 1 on")
            }
            guard seen.insert([sample.id, "\(sample.epoch)"]).inserted else {
                throw AuditError(
                    .badItem, "two samples of epoch \(sample.epoch) are called '\(sample.id)'",
                    hint: "Give every sample an id of its own")
            }
        }
    }
}

extension AuditError {
    fileprivate static func notALog(_ name: String, _ data: Data) -> AuditError {
        let isArchive = InspectArchive.isArchive(data)
        return AuditError(
            .badFile,
            "'\(name)' is \(isArchive ? "an archive, which is not unpacked here" : "no log of Inspect AI")",
            hint: isArchive
                ? "Unpack it with InspectArchive, or write it out: inspect log convert --to json --output-dir DIR \(name)"
                : "Give the JSON form of a log, with `eval` and `samples`")
    }
}
