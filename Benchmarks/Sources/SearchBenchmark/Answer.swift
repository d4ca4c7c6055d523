import Foundation
import Otherwise

/// What came of one request, in the words that all scripts of the comparison use.
struct Answer: Encodable {
    let id: Int
    /// `nil` when none was found.
    var values: [String: Value]?
    /// Where several were asked for: the rest of the set, and the whole set when the request was put a second time.
    var others: [[String: Value]] = []
    var again: [[String: Value]]?
    var claim: Claim
    /// What the answer is said to cost, and the most that is proved of any answer's cost.
    var cost: Double?
    var bound: Double?
    /// Seconds of the process and of the wall's clock.
    var cpu: Double
    var wall: Double
    /// The boxes that were opened, and the rows that the model was asked to score.
    var boxes: Int
    var rows: Int
    /// Seconds of the process until it could be asked: reading, and what is made once.
    var prepared = 0.0
    /// The most memory that the process has taken so far.
    var megabytes = Self.peakMemory

    enum Claim: String, Encodable {
        /// The cheapest, proved; an answer with a proved bound; an answer.
        case optimal, gap, answer
        /// None exists, proved; none was found.
        case infeasible, nothing
    }

    init(_ explanation: Explanation, id: Int, time: Stopwatch.Time) {
        self.id = id
        let found = explanation.counterfactuals.first
        others = explanation.counterfactuals.dropFirst().map(\.values)
        (values, cost, bound) = (found?.values, found?.cost.total, found?.certificate.lowerBound)
        claim = Claim(explanation.status, found?.certificate.kind)
        (cpu, wall) = (time.cpu, time.wall)
        (boxes, rows) = (explanation.effort.boxes, explanation.effort.modelRows)
    }

    /// All that a genetic search found.
    init(_ search: StoredSearch?, _ schema: Schema, id: Int, time: Stopwatch.Time) {
        self.id = id
        let found = search?.candidates.map { candidate in
            Dictionary(uniqueKeysWithValues: zip(schema.features.map(\.name), candidate.values))
        }
        (values, others) = (found?.first, found.map { Array($0.dropFirst()) } ?? [])
        claim = values == nil ? .nothing : .answer
        (cpu, wall) = (time.cpu, time.wall)
        (boxes, rows) = (0, search?.progress.evaluated ?? 0)
    }

    var set: [[String: Value]] { (values.map { [$0] } ?? []) + others }

    /// In megabytes: Linux counts in kilobytes, macOS in bytes.
    private static var peakMemory: Double {
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_SELF, &usage)
            return Double(usage.ru_maxrss) / 1_048_576
        #else
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return Double(usage.ru_maxrss) / 1024
        #endif
    }
}

extension Answer.Claim {
    init(_ status: SearchStatus, _ kind: Certificate.Kind?) {
        self =
            switch (status, kind) {
            case (.infeasible, _): .infeasible
            case (_, .optimal): .optimal
            case (_, .gap): .gap
            case (_, .some(.none)): .answer
            case (_, nil): .nothing
            }
    }
}
