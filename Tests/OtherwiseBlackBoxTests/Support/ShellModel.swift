import Foundation

/// Models in `/bin/sh`, so that the tests need nothing else.
enum ShellModel {
    /// Says `yes` above 30 years; asked in JSON.
    static let json = """
        while read -r line; do
          printf '{"predictions":['; comma=
          for age in $(printf %s "$line" | grep -o '"age":[0-9]*' | cut -d: -f2); do
            if [ "$age" -gt 30 ]; then printf '%s"yes"' "$comma"; else printf '%s"no"' "$comma"; fi; comma=,
          done
          echo ']}'
        done
        """

    /// The same with scores; asked in CSV.
    static let csv = """
        header=1
        while IFS=, read -r age rest; do
          if [ -z "$age" ]; then echo; header=1
          elif [ "$header" ]; then echo outcome,score_no,score_yes; header=
          elif [ "$age" -gt 30 ]; then echo yes,0.25,0.75
          else echo no,1,0; fi
        done
        """

    /// The model asked in JSON; a question that holds a row of some form is met by something else.
    static func failing(at pattern: String, with failure: String) -> String {
        json.replacing(
            "while read -r line; do",
            with: "while read -r line; do if printf %s \"$line\" | grep -q '\(pattern)'; then \(failure); fi")
    }

    /// Answers every question with the same text.
    static func saying(_ answer: String) -> String { "while read -r line; do echo '\(answer)'; done" }
}

/// A folder that goes when its last owner goes.
final class Scratch: Sendable {
    let folder = FileManager.default.temporaryDirectory.appending(path: "otherwise-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path(name)) ?? Data(), as: UTF8.self)
    }

    func file(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: folder.appending(path: name))
        return path(name)
    }
}
