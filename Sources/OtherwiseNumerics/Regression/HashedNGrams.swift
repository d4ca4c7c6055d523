/// Text as counts of its words, pairs of words and runs of three characters, each at a column that its hash tells
/// (Weinberger et al. 2009): texts that were never seen have columns too.
package struct HashedNGrams: Sendable, Hashable {
    package let columnCount: Int

    package init(columnCount: Int = 1024) { self.columnCount = columnCount }

    /// How much of each column the text holds, less for long texts.
    package func row(_ text: String) -> SparseRow {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let characters = Array(" \(words.joined(separator: " ")) ")
        let pieces =
            words.map { "w \($0)" } + zip(words, words.dropFirst()).map { "p \($0) \($1)" }
            + characters.indices.dropLast(2).map { "c \(String(characters[$0...$0 + 2]))" }
        let length = Double(max(pieces.count, 1)).squareRoot()
        return SparseRow(adding: pieces.lazy.map { (column: column($0), value: 1 / length) })
    }

    /// By FNV-1a (Fowler, Noll and Vo 1991): the same in every process.
    private func column(_ piece: String) -> Int {
        let hash = piece.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return Int(hash % UInt64(max(columnCount, 1)))
    }
}
