/// A partial ancestral graph: what data tell of causes where hidden ones may join any two variables (Richardson and
/// Spirtes 2002; Zhang 2008).
///
/// An arrow at an end says that this variable does not cause the other, a tail that it does, perhaps through others; a
/// circle leaves it open.
struct AncestralGraph: Sendable, Hashable {
    let count: Int
    /// At `one * count + other` the mark at `other` of the edge between the two; `nil` where there is none.
    private var marks: [End?]

    /// What stands at an end of an edge.
    enum End: Sendable, Hashable {
        case tail
        case arrow
        case circle
    }

    /// The edges of a skeleton, with circles at all ends.
    init(_ skeleton: PartialGraph) {
        count = skeleton.count
        marks = [End?](repeating: nil, count: count * count)
        for one in 0..<count {
            for other in skeleton.neighbours(of: one) { marks[one * count + other] = .circle }
        }
    }

    /// The mark at `other`, seen from `one`.
    func end(_ one: Int, _ other: Int) -> End? { marks[one * count + other] }
    func areAdjacent(_ one: Int, _ other: Int) -> Bool { end(one, other) != nil }
    func neighbours(of node: Int) -> [Int] { (0..<count).filter { areAdjacent(node, $0) } }

    /// `one *-> other`
    func isInto(_ one: Int, _ other: Int) -> Bool { end(one, other) == .arrow }
    /// `one -> other`
    func isArrow(_ one: Int, _ other: Int) -> Bool { isInto(one, other) && end(other, one) == .tail }
    /// `one o-> other`
    func isHalfOpen(_ one: Int, _ other: Int) -> Bool { isInto(one, other) && end(other, one) == .circle }
    /// Whether the one may cause the other: nothing says that it does not.
    func mayLead(_ one: Int, _ other: Int) -> Bool {
        areAdjacent(one, other) && end(other, one) != .arrow && end(one, other) != .tail
    }

    /// Sets the mark at `other`.
    mutating func mark(_ one: Int, _ other: Int, _ end: End) { marks[one * count + other] = end }

    /// Makes it `one -> other`.
    mutating func direct(_ one: Int, _ other: Int) {
        mark(other, one, .tail)
        mark(one, other, .arrow)
    }

    /// How two variables are joined, read in one of the two ways; `nil` where they are not, or where it is read the other
    /// way.
    func joined(_ one: Int, _ other: Int) -> EdgeMark? {
        switch (end(other, one), end(one, other)) {
        case (.tail, .arrow): .directed
        case (.circle, .arrow): .possiblyDirected
        case (.arrow, .arrow): one < other ? .bidirected : nil
        case (.circle, .circle): one < other ? .open : nil
        default: nil
        }
    }
}
