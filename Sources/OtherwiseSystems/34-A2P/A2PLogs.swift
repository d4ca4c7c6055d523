import Foundation
import OtherwiseNumerics
import OtherwiseTraces

/// Part B: the published runs, and what can be answered about them without reading them.
extension A2PCheck {
    private static let draws = 1000

    func logFindings(_ seed: UInt64, _ items: CheckItems?) throws -> Findings {
        let all = try Self.traces(items)
        let generated = items == nil ? all.filter { $0.id.hasPrefix("alg-") } : all
        // A list of one would be an answer.
        let longest = max(all.map(\.steps.count).max() ?? 0, 2)
        let always = all.map { _ in "1" }
        let list = all.map { _ in (0..<longest).map(String.init).joined(separator: ", ") }
        return Findings(
            figures: [
                Figure(
                    "distance of random steps from one over the number of steps", randomDistance(all, seed), .atMost,
                    0.03),
                Figure(
                    "an answer that lists every step, by the published substring matching",
                    stepShare(list, all, .substring), .atLeast, 1),
                Figure(
                    "always step 1 of the algorithm-generated runs", stepShare(always, generated, .exact), .atLeast,
                    items == nil ? 24.0 / 84 : 0),
            ],
            controls: [
                Control(
                    "an answer that lists every step, matched exactly", stepShare(list, all, .exact),
                    mustNotReach: .atLeast, 0.01)
            ])
    }

    private static func traces(_ items: CheckItems?) throws(SystemError) -> [Trace] {
        guard let items else { return publishedRuns }
        let problem: String
        do throws(TraceError) {
            let traces = try Trace.read(Data(items.bytes), name: items.name, format: .whoAndWhen)
            if traces.contains(where: { $0.label != nil }) { return traces }
            problem = "no run says who was to blame"
        } catch {
            problem = error.description
        }
        throw .badItems(file: items.name, problem: problem, format: format)
    }

    /// Who spoke and who was to blame in the published runs; what was said is left out.
    private static let publishedRuns: [Trace] = String(decoding: PackageResources.runs_txt, as: UTF8.self)
        .split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "|").map(String.init)
            guard parts.count == 5, let step = Int(parts[1]) else { return nil }
            let agents = parts[3].split(separator: ",").map(String.init)
            let steps = parts[4].utf8.map { TraceStep(agent: agents[Int($0 - UInt8(ascii: "a"))], content: "") }
            return Trace(id: parts[0], steps: steps, label: TraceLabel(agent: parts[2], step: step))
        }

    private func stepShare(_ steps: [String], _ traces: [Trace], _ matching: BlameScore.Matching) -> Double {
        let answers = zip(steps, traces).map { BlameScore.Answer(agent: $1.steps[0].agent, step: $0) }
        return BlameScore(answers, of: traces, matching).stepAccuracy
    }

    /// Between the mean share that random steps hit and what is to be expected.
    private func randomDistance(_ traces: [Trace], _ seed: UInt64) -> Double {
        var generator = SeededGenerator(seed: seed).split(2)
        let labelled = traces.filter { $0.label != nil }
        let expected = labelled.reduce(0) { $0 + 1 / Double($1.steps.count) } / Double(labelled.count)
        let shares = (0..<Self.draws).map { _ in
            stepShare(labelled.map { "\(Int.random(in: $0.steps.indices, using: &generator))" }, labelled, .exact)
        }
        return abs(shares.reduce(0, +) / Double(Self.draws) - expected)
    }
}
