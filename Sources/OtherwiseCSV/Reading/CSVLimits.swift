/// Bounds on what one record may hold, so that no file, however broken, fills the memory.
///
/// Peak memory of a reader is about twice the longest record plus 64 KiB.
public struct CSVLimits: Hashable, Sendable {
    /// The longest field, in bytes without its enclosing quotes. 1 MiB unless told.
    public let fieldBytes: Int
    /// The longest record, in bytes without delimiters and enclosing quotes. 64 MiB unless told.
    public let recordBytes: Int
    /// The most fields in a record. 65,536 unless told.
    public let columns: Int

    /// A negative limit counts as 0.
    public init(fieldBytes: Int = 1 << 20, recordBytes: Int = 64 << 20, columns: Int = 65_536) {
        self.fieldBytes = max(0, fieldBytes)
        self.recordBytes = max(0, recordBytes)
        self.columns = max(0, columns)
    }
}
