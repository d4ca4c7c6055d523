import OtherwiseCSV

/// Bytes that arrive at most so many at a time.
struct PiecewiseSource: ByteSource {
    let name = "test.csv"
    private var rest: ArraySlice<UInt8>
    private let pieceLength: Int

    init(_ bytes: [UInt8], pieceLength: Int) {
        rest = bytes[...]
        self.pieceLength = pieceLength
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        let piece = rest.prefix(min(buffer.count, pieceLength))
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }
}

/// A beginning, and then one byte without end; counts what was taken.
final class EndlessSource: ByteSource, @unchecked Sendable {
    // `@unchecked Sendable`: each test uses its source from one task.
    let name = "endless.csv"
    private var beginning: ArraySlice<UInt8>
    private let filler: UInt8
    private(set) var taken = 0

    init(beginning: String, then filler: Unicode.Scalar) {
        self.beginning = Array(beginning.utf8)[...]
        self.filler = UInt8(ascii: filler)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        for index in buffer.indices {
            buffer[index] = beginning.popFirst() ?? filler
        }
        taken += buffer.count
        return buffer.count
    }
}

/// A source that breaks its contract.
struct BoastfulSource: ByteSource {
    let name = "boastful"
    let claim: Int

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVError) -> Int {
        claim
    }
}
