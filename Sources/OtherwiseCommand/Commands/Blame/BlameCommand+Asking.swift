import OtherwiseCore
import OtherwiseEndpoints
import OtherwiseModels
import OtherwiseTabular
import OtherwiseTraces

extension BlameCommand {
    private var methods: [JudgingMethod] { method.isEmpty ? [.a2p] : method }

    /// Asks a language model about every trace.
    ///
    /// - Parameter digest: Of the file of traces.
    func ask(_ model: EndpointModel, _ traces: [Trace], digest: String, _ output: Output) async throws {
        let judged = try await Interruption.cancelling {
            try await verdicts(of: model, on: traces, at: model.settings.concurrency)
        }
        let all = judged.flatMap(\.self)
        switch result.format {
        case .table:
            let texts = all.map { JudgedText($0, namesMethod: methods.count > 1, style: output.style).text }
            try output.show(texts.joined(separator: "\n") + AgreementText.all(judged))
        case .json:
            let provenances = judges(model).map { $0.provenance(runs: runs, seed: seed, dataDigest: digest) }
            let records = zip(judged, provenances).flatMap { own, provenance in
                own.map { JudgedRunRecord(run: $0, provenance: provenance) }
            }
            try output.write(ExplanationJSON.document(records))
        case .html: try output.write(BlamePage(all, model: model.identity.name).html)
        }
        if !talk.quiet { StandardError.write(EndpointText.spent(model, prices: endpoint.prices)) }
        try end(all)
    }

    private func end(_ runs: [JudgedRun]) throws {
        let failed = runs.count { $0.blame == nil }
        guard failed == 0 else {
            StandardError.write("otherwise: \(failed.grouped) of \(runs.count.grouped) runs could not be judged.\n")
            throw Ending.failed
        }
        if runs.allSatisfy({ $0.blame?.answer == nil }) { throw Ending.noneFound }
    }

    /// Says what asking would take.
    func plan(_ traces: [Trace], _ model: EndpointModel) async throws {
        let dryRun = DryRun(model, placeholder: TraceJudge.placeholder)
        _ = try await verdicts(of: dryRun, on: traces, at: 1)
        try Output(nil).show(EndpointText.planned(await dryRun.estimate, prices: endpoint.prices))
    }

    private func judges(_ model: any TextGenerator) -> [TraceJudge] {
        methods.map { method in
            var judge = TraceJudge(model, method: method)
            judge.revealsAnswer = !withoutAnswer
            return judge
        }
    }

    /// What came of each trace, `[methods][traces]`.
    private func verdicts(
        of model: any TextGenerator, on traces: [Trace], at concurrency: Int
    ) async throws -> [[JudgedRun]] {
        var judged: [[JudgedRun]] = []
        for judge in judges(model) {
            let progress = CountLine(of: "runs", talk: talk)
            defer { progress.finish() }
            judged.append(
                try await judge.judge(traces, runs: runs, seed: seed, concurrency: concurrency) {
                    progress.show($0, of: traces.count)
                })
        }
        return judged
    }
}
