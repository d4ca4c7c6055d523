import OtherwiseAudits
import OtherwiseEndpoints
import OtherwiseModels

/// Stands in for a server that is asked the same several times: answers of one asking are no answers of another.
struct RepeatedDryRun {
    private let runs: [DryRun]

    /// - Parameters:
    ///   - repeats: How often the same is asked again.
    ///   - placeholder: Takes the place of an answer that is not known yet.
    init(
        _ server: EndpointModel, repeats: Int, placeholder: @escaping @Sendable (Prompt) -> String = { _ in "" }
    ) {
        runs = (0...max(repeats, 0)).map { DryRun(server.repeated($0), placeholder: placeholder) }
    }

    var respondent: GenerationRespondent { GenerationRespondent(runs[0], repeated: Array(runs.dropFirst())) }

    /// Of all askings.
    var estimate: EndpointEstimate {
        get async {
            var all = EndpointEstimate()
            for run in runs { all.add(await run.estimate) }
            return all
        }
    }
}
