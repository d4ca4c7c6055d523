import OtherwiseAudits
import OtherwiseEndpoints

/// Stands in for a server that is asked the same several times: answers of one asking are no answers of another.
struct RepeatedDryRun {
    private let runs: [DryRun]

    /// - Parameter repeats: How often the same is asked again.
    init(_ server: EndpointModel, repeats: Int) {
        runs = (0...max(repeats, 0)).map { DryRun(server.repeated($0)) }
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
