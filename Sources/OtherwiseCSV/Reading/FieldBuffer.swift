/// The contents of the fields of one record, one after the other, without delimiters and enclosing quotes.
struct FieldBuffer: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Where each complete field ends in `bytes`; the first begins at 0, each other where the one before ends.
    private(set) var ends: [Int] = []
    private var openStart = 0

    var count: Int { ends.count }

    /// The length so far of the field that is not complete yet.
    var openCount: Int { bytes.count - openStart }

    /// An empty buffer with room for a record like `other`.
    init(roomFor other: FieldBuffer? = nil) {
        bytes.reserveCapacity(other?.bytes.count ?? 0)
        ends.reserveCapacity(other?.ends.count ?? 0)
    }

    func range(of field: Int) -> Range<Int> {
        (field == 0 ? 0 : ends[field - 1])..<ends[field]
    }

    mutating func append(_ run: Span<UInt8>) {
        run.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    mutating func endField() {
        openStart = bytes.count
        ends.append(openStart)
    }

    /// Forgets the record but keeps its memory.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        openStart = 0
    }
}
