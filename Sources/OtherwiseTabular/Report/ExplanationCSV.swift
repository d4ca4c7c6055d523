public import OtherwiseCSV
public import OtherwiseCore
import OtherwiseSearch

/// Writes explanations as CSV, one line per counterfactual; one without counterfactual has a line of its own.
///
/// The columns are `row, status, rank, outcome, score, cost, l0, l1, certificate, lower_bound`, then `stability` where
/// answers were made robust, the features as they would have to be, other qualities that were measured, and `message`:
/// what stands in the way, what is wrong with the row, or in its last line why there are fewer answers than were asked for.
public struct ExplanationCSV: Sendable {
    /// The names of the columns: those of an answer, the features, and those of qualities.
    public let header: [String]
    private let features: [String]
    private let qualities: [AnswerQuality]

    private static let answer = [
        "row", "status", "rank", "outcome", "score", "cost", "l0", "l1", "certificate", "lower_bound",
    ]

    /// - Parameters:
    ///   - schema: The features, one column each.
    ///   - qualities: What is measured of answers, a column or several for each; of both of stability the one that was
    ///     asked for.
    public init(schema: Schema, qualities: Set<AnswerQuality> = []) {
        features = schema.features.map(\.name)
        self.qualities = AnswerQuality.allCases.filter { quality in
            qualities.contains(quality) && !(quality == .stability && qualities.contains(.robustness))
        }
        let before = Self.answer + self.qualities.filter(\.standsBeforeFeatures).flatMap(\.columns)
        let behind = self.qualities.filter { !$0.standsBeforeFeatures }.flatMap(\.columns) + ["message"]
        let taken = Set(before + behind)
        header = before + features.map { taken.contains($0) ? "feature.\($0)" : $0 } + behind
    }

    /// The lines of an explanation, as fields.
    public func records(of explanation: Explanation) -> [[CSVField]] {
        let start: [CSVField] = [.integer(explanation.factual.row), .text(explanation.status.rawValue)]
        let shortage = explanation.shortage ?? ""
        guard !explanation.counterfactuals.isEmpty else {
            return [start + blanks(header.count - 3) + [.text(explanation.obstacle?.reason ?? shortage)]]
        }
        let count = explanation.counterfactuals.count
        return explanation.counterfactuals.enumerated().map { place, counterfactual in
            start + [.integer(place + 1)] + fields(of: counterfactual, in: explanation)
                + [.text(place == count - 1 ? shortage : "")]
        }
    }

    /// The line of a row that could not be asked about.
    public func record(of failure: RowFailure) -> [CSVField] {
        [.integer(failure.row), .text(failure.status)] + blanks(header.count - 3) + [.text(failure.message)]
    }

    /// Records as bytes.
    ///
    /// - Throws: `CSVError` with code `.nulByte` for a text that CSV cannot hold.
    public func bytes(of records: [[CSVField]], withHeader: Bool) throws(CSVError) -> [UInt8] {
        let first = try written([])
        let all = try written(records)
        return withHeader ? all : Array(all.dropFirst(first.count))
    }

    private func written(_ records: [[CSVField]]) throws(CSVError) -> [UInt8] {
        var writer = try CSVWriter(to: MemoryByteSink(), header: header)
        for record in records { try writer.write(record) }
        return try writer.finish().bytes
    }

    private func blanks(_ count: Int) -> [CSVField] { Array(repeating: "", count: count) }

    private func fields(of counterfactual: Explanation.Counterfactual, in explanation: Explanation) -> [CSVField] {
        let (cost, certificate) = (counterfactual.cost, counterfactual.certificate)
        let answer: [CSVField] = [
            counterfactual.outcome.field, counterfactual.score.map(CSVField.number) ?? "", .number(cost.total),
            .integer(cost.l0),
            .number(cost.l1), .text(certificate.kind.rawValue), certificate.lowerBound.map(CSVField.number) ?? "",
        ]
        func measured(before: Bool) -> [CSVField] {
            qualities.filter { $0.standsBeforeFeatures == before }.flatMap {
                $0.fields(of: counterfactual, in: explanation)
            }
        }
        let values = features.map { (counterfactual.values[$0] ?? .missing).field }
        return answer + measured(before: true) + values + measured(before: false)
    }
}

extension Value {
    /// The value as a field; empty for a missing one.
    package var field: CSVField {
        switch self {
        case .number(let number): .number(number)
        case .category(let category): .text(category)
        case .missing: ""
        }
    }
}
