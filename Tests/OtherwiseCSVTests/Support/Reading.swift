import OtherwiseCSV

/// Everything that a reader says about some bytes, so that two readings can be compared.
struct Reading: Equatable {
    enum Event: Equatable {
        case record(line: Int, fields: [[UInt8]])
        case failure(CSVError)
    }

    var header: [String] = []
    var events: [Event] = []

    /// - Parameter pieceLength: The most bytes that the source delivers at once.
    init(
        _ bytes: [UInt8], pieceLength: Int = .max, dialect: CSVDialect = CSVDialect(), limits: CSVLimits = CSVLimits()
    ) {
        do throws(CSVError) {
            let source = PiecewiseSource(bytes, pieceLength: pieceLength)
            var reader = try CSVReader(source: source, dialect: dialect, limits: limits)
            header = reader.header
            while let event = Self.nextEvent(of: &reader) {
                events.append(event)
                if case .failure(let error) = event, error.code != .raggedRow { return }
            }
        } catch {
            events.append(.failure(error))
        }
    }

    init(
        _ text: String, pieceLength: Int = .max, dialect: CSVDialect = CSVDialect(), limits: CSVLimits = CSVLimits()
    ) {
        self.init(Array(text.utf8), pieceLength: pieceLength, dialect: dialect, limits: limits)
    }

    private static func nextEvent(of reader: inout CSVReader) -> Event? {
        do throws(CSVError) {
            guard let record = try reader.next() else { return nil }
            return .record(line: record.line, fields: (0..<record.count).map { Array(record.bytes(at: $0)) })
        } catch {
            return .failure(error)
        }
    }

    var records: [[String]] {
        events.compactMap {
            guard case .record(_, let fields) = $0 else { return nil }
            return fields.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    var lines: [Int] {
        events.compactMap {
            guard case .record(let line, _) = $0 else { return nil }
            return line
        }
    }

    var failures: [CSVError] {
        events.compactMap {
            guard case .failure(let error) = $0 else { return nil }
            return error
        }
    }
}
