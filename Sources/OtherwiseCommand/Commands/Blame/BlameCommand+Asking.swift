import OtherwiseCore
import OtherwiseEndpoints
import OtherwiseModels
import OtherwiseTabular
import OtherwiseTraces

extension BlameCommand {
    private var methods: [JudgingMethod] { method.isEmpty ? [.a2p] : method }

    /// Asks a language model about every trace.
    func ask(_ model: EndpointModel, _ traces: [Trace], _ output: Output) async throws {
        let blames = try await Interruption.cancelling {
            try await verdicts(of: model, on: traces, at: model.settings.concurrency)
        }
        switch result.format {
        case .table:
            let texts = blames.map { JudgedText($0, namesMethod: methods.count > 1, style: output.style).text }
            try output.show(texts.joined(separator: "\n") + AgreementText.all(blames.split(by: methods)))
        case .json:
            let name = model.identity.name
            try output.write(ExplanationJSON.document(blames.map { JudgedRecord($0, model: name) }))
        case .html: try output.write(BlamePage(blames, model: model.identity.name).html)
        }
        if !talk.quiet { StandardError.write(EndpointText.spent(model.usage, prices: endpoint.prices)) }
        if blames.allSatisfy({ $0.answer == nil }) { throw Ending.noneFound }
    }

    /// Says what asking would take.
    func plan(_ traces: [Trace], _ model: EndpointModel) async throws {
        let dryRun = DryRun(model, placeholder: TraceJudge.placeholder)
        _ = try await verdicts(of: dryRun, on: traces, at: 1)
        try Output(nil).show(EndpointText.planned(await dryRun.estimate, prices: endpoint.prices))
    }

    private func verdicts(
        of model: any TextGenerator, on traces: [Trace], at concurrency: Int
    ) async throws -> [JudgedBlame] {
        var blames: [JudgedBlame] = []
        for method in methods {
            var judge = TraceJudge(model, method: method)
            judge.revealsAnswer = !withoutAnswer
            blames += try await verdicts(of: judge, on: traces, at: concurrency)
        }
        return blames
    }

    private func verdicts(
        of judge: TraceJudge, on traces: [Trace], at concurrency: Int
    ) async throws -> [JudgedBlame] {
        let progress = CountLine(of: "runs", talk: talk)
        defer { progress.finish() }
        return try await withThrowingTaskGroup(of: (Int, JudgedBlame).self) { group in
            var blames = [JudgedBlame?](repeating: nil, count: traces.count), done = 0
            func take() async throws {
                guard let (place, blame) = try await group.next() else { return }
                blames[place] = blame
                done += 1
                progress.show(done, of: traces.count)
            }
            for (place, trace) in traces.enumerated() {
                if place >= concurrency { try await take() }
                group.addTask { (place, try await judge.blame(for: trace, runs: runs, seed: seed)) }
            }
            while done < traces.count { try await take() }
            return blames.compactMap(\.self)
        }
    }
}

extension [JudgedBlame] {
    /// By method, `[methods][traces]`.
    fileprivate func split(by methods: [JudgingMethod]) -> [[JudgedBlame]] {
        methods.map { method in filter { $0.method == method } }
    }
}
