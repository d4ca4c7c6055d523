/// One record of a file: its fields, without delimiters and enclosing quotes.
///
/// A record is a value: it may be kept after the reader has moved on, which then takes fresh memory for the next.
/// Read by `CSVReader`, it has exactly as many fields as the header, so a position found once by
/// `CSVReader.column(named:)` fits every record. A position outside `0..<count` is a programming error and traps.
public struct CSVRecord: Sendable {
    /// The fields, and the memory to reuse.
    ///
    /// `@unchecked Sendable`: the reader changes `fields` only while it holds the one reference.
    final class Storage: @unchecked Sendable {
        var fields: FieldBuffer

        init(_ fields: FieldBuffer = FieldBuffer()) {
            self.fields = fields
        }
    }

    /// The physical line that the record begins on, counted from 1.
    public let line: Int
    private let storage: Storage

    init(_ storage: Storage, line: Int) {
        self.storage = storage
        self.line = line
    }

    /// The number of fields.
    public var count: Int { storage.fields.count }

    /// The bytes of a field, UTF-8.
    ///
    /// - Complexity: O(1); nothing is copied.
    public func bytes(at column: Int) -> ArraySlice<UInt8> {
        storage.fields.bytes[storage.fields.range(of: column)]
    }

    /// The text of a field, spaces included (RFC 4180, rule 4).
    ///
    /// - Complexity: O(length); no allocation up to 15 bytes on 64-bit platforms.
    public func string(at column: Int) -> String {
        String(decoding: bytes(at: column), as: UTF8.self)
    }

    /// The number in a field, which may be surrounded by spaces and tabs.
    ///
    /// Decimal, with or without fraction and exponent: `39`, `-0.5`, `+1e-3`, `.5`, `5.`; always with a point.
    ///
    /// - Returns: A finite number; `nil` for anything else: empty, text, `nan`, `inf`, hexadecimal, beyond ±1.8e308.
    /// - Precision: Correctly rounded (half to even).
    /// - Complexity: O(length).
    public func number(at column: Int) -> Double? {
        DecimalNumber.parse(bytes(at: column).span)
    }

    /// The texts of all fields, `[count]`.
    public var strings: [String] {
        (0..<count).map(string(at:))
    }
}
