import Foundation
import OtherwiseCore

extension JSONValue {
    /// What JSON holds that Python may have written: its `NaN` and `Infinity`, which are no JSON, are null.
    ///
    /// - Returns: `nil` for what is no JSON besides.
    init?(python data: Data) {
        guard let value = JSONValue(json: data) ?? PythonNumbers.nulled(data).flatMap(JSONValue.init(json:)) else {
            return nil
        }
        self = value
    }
}

/// Finds numbers that are none among JSON; within texts they are words like others.
private enum PythonNumbers {
    private static let words = ["NaN", "Infinity", "-Infinity"].map { Array($0.utf8) }
    private static let starts = Set("NI-".utf8)
    private static let (quote, escape) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))

    /// - Returns: `nil` where there is none.
    static func nulled(_ data: Data) -> Data? {
        guard ["NaN", "Infinity"].contains(where: { data.range(of: Data($0.utf8)) != nil }) else { return nil }
        var rest = [UInt8](data)[...], nulled = Data(), isText = false, isFound = false
        while let byte = rest.first {
            var length = 1
            if isText, byte == escape {
                length = min(2, rest.count)
            } else if byte == quote {
                isText.toggle()
            } else if !isText, starts.contains(byte), let word = words.first(where: { rest.starts(with: $0) }) {
                nulled += Data("null".utf8)
                (rest, isFound) = (rest.dropFirst(word.count), true)
                continue
            }
            nulled += rest.prefix(length)
            rest = rest.dropFirst(length)
        }
        return isFound ? nulled : nil
    }
}
