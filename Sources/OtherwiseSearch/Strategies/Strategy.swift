package import OtherwiseCore
package import OtherwiseModels

/// A way to search for the cheapest change.
package protocol Strategy: Sendable {
    /// The name in a result's provenance.
    var name: String { get }

    /// At most `count` answers, each with another set of changed features, cheapest first; exact ones leave at least one
    /// feature as it is that each earlier one changes.
    func answers(to query: Query, count: Int, budget: SearchBudget) async throws -> SearchResult
}

/// What may be spent on one question, all its answers together.
public struct SearchBudget: Sendable, Hashable {
    /// The longest time; `nil` for no limit.
    public var time: Duration?
    /// The number of boxes that may be opened; 0 for the first answer alone, with 0 as its bound.
    public var nodes: Int?
    /// The number of rows that the model may be asked to score.
    public var modelRows: Int?
    /// The bytes that an exact search may take for the boxes that it has opened and not yet closed.
    public var memory: Int
    /// How long an exact search goes on that has found nothing, where that is less than its time.
    package var timeToFirst: Duration?

    /// - Parameters:
    ///   - time: The longest time; `nil` for no limit, as for the others.
    ///   - nodes: The number of boxes that may be opened.
    ///   - modelRows: The number of rows that the model may be asked to score.
    ///   - memory: The bytes that an exact search may take for open boxes.
    public init(time: Duration? = nil, nodes: Int? = nil, modelRows: Int? = nil, memory: Int = 1 << 30) {
        self.time = time
        self.nodes = nodes
        self.modelRows = modelRows
        self.memory = memory
    }
}

package struct SearchResult: Sendable, Hashable {
    package var status: OtherwiseCore.SearchStatus
    package var answers: [Answer]
    package var obstacle: Obstacle?
    /// Why there are fewer answers than were asked for; `nil` where there are as many, or where it is not known.
    package var shortage: Shortage?
    /// Where there are no answers: what any would cost at least; `nil` for nothing proved.
    package var lowerBound: Double?
    /// The number of boxes opened.
    package var nodes = 0
    /// The number of rows that the model was asked to score, and of those that it had no score for.
    package var modelRows = 0
    package var unscored = 0
    /// What the model failed of in the middle of the search, which ended with what it had; `nil` where it did not.
    package var failure: ModelError?

    package struct Answer: Sendable, Hashable {
        package var values: [Value]
        package var certificate: Certificate
        /// For each changed feature, by position, the values that do as well.
        package var region: [Int: Extent]

        package init(values: [Value], certificate: Certificate, region: [Int: Extent]) {
            self.values = values
            self.certificate = certificate
            self.region = region
        }
    }

    /// What a change that may break limits comes to, where none within the limits reaches the goal.
    package enum Obstacle: Sendable, Hashable {
        /// It reaches the goal with these values; proved to be the nearest, or the nearest that was found.
        case change([Value], isNearest: Bool)
        /// Proved: no values in the ranges of the features and of the data reach the goal.
        case nothing
        /// The budget ended before any was found.
        case unknown

        init(_ values: [Value]?, isProved: Bool) {
            self = values.map { .change($0, isNearest: isProved) } ?? (isProved ? .nothing : .unknown)
        }
    }

    package enum Shortage: Sendable, Hashable {
        /// Proved: no further change leaves at least one feature of each answer as it is.
        case noFurther
        case budget
        /// The search is at its end, and what is left hangs on rounding or lies beyond its reach.
        case unsettled
        /// None of so many reference rows is of the wanted outcome, and the search goes nowhere but towards such rows.
        case noExample(among: Int)
    }
}

extension SearchResult {
    /// Notes that a search for the next answer found none.
    ///
    /// - Parameters:
    ///   - isProved: Whether there is none.
    ///   - isFinished: Whether the search ended of itself.
    mutating func end(isProved: Bool, isFinished: Bool) {
        shortage = isProved ? .noFurther : isFinished ? .unsettled : .budget
        if answers.isEmpty { status = isProved ? .infeasible : .budget }
    }
}

/// The values of a feature that do as well as the one given.
package enum Extent: Sendable, Hashable {
    case numbers(ClosedRange<Double>)
    case categories([String])
}
