import ArgumentParser
import Foundation
import OtherwiseBlackBox

/// An environment variable in which a key may stand. What stands there is never shown.
struct KeyVariable {
    let name: String

    /// The key, without the space and the line end that files with secrets end in; `nil` where there is none.
    ///
    /// - Throws: `ValidationError` for what would be no one line of a header.
    func key(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws(ValidationError) -> String? {
        guard let key = environment[name].flatMap(BearerKey.trimmed) else { return nil }
        guard BearerKey(key) != nil else {
            throw ValidationError(
                "The key in \(name) has a space, a line end or a letter in it that no key has. Set the environment variable to the key alone."
            )
        }
        return key
    }
}
