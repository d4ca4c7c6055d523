/// How the parents of a variable become regressors: numbers with mean 0 and deviation 1, levels as one column of 0 and
/// 1 for each but the first.
struct ParentEncoding: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case number(centre: Double, scale: Double)
        case levels(Int)
    }

    let kinds: [Kind]

    /// - Parameters:
    ///   - parents: One column per parent, `[rows]` each; levels as their numbers from 0.
    ///   - levels: How many levels each parent has; `nil` for numbers.
    init(_ parents: [[Double]], levels: [Int?]) {
        kinds = zip(parents, levels).map { column, count in
            if let count { return .levels(count) }
            let regressor = Regressor("", column)
            let scale = regressor.deviation
            return .number(centre: regressor.mean, scale: scale > 0 ? scale : 1)
        }
    }

    /// The number of regressors.
    var width: Int {
        kinds.reduce(0) { width, kind in
            if case .levels(let count) = kind { width + count - 1 } else { width + 1 }
        }
    }

    /// The regressors of one row into `result`, `[width]`.
    @inline(__always)
    func encode(_ parents: [[Double]], _ row: Int, into result: inout [Double]) {
        var place = 0
        for (column, kind) in zip(parents, kinds) { Self.encode(column[row], kind, into: &result, &place) }
    }

    /// The regressors of one row, `[width]`.
    func regressors(_ parents: [Double]) -> [Double] {
        var (result, place) = ([Double](repeating: 0, count: width), 0)
        for (value, kind) in zip(parents, kinds) { Self.encode(value, kind, into: &result, &place) }
        return result
    }

    @inline(__always)
    private static func encode(_ value: Double, _ kind: Kind, into result: inout [Double], _ place: inout Int) {
        switch kind {
        case .number(let centre, let scale):
            result[place] = (value - centre) / scale
            place += 1
        case .levels(let count):
            for level in 1..<max(count, 1) {
                result[place] = value == Double(level) ? 1 : 0
                place += 1
            }
        }
    }

    /// All rows, column by column, `[width × count]`.
    func columns(_ parents: [[Double]], count: Int) -> [[Double]] {
        let rows = rows(parents, count: count)
        return (0..<width).map { place in rows.map { $0[place] } }
    }

    /// All rows, row by row, `[count × width]`.
    func rows(_ parents: [[Double]], count: Int) -> [[Double]] {
        var own = [Double](repeating: 0, count: width)
        return (0..<count).map { row in
            encode(parents, row, into: &own)
            return own
        }
    }
}
