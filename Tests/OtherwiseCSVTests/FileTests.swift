import Foundation
import OtherwiseCSV
import Testing

@Suite("Files")
struct FileTests {
    @Test("A file that is written can be read")
    func roundTrip() throws {
        let path = NSTemporaryDirectory() + "otherwise-csv-\(UUID().uuidString).csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var writer = try CSVWriter(to: FileByteSink(path: path), header: ["n", "text"])
        for number in 0..<20_000 { try writer.write([.integer(number), "a,\"b\"\n"]) }
        try writer.finish()

        var reader = try CSVReader(path: path)
        var count = 0
        while let record = try reader.next() {
            #expect(record.number(at: 0) == Double(count))
            #expect(record.string(at: 1) == "a,\"b\"\n")
            count += 1
        }
        #expect(count == 20_000)
    }

    @Test("A file that cannot be read is named, with the system's reason")
    func unreadable() {
        for path in ["/nonexistent/file.csv", NSTemporaryDirectory(), ""] {
            #expect(failure(of: { try CSVReader(path: path).header })?.code == .unreadable)
        }
        let message = failure(of: { try CSVReader(path: "/nonexistent/file.csv").header })?.description ?? ""
        #expect(message.hasPrefix("/nonexistent/file.csv: The file cannot be read: No such file"))
    }

    @Test("A file that cannot be written is named, with the system's reason")
    func unwritable() {
        #expect(failure(of: { try FileByteSink(path: "/nonexistent/file.csv") })?.code == .unwritable)
        #expect(failure(of: { try FileByteSink(path: NSTemporaryDirectory()) })?.code == .unwritable)
    }

    #if os(Linux)
    @Test("A full disk is an error when writing")
    func fullDisk() throws {
        let writer = try CSVWriter(to: FileByteSink(path: "/dev/full"), header: ["x"])
        do throws(CSVError) {
            try writer.finish()
            Issue.record("nothing was thrown")
        } catch {
            #expect(error.code == .unwritable)
        }
    }
    #endif
}
