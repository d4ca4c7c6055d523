import Foundation

/// A key as it stands in a header: one line of letters that keys have.
package struct BearerKey: Sendable {
    /// What is sent as `Authorization`.
    package let authorization: String

    /// - Returns: `nil` for what has a space, a line end or another letter in it that no key has: it could be read as
    ///   another header.
    package init?(_ key: String) {
        guard !key.isEmpty, key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        authorization = "Bearer \(key)"
    }

    /// The key without the space and the line end that files with secrets end in; `nil` where nothing is left.
    package static func trimmed(_ key: String) -> String? {
        let text = key.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }
}
