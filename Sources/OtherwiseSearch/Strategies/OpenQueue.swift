import HeapModule

/// A part of a search that is still open.
protocol OpenPart: Comparable {
    /// What it takes of memory, shared or not.
    var bytes: Int { get }
}

/// The open parts of a search, the most promising first, with what they take of memory together.
struct OpenQueue<Part: OpenPart> {
    private var heap = Heap<Part>()
    private(set) var bytes = 0

    /// In no order.
    var parts: [Part] { heap.unordered }

    mutating func insert(_ part: Part) {
        bytes += part.bytes
        heap.insert(part)
    }

    mutating func popLeast() -> Part? {
        guard let part = heap.popMin() else { return nil }
        bytes -= part.bytes
        return part
    }
}

/// What the working memories of a search take together, in bytes.
final class MemoryMeter {
    fileprivate(set) var bytes = 0
}

/// Counts some bytes for as long as it lives.
final class MeteredBytes {
    private let meter: MemoryMeter
    private let bytes: Int

    init(_ bytes: Int, in meter: MemoryMeter) {
        (self.bytes, self.meter) = (bytes, meter)
        meter.bytes += bytes
    }

    deinit { meter.bytes -= bytes }
}
