import Foundation
import OtherwiseCSV
import OtherwiseNumerics
import Testing

@testable import OtherwiseTabular

@Suite("Files that are digested as they are read")
struct DigestingSourceTests {
    private static let bytes = Array("a,b\n".utf8) + (0..<200_000).flatMap { Array("\($0),x\n".utf8) }

    private func digestAfter(_ count: Int?, of file: URL, changing: Bool = false) throws -> String {
        let source = try DigestingSource(path: file.path)
        var reader = try CSVReader(source: source), read = 0
        while read < count ?? .max, try reader.next() != nil {
            read += 1
            if changing, read == 1 { try Data("other\n".utf8).write(to: file, options: .atomic) }
        }
        return source.hexDigest
    }

    @Test("The digest is of what was read to its end, whatever the file is by then")
    func digest() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        try Data(Self.bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let whole = SHA256.hexDigest(of: Self.bytes)
        #expect(try digestAfter(nil, of: file) == whole)
        // The control: what was not read does not count.
        #expect(try digestAfter(1, of: file) != whole)
        #expect(try digestAfter(nil, of: file, changing: true) == whole)
        #expect(try ModelFile.digest(of: file.path) != whole)
    }

    @Test("A file that is not there is said to be unreadable")
    func absent() {
        let error = #expect(throws: CSVError.self) { try DigestingSource(path: "/nowhere/rows.csv") }
        #expect(error?.code == .unreadable)
    }
}
