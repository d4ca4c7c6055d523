/// The grammar of RFC 4180 as a machine that can pause after any byte.
///
/// Bytes come in runs without special ones, which are copied whole, and single special bytes between them:
/// the delimiter, the quote, carriage return and line feed.
///
/// Reference: RFC 4180 (2005), section 2; lone CR as a line end and the dialect's freedoms are additions.
struct RecordScanner: Sendable {
    private enum State {
        /// Before the first byte of a record; blank lines are skipped here.
        case recordStart
        case fieldStart
        case plain
        case quoted
        /// After a quote in a quoted field: the field's end, or the first half of a doubled quote.
        case quoteInQuoted
    }

    /// The line that the next byte is on, counted from 1.
    private(set) var line = 1
    /// The line that the record begins on.
    private(set) var recordLine = 1

    private let delimiter: UInt8
    private let quotesInPlainFields: CSVDialect.QuotesInPlainFields
    private let limits: CSVLimits
    private var state = State.recordStart
    private var quoteLine = 1
    private var isAfterCarriageReturn = false

    init(dialect: CSVDialect, limits: CSVLimits) {
        delimiter = dialect.delimiter.rawValue
        quotesInPlainFields = dialect.quotesInPlainFields
        self.limits = limits
    }

    /// Consumes the window's bytes until a record is complete or they run out.
    ///
    /// - Returns: Whether `fields` is a complete record.
    /// - Throws: `CSVError` for bytes that are not CSV, or beyond the limits.
    /// - Complexity: O(bytes consumed).
    mutating func scan(_ window: inout ByteWindow, into fields: inout FieldBuffer) throws(CSVError) -> Bool {
        if state == .recordStart { recordLine = line }
        var position = window.position
        let isComplete = try consume(
            window.bytes.span.extracting(..<window.ready), from: &position, into: &fields)
        window.position = position
        return isComplete
    }

    private mutating func consume(
        _ text: Span<UInt8>, from position: inout Int, into fields: inout FieldBuffer
    ) throws(CSVError) -> Bool {
        while position < text.count {
            let end = endOfRun(text, from: position)
            if end > position {
                try take(text.extracting(position..<end), into: &fields)
            }
            position = end + 1
            guard end < text.count else { break }
            if try step(over: text.extracting(end..<end + 1), into: &fields) { return true }
        }
        position = min(position, text.count)
        return false
    }

    /// Ends the record that the end of the file leaves open.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: `CSVError` with code `.unterminatedQuote`, naming the line of the quote.
    mutating func finish(_ fields: inout FieldBuffer) throws(CSVError) -> Bool {
        guard state != .recordStart else { return false }
        guard state != .quoted else { throw .unterminatedQuote(line: quoteLine) }
        return try endRecord(&fields)
    }
}

// MARK: - Runs

extension RecordScanner {
    /// The first special byte at or after `start`; within quotes the delimiter is not special.
    private func endOfRun(_ bytes: Span<UInt8>, from start: Int) -> Int {
        let delimiter = state == .quoted ? Byte.quote : delimiter
        var position = start
        while position < bytes.count {
            let byte = bytes[position]
            if byte == delimiter || byte == Byte.quote || byte == Byte.lineFeed || byte == Byte.carriageReturn { break }
            position += 1
        }
        return position
    }

    private mutating func take(_ run: Span<UInt8>, into fields: inout FieldBuffer) throws(CSVError) {
        guard state != .quoteInQuoted else { throw .textAfterQuote }
        if state != .quoted { state = .plain }
        isAfterCarriageReturn = false
        try append(run, to: &fields)
    }

    private func append(_ run: Span<UInt8>, to fields: inout FieldBuffer) throws(CSVError) {
        guard run.count <= limits.fieldBytes - fields.openCount else {
            throw .fieldTooLong(limit: limits.fieldBytes, line: state == .quoted ? quoteLine : line)
        }
        guard run.count <= limits.recordBytes - fields.bytes.count else {
            throw .recordTooLong(limit: limits.recordBytes, line: recordLine)
        }
        fields.append(run)
    }
}

// MARK: - Special bytes

extension RecordScanner {
    /// - Parameter special: One byte: the delimiter, a quote or a line end.
    /// - Returns: Whether the byte completes the record.
    private mutating func step(over special: Span<UInt8>, into fields: inout FieldBuffer) throws(CSVError) -> Bool {
        let byte = special[0]
        defer { isAfterCarriageReturn = byte == Byte.carriageReturn }
        switch byte {
        case delimiter:
            try endField(&fields)
            return false
        case Byte.quote:
            try stepOverQuote(special, into: &fields)
            return false
        default:
            return try stepOverLineEnd(special, into: &fields)
        }
    }

    private mutating func stepOverQuote(_ quote: Span<UInt8>, into fields: inout FieldBuffer) throws(CSVError) {
        switch state {
        case .recordStart, .fieldStart:
            state = .quoted
            quoteLine = line
        case .quoted:
            state = .quoteInQuoted
        case .quoteInQuoted:
            state = .quoted
            try append(quote, to: &fields)
        case .plain:
            guard quotesInPlainFields == .literal else { throw .quoteInPlainField }
            try append(quote, to: &fields)
        }
    }

    private mutating func stepOverLineEnd(_ end: Span<UInt8>, into fields: inout FieldBuffer) throws(CSVError) -> Bool {
        if state == .quoted { try append(end, to: &fields) }
        let isSecondHalf = isAfterCarriageReturn && end[0] == Byte.lineFeed
        if !isSecondHalf { line += 1 }
        switch state {
        case .quoted:
            return false
        case .recordStart:
            recordLine = line
            return false
        case .fieldStart, .plain, .quoteInQuoted:
            return try endRecord(&fields)
        }
    }

    private mutating func endField(_ fields: inout FieldBuffer) throws(CSVError) {
        guard fields.count < limits.columns else {
            throw .tooManyColumns(limit: limits.columns, line: recordLine)
        }
        fields.endField()
        state = .fieldStart
    }

    private mutating func endRecord(_ fields: inout FieldBuffer) throws(CSVError) -> Bool {
        try endField(&fields)
        state = .recordStart
        return true
    }
}
