/// Strings as C has them: ended by NUL, one behind the other.
package struct CStrings {
    private var bytes: [UInt8] = []
    private var starts: [Int] = []

    /// - Throws: `ModelError` with code `.invalidValue` for a text with a NUL, which C would cut there.
    package init(_ texts: [String]) throws(ModelError) {
        starts.reserveCapacity(texts.count)
        for text in texts {
            starts.append(bytes.count)
            bytes.append(contentsOf: text.utf8)
            guard !bytes[starts[starts.count - 1]...].contains(0) else { throw .holdsNUL(text) }
            bytes.append(0)
        }
    }

    /// Calls `body` with a pointer to each string, valid during the call.
    package func withPointers<Result>(_ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
        bytes.withUnsafeBytes { memory in
            let start = memory.assumingMemoryBound(to: CChar.self).baseAddress
            return body(starts.map { offset in start.map { $0 + offset } })
        }
    }
}

extension ModelError {
    fileprivate static func holdsNUL(_ text: String) -> ModelError {
        ModelError(.invalidValue, "The text \(text.debugDescription) holds a NUL", hint: "Remove it from the data")
    }
}
