import OtherwiseCore
import OtherwiseEndpoints
import OtherwiseModels
import OtherwiseTabular
import OtherwiseTraces

extension BlameCommand {
    /// Asks a language model about every trace.
    func ask(_ model: EndpointModel, _ traces: [Trace], _ output: Output) async throws {
        let blames = try await Interruption.cancelling {
            try await verdicts(of: model, on: traces, at: model.settings.concurrency)
        }
        switch result.format {
        case .table:
            let texts = blames.map { JudgedText($0, style: output.style).text }
            try output.show(texts.joined(separator: "\n") + AgreementText(blames).text)
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
        var judge = TraceJudge(model, method: method ?? .a2p)
        judge.revealsAnswer = !withoutAnswer
        let progress = CountLine(of: "runs", talk: talk)
        defer { progress.finish() }
        return try await withThrowingTaskGroup(of: (Int, JudgedBlame).self) { [judge] group in
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
