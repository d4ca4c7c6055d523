/// Labelled paragraphs, broken to lines that fit a page.
struct Paragraphs {
    private let entries: [(label: String, text: String)]
    private static let width = 96

    init(_ entries: [(String, String)]) { self.entries = entries.map { ($0.0, $0.1) } }

    func lines(indent: Int) -> [String] {
        let widest = entries.map(\.label.count).max() ?? 0
        let margin = String(repeating: " ", count: indent)
        return entries.enumerated().flatMap { place, entry in
            let isRepeated = place > 0 && entries[place - 1].label == entry.label
            return Self.broken(entry.text, width: Self.width - widest - indent).enumerated().map { number, line in
                let label = number == 0 && !isRepeated ? entry.label : ""
                return margin + label + String(repeating: " ", count: widest - label.count + 2) + line
            }
        }
    }

    private static func broken(_ text: String, width: Int) -> [String] {
        text.split(separator: " ").reduce(into: [String]()) { lines, word in
            if let last = lines.last, last.count + word.count < width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
    }
}
