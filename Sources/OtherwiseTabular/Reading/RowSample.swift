import OtherwiseCore
import OtherwiseNumerics

/// Rows drawn evenly from a stream of unknown length, in constant memory and in the order of the stream.
///
/// Every row draws a number, and the rows with the least numbers stay. The same stream gives the same sample; where a row
/// stands in it is without influence on its chances. A stream that is short enough is kept whole.
struct RowSample {
    private let limit: Int
    private var parts: [Table] = []
    /// What each row that is kept has drawn.
    private var lots: [UInt64] = []
    /// Rows that draw more are not kept any more.
    private var ceiling = UInt64.max
    private var generator = SeededGenerator(seed: 0)

    /// - Parameter limit: The most rows that stay, at least 1.
    init(of limit: Int) { self.limit = limit }

    /// - Parameter batch: The next rows, with the columns of those before.
    mutating func add(_ batch: Table) {
        let drawn = (0..<batch.count).map { _ in generator.next() }
        let places = drawn.indices.filter { drawn[$0] <= ceiling }
        guard !places.isEmpty else { return }
        parts.append(places.count == batch.count ? batch : batch.rows(at: places))
        lots += places.map { drawn[$0] }
        // Seldom, since it copies all that stays.
        if lots.count > 2 * limit { cut() }
    }

    private mutating func cut() {
        guard lots.count > limit else { return }
        ceiling = lots.sorted()[limit - 1]
        let places = lots.indices.filter { lots[$0] <= ceiling }
        parts = [Table.joined(parts).rows(at: places)]
        lots = places.map { lots[$0] }
    }

    /// The rows that stay of all so far.
    mutating func table() -> Table {
        cut()
        return Table.joined(parts)
    }
}
