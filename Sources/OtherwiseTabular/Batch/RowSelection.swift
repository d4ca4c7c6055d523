/// Which rows of a file are asked about, counted from 0 and taken in ascending order.
///
/// ```swift
/// let rows = RowSelection([0...9, 42...42])  // the first ten rows and row 42
/// ```
public struct RowSelection: Sendable, Hashable {
    /// Ascending, and none touches the next.
    package private(set) var spans: [Range<Int>] = []
    /// How many rows lie before each span.
    private var before: [Int] = []

    /// - Parameter spans: In any order; rows named twice are taken once.
    public init(_ spans: [ClosedRange<Int>]) {
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) { add(Range(span)) }
        number()
    }

    /// The first `count` rows.
    public init(first count: Int) {
        spans = count > 0 ? [0..<count] : []
        number()
    }

    private mutating func number() {
        var total = 0
        before = spans.map { span in
            defer { total += span.count }
            return total
        }
    }

    private mutating func add(_ span: Range<Int>) {
        guard let last = spans.last, span.lowerBound <= last.upperBound else { return spans.append(span) }
        spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
    }
}

extension RowSelection {
    /// The number of rows.
    public var count: Int { spans.last.map { (before.last ?? 0) + $0.count } ?? 0 }

    /// The first row; `nil` for none at all.
    public var first: Int? { spans.first?.lowerBound }

    /// The last row; `nil` for none at all.
    public var last: Int? { spans.last.map { $0.upperBound - 1 } }

    /// The row at a place that exists, in ascending order.
    ///
    /// - Complexity: Logarithmic in the number of spans.
    public subscript(place: Int) -> Int {
        let span = before.indices.lastPlace { before[$0] <= place } ?? 0
        return spans[span].lowerBound + place - before[span]
    }

    /// Whether a row is one of them.
    ///
    /// - Complexity: Logarithmic in the number of spans.
    public func contains(_ row: Int) -> Bool {
        spans.indices.lastPlace { spans[$0].lowerBound <= row }.map { spans[$0].contains(row) } ?? false
    }

    /// The rows without the first `count` of them.
    public func dropFirst(_ count: Int) -> RowSelection {
        guard count > 0 else { return self }
        guard count < self.count else { return RowSelection([]) }
        let (first, place) = (self[count], before.indices.lastPlace { before[$0] <= count } ?? 0)
        var rest = self
        rest.spans = [first..<spans[place].upperBound] + spans[(place + 1)...]
        rest.number()
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

extension Range<Int> {
    /// The last place for which a condition holds that holds for all places before it, by halving.
    fileprivate func lastPlace(where isEarly: (Int) -> Bool) -> Int? {
        var (low, high) = (lowerBound, upperBound)
        while low < high {
            let middle = (low + high) / 2
            if isEarly(middle) { low = middle + 1 } else { high = middle }
        }
        return low > lowerBound ? low - 1 : nil
    }
}
