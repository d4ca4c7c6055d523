/// The first bytes by which files that are not UTF-8 text give themselves away, and the UTF-8 byte order mark.
///
/// Reference: The Unicode Standard 16.0, section 23.8, table 23-5 (byte order marks).
enum FileSignature {
    /// The number of bytes that decide.
    static let length = 4

    /// The byte order mark of UTF-8.
    static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The length of the UTF-8 byte order mark if there is one, else 0.
    ///
    /// - Throws: `CSVError` with code `.notUTF8`, saying what the file is and how to convert it.
    static func lengthOfMark(_ start: ArraySlice<UInt8>) throws(CSVError) -> Int {
        if let match = foreign.first(where: { start.starts(with: $0.bytes) }) {
            throw .notText(match.format, hint: match.hint)
        }
        return start.starts(with: utf8Mark) ? utf8Mark.count : 0
    }

    /// The mark of UTF-32 comes first because it begins with that of UTF-16.
    private static let foreign: [(bytes: [UInt8], format: String, hint: String)] = [
        ([0xFF, 0xFE, 0x00, 0x00], "UTF-32 (little-endian)", conversion(from: "UTF-32")),
        ([0x00, 0x00, 0xFE, 0xFF], "UTF-32 (big-endian)", conversion(from: "UTF-32")),
        ([0xFF, 0xFE], "UTF-16 (little-endian)", conversion(from: "UTF-16")),
        ([0xFE, 0xFF], "UTF-16 (big-endian)", conversion(from: "UTF-16")),
        ([0x1F, 0x8B], "a gzip archive", "Decompress it first, for instance with: gzip -d in.csv.gz"),
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive or a spreadsheet", "Extract it, or save the sheet as CSV (UTF-8)."),
    ]

    private static func conversion(from encoding: String) -> String {
        "Convert it to UTF-8, for instance with: iconv -f \(encoding) -t UTF-8 in.csv > out.csv"
    }
}
