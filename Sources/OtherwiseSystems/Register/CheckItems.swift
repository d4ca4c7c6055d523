import OtherwiseCSV
import OtherwiseCore
import OtherwiseTabular

/// A file of items for a check.
public struct CheckItems: Sendable, Hashable {
    /// The file's name, for messages.
    public let name: String
    /// What the file holds.
    public let bytes: [UInt8]

    /// A file's name and what it holds.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The items as a table with at least one row.
    ///
    /// - Parameter format: What the check reads, for the message.
    /// - Throws: `SystemError.badItems`.
    func table(of format: String) throws(SystemError) -> Table {
        func bad(_ problem: String) -> SystemError { .badItems(file: name, problem: problem, format: format) }
        guard !bytes.isEmpty else { throw bad("it is empty") }
        do {
            var reader = TableReader(try CSVReader(bytes: bytes))
            if let table = try reader.next() { return table }
        } catch { throw bad((error as? any CodedError)?.problem ?? "\(error)") }
        throw bad("it has no rows")
    }
}
