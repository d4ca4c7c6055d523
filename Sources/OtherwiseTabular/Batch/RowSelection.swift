/// Which rows of a file are asked about, counted from 0 and taken in ascending order.
///
/// ```swift
/// let rows = RowSelection([0...9, 42...42])  // the first ten rows and row 42
/// ```
public struct RowSelection: Sendable, Hashable {
    /// Ascending, and none touches the next.
    package private(set) var spans: [Range<Int>] = []

    /// - Parameter spans: In any order; rows named twice are taken once.
    public init(_ spans: [ClosedRange<Int>]) {
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) { add(Range(span)) }
    }

    /// The first `count` rows.
    public init(first count: Int) {
        spans = count > 0 ? [0..<count] : []
    }

    private mutating func add(_ span: Range<Int>) {
        guard let last = spans.last, span.lowerBound <= last.upperBound else { return spans.append(span) }
        spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
    }
}

extension RowSelection {
    /// The number of rows.
    public var count: Int { spans.reduce(0) { $0 + $1.count } }

    /// The last row; `nil` for none at all.
    public var last: Int? { spans.last.map { $0.upperBound - 1 } }

    /// The row at a place that exists, in ascending order.
    public subscript(place: Int) -> Int {
        var before = 0
        for span in spans {
            if place < before + span.count { return span.lowerBound + place - before }
            before += span.count
        }
        preconditionFailure("There is no row at place \(place) of \(before).")
    }

    public func contains(_ row: Int) -> Bool { spans.contains { $0.contains(row) } }

    /// The rows without the first `count` of them.
    public func dropFirst(_ count: Int) -> RowSelection {
        var (rest, left) = (self, count)
        while left > 0, let span = rest.spans.first {
            rest.spans[0] = span.dropFirst(left)
            if rest.spans[0].isEmpty { rest.spans.removeFirst() }
            left -= min(left, span.count)
        }
        return rest
    }
}

extension RowSelection: CustomStringConvertible {
    /// `0-9,42`.
    public var description: String {
        spans.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound - 1)" }.joined(
            separator: ",")
    }
}
