/// The records of a source, whatever their number of fields, with errors that name the place.
struct RecordStream: Sendable {
    private var window: ByteWindow
    private var scanner: RecordScanner
    private var storage = CSVRecord.Storage()
    private var failure: CSVError?

    var name: String { window.name }

    /// - Throws: `CSVError` with code `.unreadable` or `.notUTF8`.
    init(_ source: any ByteSource, dialect: CSVDialect, limits: CSVLimits) throws(CSVError) {
        window = try ByteWindow(source)
        scanner = RecordScanner(dialect: dialect, limits: limits)
    }

    /// The next record, or `nil` at the end. An error is thrown again by every later call.
    ///
    /// - Parameter header: The names of the columns as far as they are known, for messages.
    mutating func next(header: [String] = []) throws(CSVError) -> CSVRecord? {
        if let failure { throw failure }
        do throws(CSVError) {
            prepareStorage()
            return try scanRecord() ? CSVRecord(storage, line: scanner.recordLine) : nil
        } catch {
            let column = CSVError.Column(number: storage.fields.count + 1, header: header)
            let located = error.at(file: name, line: scanner.line, column: column)
            failure = located
            throw located
        }
    }

    private mutating func scanRecord() throws(CSVError) -> Bool {
        repeat {
            if try scanner.scan(&window, into: &storage.fields) { return true }
        } while try window.refill()
        return try scanner.finish(&storage.fields)
    }

    /// Reuses the memory of the last record unless somebody kept it.
    private mutating func prepareStorage() {
        if isKnownUniquelyReferenced(&storage) {
            storage.fields.removeAll()
        } else {
            storage = CSVRecord.Storage(FieldBuffer(roomFor: storage.fields))
        }
    }
}
