import Foundation
import OtherwiseAudits

/// A log of Inspect AI as it is given: its JSON form, or an archive that programs on the path unpack.
enum PackedLog {
    /// The JSON form of a log; other files as they are.
    ///
    /// - Throws: `AuditError.badFile` for an archive that cannot be read, or a program that is not there.
    static func json(_ data: Data, name: String) throws -> Data {
        guard InspectArchive.isArchive(data) else { return data }
        return try InspectArchive(data, name: name).json { packed, packing, size in
            guard let program = InstalledProgram.named(packing.programName) else {
                throw AuditError.missing(packing, name)
            }
            return try output(of: program, reading: packed, size: size)
        }
    }

    /// What a program writes, one byte more than expected at most.
    private static func output(of program: URL, reading packed: Data, size: Int) throws -> Data {
        // From a file, so that nobody waits for room in a pipe.
        let file = FileManager.default.temporaryDirectory.appending(path: "otherwise-\(UUID().uuidString)")
        try packed.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = program
        process.arguments = ["-dc"]
        process.standardInput = try FileHandle(forReadingFrom: file)
        (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
        try process.run()
        var bytes = Data()
        while bytes.count <= size, let more = try pipe.fileHandleForReading.read(upToCount: size + 1 - bytes.count),
            !more.isEmpty
        {
            bytes += more
        }
        if bytes.count > size { process.terminate() }
        process.waitUntilExit()
        return bytes
    }
}

extension InspectArchive.Packing {
    /// What the program is called that undoes it.
    fileprivate var programName: String { self == .gzip ? "gzip" : "zstd" }
}

extension AuditError {
    fileprivate static func missing(_ packing: InspectArchive.Packing, _ name: String) -> AuditError {
        AuditError(
            .badFile, "'\(name)' is packed, and there is no program '\(packing.programName)' on the path to unpack it",
            hint: "Install it, or write the log out: inspect log convert --to json --output-dir DIR \(name)")
    }
}
