/// The sentences for what is wrong with a file, or with its bytes as text.
extension CSVError {
    static func unreadable(_ file: String, because cause: String) -> CSVError {
        CSVError(
            .unreadable, file: file,
            "The file cannot be read: \(cause).",
            hint: "Check the path and the permission to read it."
        )
    }

    static func unwritable(_ file: String, because cause: String) -> CSVError {
        CSVError(
            .unwritable, file: file,
            "The file cannot be written: \(cause).",
            hint: "Check the path, the permission to write there, and the free space."
        )
    }

    static func notUTF8(byteOffset: Int) -> CSVError {
        CSVError(
            .notUTF8,
            "The byte at offset \(byteOffset) is not UTF-8.",
            hint: "Convert the file to UTF-8, for instance with: iconv -f WINDOWS-1252 -t UTF-8 in.csv > out.csv"
        ).at(byteOffset: byteOffset)
    }

    static func notText(_ format: String, hint: String) -> CSVError {
        CSVError(.notUTF8, "The file begins like \(format), not like UTF-8 text.", hint: hint).at(byteOffset: 0)
    }

    static func nulByte(byteOffset: Int) -> CSVError {
        CSVError(
            .nulByte,
            "The byte at offset \(byteOffset) is NUL, which text does not contain.",
            hint: "Convert the file to UTF-8 if it is UTF-16 (for instance with iconv), or check that it is CSV."
        ).at(byteOffset: byteOffset)
    }

    static var nulInField: CSVError {
        CSVError(
            .nulByte,
            "A field to be written contains NUL, which text does not contain.",
            hint: "Remove the character, or encode the field (for instance as base64)."
        )
    }
}
