extension Sequence where Element: Hashable {
    /// The first element that was there before; `nil` when all differ.
    package var firstDuplicate: Element? {
        var seen: Set<Element> = []
        return first { !seen.insert($0).inserted }
    }
}
