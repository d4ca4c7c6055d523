import ArgumentParser
import OtherwiseCore

/// Names with commas between them.
enum NameList {
    static func names(_ text: String) throws -> [String] {
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters { $0.isWhitespace }
        }
        guard !names.contains("") else {
            throw ValidationError(
                "'\(text)' has an empty name. Write names with commas between them, such as age,income.")
        }
        if let twice = names.firstDuplicate {
            throw ValidationError("'\(text)' has '\(twice)' twice. Write each name once.")
        }
        return names
    }
}
