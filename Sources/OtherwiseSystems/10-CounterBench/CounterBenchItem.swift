import Foundation

/// An item of CounterBench.
struct CounterBenchItem: Decodable {
    let description: String
    let question: String
    let answer: RuleAnswer
    let number: Int
    let graph: String

    private enum Key: String, CodingKey {
        case description = "given_info"
        case question, answer
        case number = "question_id"
        case meta
    }

    private struct Meta: Decodable { let graph_id: String? }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        description = try container.decode(String.self, forKey: .description)
        question = try container.decode(String.self, forKey: .question)
        answer = try container.decode(RuleAnswer.self, forKey: .answer)
        number = try container.decodeIfPresent(Int.self, forKey: .number) ?? -1
        graph = try container.decodeIfPresent(Meta.self, forKey: .meta)?.graph_id ?? ""
    }

    /// The text with names replaced by their order of appearance: items of one template differ in names only.
    var template: String {
        var numbers: [String: Int] = [:]
        let words = (description + " " + question).split { !$0.isLetter }
        return words.map { word in
            guard word.first?.isUppercase == true, !["We", "Would", "Assume"].contains(word) else {
                return String(word)
            }
            let number = numbers[String(word)] ?? numbers.count
            numbers[String(word)] = number
            return "N\(number)"
        }.joined(separator: " ")
    }

    func parsed() throws -> RuleQuestion { try RuleQuestion(description: description, question: question) }

    /// Items of the published set whose labels disagree with every exact reading of their text: 8 templates, each
    /// with 5 sets of names.
    static let disputed: Set<Int> = Set(
        [70, 73, 75, 86, 134, 144, 150, 194].flatMap { number in (0..<5).map { number + 200 * $0 } })

    /// One item per line.
    static func items(in file: CheckItems) throws(SystemError) -> [CounterBenchItem] {
        var items: [CounterBenchItem] = []
        for (place, line) in file.bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            do {
                items.append(try JSONDecoder().decode(CounterBenchItem.self, from: Data(line)))
            } catch {
                throw .badItems(
                    file: file.name, problem: "line \(place + 1) is no item", format: CounterBenchCheck.format)
            }
        }
        guard !items.isEmpty else {
            throw .badItems(file: file.name, problem: "it is empty", format: CounterBenchCheck.format)
        }
        return items
    }

    /// The published items that come with the package.
    static let own: [CounterBenchItem] = CounterBenchTemplates.text.split(separator: "\n").flatMap { line in
        let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        return CounterBenchTemplates.names.enumerated().map { set, names in
            func named(_ text: String) -> String {
                names.enumerated().reduce(text) { $0.replacing("#\($1.offset)", with: $1.element) }
            }
            return CounterBenchItem(
                description: named(parts[3]), question: named(parts[4]), answer: RuleAnswer(rawValue: parts[2]) ?? .no,
                number: (Int(parts[0]) ?? 0) + 200 * set, graph: parts[1])
        }
    }

    private init(description: String, question: String, answer: RuleAnswer, number: Int, graph: String) {
        (self.description, self.question, self.answer) = (description, question, answer)
        (self.number, self.graph) = (number, graph)
    }
}
