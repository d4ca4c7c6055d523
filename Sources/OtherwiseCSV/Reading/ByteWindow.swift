/// The part of a source that is in memory: read in pieces, checked to be text, consumed from the front.
///
/// A fault in the bytes is thrown only when everything before it has been consumed, and a character that a piece
/// cuts in two is held back until it is whole. So the size of the pieces never changes what a reader sees.
struct ByteWindow: Sendable {
    private static let capacity = 1 << 16

    private var source: any ByteSource
    private(set) var bytes: [UInt8]
    /// The bytes that are ready to be consumed are those in `position..<ready`.
    var position = 0
    private(set) var ready = 0
    private var filled = 0
    private var offset = 0
    private var stop = TextCheck.Stop.end

    var name: String { source.name }

    /// - Throws: `CSVError` with code `.unreadable`, or `.notUTF8` if the first bytes belong to another format.
    init(_ source: any ByteSource) throws(CSVError) {
        self.source = source
        bytes = [UInt8](repeating: 0, count: Self.capacity)
        while filled < FileSignature.length, try readPiece() > 0 {}
        do throws(CSVError) {
            position = try FileSignature.lengthOfMark(bytes[..<filled])
        } catch {
            throw error.at(file: source.name)
        }
        check()
    }

    /// Replaces the consumed bytes by the next ones.
    ///
    /// - Returns: `false` at the end of the source. The new bytes may be part of a character, with none ready yet.
    /// - Throws: `CSVError` with code `.unreadable`, `.notUTF8` or `.nulByte`.
    mutating func refill() throws(CSVError) -> Bool {
        if stop == .illFormed { throw .notUTF8(byteOffset: offset + ready) }
        if stop == .nul { throw .nulByte(byteOffset: offset + ready) }
        discardConsumed()
        guard try readPiece() > 0 else {
            if filled > 0 { throw .notUTF8(byteOffset: offset) }
            return false
        }
        check()
        return true
    }

    /// Moves what is held back, at most three bytes, to the front.
    private mutating func discardConsumed() {
        for index in ready..<filled { bytes[index - ready] = bytes[index] }
        offset += ready
        filled -= ready
        ready = 0
        position = 0
    }

    private mutating func readPiece() throws(CSVError) -> Int {
        let start = filled
        let count = try bytes.withUnsafeMutableBufferPointer { buffer throws(CSVError) in
            try source.read(into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[start...])))
        }
        guard 0...(bytes.count - start) ~= count else {
            throw .unreadable(name, because: "its source claims to have delivered \(count) bytes")
        }
        filled += count
        return count
    }

    private mutating func check() {
        (ready, stop) = TextCheck.end(ofText: bytes.span.extracting(..<filled))
    }
}
