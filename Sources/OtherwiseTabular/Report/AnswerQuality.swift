import OtherwiseCSV
import OtherwiseSearch

/// What may be measured of an answer, beside what it costs and what is proved.
public enum AnswerQuality: Sendable, Hashable, CaseIterable {
    /// How well it bears a new training of the model, where that was asked for.
    case robustness
    /// How like the reference data it is.
    case plausibility
    /// How stable it is, asked for or not.
    case stability
    /// How different the answers for a row are from one another.
    case diversity
}

extension AnswerQuality {
    /// The names of its columns in a CSV.
    var columns: [String] {
        switch self {
        case .robustness, .stability: ["stability"]
        case .plausibility:
            ["neighbour_distance", "local_outlier_factor", "isolation", "isolation_rank", "log_density"]
        case .diversity: ["diversity_mean", "diversity_least"]
        }
    }

    /// Whether its columns come before those of the features; where columns were added later they do not.
    var standsBeforeFeatures: Bool { self == .robustness }

    /// Its fields, empty for what was not measured.
    func fields(of answer: Explanation.Counterfactual, in explanation: Explanation) -> [CSVField] {
        let numbers: [Double?] =
            switch self {
            case .robustness: [(answer.robustness?.stability ?? answer.stability)?.value]
            case .stability: [answer.stability?.value]
            case .plausibility:
                [
                    answer.plausibility?.neighbourDistance, answer.plausibility?.localOutlierFactor,
                    answer.plausibility?.isolation, answer.plausibility?.isolationRank, answer.plausibility?.logDensity,
                ]
            case .diversity: [explanation.diversity?.mean, explanation.diversity?.least]
            }
        return numbers.map { $0.map(CSVField.number) ?? "" }
    }
}
