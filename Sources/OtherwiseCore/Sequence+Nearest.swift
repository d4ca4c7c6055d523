extension Sequence<String> {
    /// The one that a slip or two of the keyboard would turn into `text`; `nil` where none is near.
    package func nearest(to text: String) -> String? {
        let typed = Array(text.lowercased().unicodeScalars.prefix(64))
        let allowance = Swift.max(1, typed.count / 3)
        let near = lazy.map { ($0, typed.editDistance(to: Array($0.lowercased().unicodeScalars.prefix(64)))) }
        return near.filter { $0.1 <= allowance }.min { $0.1 < $1.1 }?.0
    }
}

extension Array where Element: Equatable {
    /// The least number of insertions, deletions, exchanges and swaps of neighbours between two sequences (optimal
    /// string alignment).
    fileprivate func editDistance(to other: [Element]) -> Int {
        var (beforeLast, last, row) = ([Int](), [Int](), Array<Int>(0...other.count))
        for (i, element) in enumerated() {
            (beforeLast, last) = (last, row)
            row = [i + 1]
            for (j, candidate) in other.enumerated() {
                var least = Swift.min(last[j] + (element == candidate ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, element == other[j - 1], self[i - 1] == candidate {
                    least = Swift.min(least, beforeLast[j - 1] + 1)
                }
                row.append(least)
            }
        }
        return row[other.count]
    }
}
