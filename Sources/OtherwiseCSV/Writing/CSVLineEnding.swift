/// What ends a record.
public enum CSVLineEnding: Hashable, Sendable {
    /// LF, as Unix tools expect.
    case lf
    /// CR LF, as RFC 4180 (rule 1) has it.
    case crlf

    var bytes: [UInt8] {
        switch self {
        case .lf: [Byte.lineFeed]
        case .crlf: [Byte.carriageReturn, Byte.lineFeed]
        }
    }
}
