public import Foundation
import OtherwiseCore

/// A log of Inspect AI in its archived form (`.eval`): a ZIP archive with a file for its head and one for each sample.
///
/// The files are packed with Zstandard, or, by earlier versions, with Deflate. Whoever reads the log says how that is
/// undone.
public struct InspectArchive: Sendable {
    /// What bytes are packed with.
    public enum Packing: String, Sendable, Hashable, CaseIterable {
        /// Frames of Zstandard, one after the other.
        case zstandard
        /// Members of gzip, one after the other.
        case gzip
    }

    private let name: String
    private let archive: ZipArchive
    private let head: ZipArchive.Member
    private let samples: [ZipArchive.Member]

    /// The most bytes that are unpacked.
    private static let limit = 256 << 20

    /// Whether a file is an archive.
    public static func isArchive(_ data: Data) -> Bool { data.starts(with: Array("PK".utf8)) }

    /// - Parameter name: Of the file, for messages.
    /// - Throws: `AuditError.badFile` for an archive that is damaged, too large, or not of this form.
    public init(_ data: Data, name: String) throws(AuditError) {
        self.name = name
        do {
            archive = try ZipArchive(data)
        } catch {
            throw .badArchive(name, error.problem)
        }
        samples = archive.members.filter { $0.name.hasPrefix("samples/") && $0.name.hasSuffix(".json") }
        guard let head = archive.members.first(where: { $0.name == "header.json" }) else {
            throw .badArchive(name, "it has no header.json: it is no log of Inspect AI, or of a run that has not ended")
        }
        self.head = head
        guard ([head] + samples).reduce(0, { $0 + $1.size }) <= Self.limit else {
            throw .badArchive(name, "it holds more than \(Self.limit >> 20) MiB")
        }
    }

    /// The log in its JSON form.
    ///
    /// - Parameter unpack: What packed bytes hold; it is given them, what they are packed with, and how many bytes should
    ///   come out. Bytes are unpacked all at once, and not at all where none are packed so.
    /// - Throws: `AuditError.badFile` for bytes that are not what the archive says; what `unpack` throws.
    public func json(unpackedBy unpack: (Data, Packing, Int) throws -> Data) throws -> Data {
        let members = [head] + samples
        var contents: [String: Data] = [:]
        for (method, packed) in Dictionary(grouping: members, by: \.method) {
            let whole = try unpacked(packed, method, unpack)
            var place = whole.startIndex
            for member in packed {
                let content = whole[place..<place + member.size]
                guard content.crc32 == member.checksum else {
                    throw AuditError.badArchive(name, "'\(member.name)' in it is damaged")
                }
                contents[member.name] = content
                place += member.size
            }
        }
        return try json(contents)
    }

    /// What files that are packed alike hold, one after the other: as many bytes as they should.
    private func unpacked(
        _ members: [ZipArchive.Member], _ method: Int, _ unpack: (Data, Packing, Int) throws -> Data
    ) throws -> Data {
        let size = members.reduce(0) { $0 + $1.size }
        let whole =
            switch method {
            case 0: Data(members.flatMap { archive.bytes[$0.packed] })
            case 8: try unpack(Data(members.flatMap(gzipped)), .gzip, size)
            case 93: try unpack(Data(members.flatMap { archive.bytes[$0.packed] }), .zstandard, size)
            default: throw AuditError.badArchive(name, "it is packed in a way that is not read (\(method))")
            }
        guard whole.count == size else {
            throw AuditError.badArchive(name, "\(whole.count) bytes come out of it, where \(size) should")
        }
        return whole
    }

    /// Deflated bytes as a member of a gzip file (RFC 1952).
    private func gzipped(_ member: ZipArchive.Member) -> [UInt8] {
        func bytes(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + archive.bytes[member.packed] + bytes(member.checksum)
            + bytes(UInt32(member.size))
    }

    private func json(_ contents: [String: Data]) throws -> Data {
        func value(_ member: ZipArchive.Member) throws(AuditError) -> JSONValue {
            guard let value = JSONValue(python: contents[member.name] ?? Data()) else {
                throw .badArchive(name, "'\(member.name)' in it is not JSON")
            }
            return value
        }
        guard case .object(var log) = try value(head) else {
            throw AuditError.badArchive(name, "its head is no object")
        }
        log["samples"] = .array(try samples.map(value))
        return try JSONEncoder().encode(JSONValue.object(log))
    }
}

extension AuditError {
    fileprivate static func badArchive(_ name: String, _ problem: String) -> AuditError {
        AuditError(
            .badFile, "'\(name)' is an archive that cannot be read: \(problem)",
            hint: "Write it out: inspect log convert --to json --output-dir DIR \(name)")
    }
}
