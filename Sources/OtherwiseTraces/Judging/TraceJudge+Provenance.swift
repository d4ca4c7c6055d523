public import OtherwiseCore
import OtherwiseModels

extension TraceJudge {
    /// The temperature at which a model is asked that is asked several times.
    public static let drawingTemperature = 1.0

    /// How what it says came about.
    ///
    /// - Parameters:
    ///   - runs: How often the model was asked about each trace.
    ///   - seed: Of its draws.
    ///   - dataDigest: SHA-256 of the file of traces.
    public func provenance(runs: Int, seed: UInt64, dataDigest: String? = nil) -> Provenance {
        Provenance(
            method: method.rawValue, seed: seed,
            settings: [
                "runs": "\(runs)", "temperature": "\(runs > 1 ? Self.drawingTemperature : 0)",
                "revealsAnswer": "\(revealsAnswer)", "logCharacters": "\(logCharacters)",
                "stepCharacters": "\(stepCharacters)", "maximumTokens": "\(maximumTokens)",
            ], model: model.identity, dataDigest: dataDigest)
    }
}
