import Foundation
package import Yams

/// A YAML file that may come from anywhere.
package enum YAMLDocument {
    /// The most bytes that are read.
    package static let largestFile = 16 << 20

    /// The whole of a document.
    ///
    /// - Parameters:
    ///   - file: What errors call it.
    ///   - form: Where the form of the file is told, as a hint.
    package static func entry(_ text: String, file: String, form: String) throws(YAMLError) -> YAMLEntry {
        YAMLEntry(try node(text, file: file, form: form), file: file, form: form)
    }

    package static func node(_ text: String, file: String, form: String) throws(YAMLError) -> Node {
        guard text.utf8.count <= largestFile else {
            throw YAMLError(.tooLarge, at: file, "it has more than \(largestFile) bytes", hint: form)
        }
        // Without an anchor an alias stands for nothing, and is text, or a mistake that the parser finds.
        if mayHoldAnchor(text), let line = lineOfAlias(in: text) { throw .alias(file, line: line) }
        do {
            let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
            guard let node = try Yams.compose(yaml: text) else {
                throw YAMLError(.notYAML, at: file, "it is empty", hint: form)
            }
            return node
        } catch let error as YAMLError {
            throw error
        } catch {
            let (place, problem) = (error as? YamlError)?.fault ?? ("", "it is no YAML")
            if problem.contains("alias"), let line = lineOfAlias(in: text) { throw .alias(file, line: line) }
            throw YAMLError(.notYAML, at: file + place, problem, hint: "Mend the YAML. \(form)")
        }
    }

    /// The text of a file.
    package static func text(path: String, form: String) throws(YAMLError) -> String {
        guard let file = FileHandle(forReadingAtPath: path),
            let bytes = try? file.read(upToCount: largestFile + 1) ?? Data()
        else { throw YAMLError(.unreadable, at: path, "the file cannot be read", hint: "Check the path. \(form)") }
        guard bytes.count <= largestFile else {
            throw YAMLError(
                .tooLarge, at: path, "it has more than \(largestFile) bytes", hint: "Check that it is YAML. \(form)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw YAMLError(
                .unreadable, at: path, "it is not UTF-8",
                hint: "Convert it: iconv -f WINDOWS-1252 -t UTF-8 in.yml > out.yml")
        }
        return text
    }

    /// The first line that may hold an alias.
    ///
    /// A few lines of aliases to aliases stand for more than memory holds, and are hashed as soon as one is a name.
    /// An alias begins a line, or follows one of a few marks; in quotes such a place is taken for one all the same.
    private static func lineOfAlias(in text: String) -> Int? {
        let starts = Set("\n\r-?:[{,".utf8).union([0x85, 0xA8, 0xA9])
        var (line, previous, isStar) = (1, UInt8(ascii: "\n"), false)
        for byte in text.utf8 {
            if isStar, isNameByte(byte) { return line }
            isStar = byte == UInt8(ascii: "*") && starts.contains(previous)
            if byte == UInt8(ascii: "\n") { line += 1 }
            if byte != UInt8(ascii: " "), byte != UInt8(ascii: "\t") { previous = byte }
        }
        return nil
    }

    /// Whether an anchor may be set, as in `&name`: never within a word.
    private static func mayHoldAnchor(_ text: String) -> Bool {
        var (beforeMark, previous, isMark) = (false, false, false)
        for byte in text.utf8 {
            if isMark, !beforeMark, isNameByte(byte) { return true }
            isMark = byte == UInt8(ascii: "&")
            if isMark { beforeMark = previous }
            previous = isLetterOrDigit(byte)
        }
        return false
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isNameByte(byte) && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension YAMLError {
    fileprivate static func alias(_ file: String, line: Int) -> YAMLError {
        YAMLError(
            .notYAML, at: "\(file), line \(line)", "aliases, as in `*name`, are not read", hint: "Write the value out")
    }
}

extension YamlError {
    /// Where and what, without the lines of the file.
    fileprivate var fault: (place: String, problem: String) {
        switch self {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (", line \(mark.line), column \(mark.column)", problem)
        case .reader(let problem, _, _, _): ("", problem)
        case .duplicatedKeysInMapping(let keys, let context):
            (
                ", line \(context.mark.line)",
                "\(keys.map { "`\($0.prefix(40))`" }.joined(separator: ", ")) is given twice"
            )
        default: ("", "it is no YAML")
        }
    }
}
