import Foundation

/// What a ZIP archive says of the files in it; nothing of it is unpacked.
struct ZipArchive: Sendable {
    /// One file.
    struct Member: Sendable {
        let name: String
        /// How it is packed, by the numbers of the format: 0 for not at all.
        let method: Int
        /// Where its bytes are.
        let packed: Range<Int>
        /// As many bytes come out.
        let size: Int
        /// CRC-32 of what comes out.
        let checksum: UInt32
    }

    /// What is wrong with an archive, without a full stop.
    struct Fault: Error {
        let problem: String
    }

    let bytes: [UInt8]
    /// In the order of the archive's list; a later file of the same name takes the place of the earlier.
    private(set) var members: [Member] = []

    private static let (listEnd, listEntry, fileHead) = (0x0605_4b50, 0x0201_4b50, 0x0403_4b50)

    /// - Throws: `Fault` for bytes that are missing, contradict themselves, or are of an archive beyond 4 GB.
    init(_ data: Data) throws(Fault) {
        bytes = [UInt8](data)
        guard let end = endOfList else { throw Fault(problem: "its list of files is cut off") }
        let count = try number(2, at: end + 10)
        var place = try number(4, at: end + 16)
        guard count < 0xFFFF, place < 0xFFFF_FFFF else {
            throw Fault(problem: "it has too many files, or is too large")
        }
        var places: [String: Int] = [:]
        for _ in 0..<count {
            let member = try member(at: place)
            if let earlier = places[member.name] {
                members[earlier] = member
            } else {
                places[member.name] = members.count
                members.append(member)
            }
            place += try 46 + number(2, at: place + 28) + number(2, at: place + 30) + number(2, at: place + 32)
        }
        guard members.reduce(0, { $0 + $1.packed.count }) <= bytes.count else {
            throw Fault(problem: "files in it lie in the same place")
        }
    }

    /// Where the record is that ends the list; a remark of up to 64 KiB may follow it.
    private var endOfList: Int? {
        let last = bytes.count - 22
        guard last >= 0 else { return nil }
        return (max(last - 0xFFFF, 0)...last).last { (try? number(4, at: $0)) == Self.listEnd }
    }

    private func member(at place: Int) throws(Fault) -> Member {
        guard try number(4, at: place) == Self.listEntry else { throw Fault(problem: "its list of files is damaged") }
        let name = String(decoding: try slice(try number(2, at: place + 28), at: place + 46), as: UTF8.self)
        guard try number(2, at: place + 8) & 1 == 0 else { throw Fault(problem: "'\(name)' in it is encrypted") }
        let head = try number(4, at: place + 42)
        guard try number(4, at: head) == Self.fileHead else {
            throw Fault(problem: "'\(name)' in it is not where it should be")
        }
        let (method, packed, size) = try (
            number(2, at: place + 10), number(4, at: place + 20), number(4, at: place + 24)
        )
        guard method != 0 || packed == size else { throw Fault(problem: "'\(name)' in it is of two sizes") }
        let start = try head + 30 + number(2, at: head + 26) + number(2, at: head + 28)
        return Member(
            name: name, method: method, packed: try slice(packed, at: start).indices, size: size,
            checksum: UInt32(try number(4, at: place + 16)))
    }

    private func slice(_ count: Int, at place: Int) throws(Fault) -> ArraySlice<UInt8> {
        guard place <= bytes.count, count <= bytes.count - place else { throw Fault(problem: "it is cut off") }
        return bytes[place..<place + count]
    }

    /// A number of up to four bytes, the lowest first.
    private func number(_ width: Int, at place: Int) throws(Fault) -> Int {
        try slice(width, at: place).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}

extension Collection<UInt8> {
    /// The check of ZIP and gzip (ISO 3309).
    var crc32: UInt32 {
        let table = checksums
        return ~reduce(~0) { sum, byte in table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8 }
    }
}

private let checksums: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
}
