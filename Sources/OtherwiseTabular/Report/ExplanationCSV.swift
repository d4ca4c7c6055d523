public import OtherwiseCSV
public import OtherwiseCore
import OtherwiseSearch

/// Writes explanations as CSV, one line per counterfactual; one without counterfactual has a line of its own.
///
/// The columns are `row, status, rank, outcome, score, cost, l0, l1, certificate, lower_bound`, `stability` where answers
/// were made robust, then the features as they would have to be, then `message`: what stands in the way, or what is wrong with the row.
public struct ExplanationCSV: Sendable {
    /// The names of the columns: those of an answer, then the features.
    public let header: [String]
    private let features: [String]
    private let answer: [String]
    private let isRobust: Bool

    private static let answer = [
        "row", "status", "rank", "outcome", "score", "cost", "l0", "l1", "certificate", "lower_bound",
    ]

    /// - Parameters:
    ///   - schema: The features, one column each.
    ///   - isRobust: Whether answers have a stability.
    public init(schema: Schema, isRobust: Bool = false) {
        features = schema.features.map(\.name)
        self.isRobust = isRobust
        answer = Self.answer + (isRobust ? ["stability"] : [])
        let taken = Set(answer + ["message"])
        header = answer + features.map { taken.contains($0) ? "feature.\($0)" : $0 } + ["message"]
    }

    /// The lines of an explanation, as fields.
    public func records(of explanation: Explanation) -> [[CSVField]] {
        let start: [CSVField] = [.integer(explanation.factual.row), .text(explanation.status.rawValue)]
        guard !explanation.counterfactuals.isEmpty else {
            return [
                start + blanks(answer.count - 2 + features.count) + [.text(explanation.obstacle?.reason ?? "")]
            ]
        }
        return explanation.counterfactuals.enumerated().map { place, counterfactual in
            start + [.integer(place + 1)] + fields(of: counterfactual) + [""]
        }
    }

    /// The line of a row that could not be asked about.
    public func record(of failure: RowFailure) -> [CSVField] {
        [.integer(failure.row), .text(failure.status)] + blanks(answer.count - 2 + features.count) + [
            .text(failure.message)
        ]
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

    private func fields(of counterfactual: Explanation.Counterfactual) -> [CSVField] {
        let (cost, certificate) = (counterfactual.cost, counterfactual.certificate)
        let answer: [CSVField] = [
            counterfactual.outcome.field, counterfactual.score.map(CSVField.number) ?? "", .number(cost.total),
            .integer(cost.l0),
            .number(cost.l1), .text(certificate.kind.rawValue), certificate.lowerBound.map(CSVField.number) ?? "",
        ]
        let stability = counterfactual.robustness.map { CSVField.number($0.stability.value) } ?? ""
        return answer + (isRobust ? [stability] : []) + features.map { (counterfactual.values[$0] ?? .missing).field }
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
