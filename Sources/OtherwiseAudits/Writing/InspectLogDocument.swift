public import Foundation
public import OtherwiseCore

/// A run as Inspect AI reads it: a sample per item, variant and order.
public struct InspectLogDocument: Sendable {
    private let plan: TrialPlan
    private let outcomes: [Trial: TrialOutcome]
    private let model: ModelIdentity
    private let created: Date

    /// - Parameters:
    ///   - plan: What was asked.
    ///   - outcomes: What was answered.
    ///   - model: Who answered.
    ///   - created: When.
    public init(_ plan: TrialPlan, _ outcomes: [Trial: TrialOutcome], model: ModelIdentity, created: Date) {
        (self.plan, self.outcomes, self.model, self.created) = (plan, outcomes, model, created)
    }

    /// The log.
    ///
    /// - Returns: JSON, to be written to a file whose name ends in `.json`.
    /// - Throws: `EncodingError` for a score that is not finite, which JSON cannot hold.
    public func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return Array(try encoder.encode(document)) + [UInt8(ascii: "\n")]
    }

    private var time: String { created.formatted(.iso8601) }
    private var scorer: String { "otherwise" }

    private var document: JSONValue {
        let trials = plan.items.flatMap { item in
            plan.trials(of: item).filter { $0.repetition == 0 }.map { ($0, item) }
        }
        let samples = trials.compactMap { sample($0, $1) }
        return .object([
            "version": .number(2), "status": .text("success"), "eval": eval(samples.count),
            "plan": .object(["name": .text("plan"), "steps": .array([])]),
            "results": results(samples, of: trials.count),
            "stats": .object([
                "started_at": .text(time), "completed_at": .text(time), "model_usage": .object([:]),
            ]),
            "samples": .array(samples),
        ])
    }

    private func eval(_ samples: Int) -> JSONValue {
        .object([
            "created": .text(time), "task": .text(plan.audit.name), "task_id": .text("otherwise-audit"),
            "run_id": .text("otherwise-\(plan.seed)"), "task_version": .number(0), "task_attribs": .object([:]),
            "task_args": .object(["seed": .text("\(plan.seed)")]), "model": .text(model.name),
            "model_args": .object([:]), "config": .object(["epochs": .number(1)]),
            "dataset": .object(["name": .text(plan.audit.name), "samples": .number(Double(samples))]),
            "packages": .object(["otherwise": .text(OtherwiseVersion.current)]),
        ])
    }

    private func sample(_ trial: Trial, _ item: AuditItem) -> JSONValue? {
        guard let outcome = outcomes[trial], outcome.failure == nil else { return nil }
        let answer = outcome.chosen.flatMap { item.options.indices.contains($0) ? item.options[$0] : nil } ?? ""
        let written = outcome.text ?? answer
        return .object([
            "id": .text("\(item.id)/\(trial.variant)/\(trial.order)"), "epoch": .number(1),
            "input": .text(outcome.prompt), "choices": .array(item.options.map(JSONValue.text)),
            "target": .text(item.right.map { item.options[$0] } ?? ""),
            "messages": .array([message("user", outcome.prompt), message("assistant", written)]),
            "output": .object([
                "model": .text(model.name),
                "choices": .array([
                    .object(["message": message("assistant", written), "stop_reason": .text("stop")])
                ]),
            ]),
            "scores": scores(outcome, item, answer),
            "metadata": .object([
                "item": .text(item.id), "cluster": .text(item.cluster), "variant": .text(trial.variant),
                "order": .number(Double(trial.order)),
            ]),
            "store": .object([:]), "events": .array([]), "model_usage": .object([:]), "attachments": .object([:]),
        ])
    }

    /// Whether the right option was chosen; nothing where none is right.
    private func scores(_ outcome: TrialOutcome, _ item: AuditItem, _ answer: String) -> JSONValue {
        guard let right = item.right else { return .object([:]) }
        return .object([
            scorer: .object([
                "value": .text(outcome.chosen == right ? "C" : "I"), "answer": .text(answer),
                "metadata": .object(["log_probabilities": .array((outcome.scores ?? []).map(JSONValue.number))]),
            ])
        ])
    }

    private func message(_ role: String, _ content: String) -> JSONValue {
        .object([
            "role": .text(role), "content": .text(content), "source": .text(role == "user" ? "input" : "generate"),
        ])
    }

    /// - Parameter total: Questions, those without an answer included.
    private func results(_ samples: [JSONValue], of total: Int) -> JSONValue {
        let verdicts = samples.compactMap { $0["scores"]?[scorer]?["value"]?.text }
        let accuracy = Double(verdicts.count { $0 == "C" }) / Double(verdicts.count)
        let score = JSONValue.object([
            "name": .text(scorer), "scorer": .text(scorer), "params": .object([:]),
            "metrics": .object([
                "accuracy": .object(["name": .text("accuracy"), "value": .number(accuracy), "options": .object([:])])
            ]),
        ])
        return .object([
            "total_samples": .number(Double(total)), "completed_samples": .number(Double(samples.count)),
            "scores": .array(verdicts.isEmpty ? [] : [score]),
        ])
    }
}
