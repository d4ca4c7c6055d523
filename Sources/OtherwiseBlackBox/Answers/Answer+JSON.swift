import Foundation
import OtherwiseCore
import OtherwiseModels

extension Answer {
    /// Reads `{"predictions": […]}`, one prediction per row, all of the same form:
    ///
    /// - a number, or a class;
    /// - `{"outcome": …, "scores": {class: score, …}}`, either of the two left out if need be;
    /// - `{class: score, …}`;
    /// - `[score, …]`, in the order of the classes.
    ///
    /// - Throws: `ModelError`; `.refused` for `{"error": …}`, `.badAnswer` for anything else.
    init(json bytes: [UInt8]) throws(ModelError) {
        let message: Message
        do {
            message = try JSONDecoder.decode(Message.self, fromPython: bytes)
        } catch {
            throw .notAnAnswer(bytes, form: "JSON such as {\"predictions\": [\"yes\", \"no\"]}")
        }
        switch message.content {
        case .error(let text): throw .refused(text)
        case .predictions(let list): self.init(list)
        }
    }

    private init(_ list: PredictionList) {
        switch list {
        case .numbers(let numbers): self.init(outcomes: .numbers(numbers.map { $0 ?? .nan }))
        case .labels(let labels): self.init(outcomes: .labels(labels))
        case .flags(let flags): self.init(outcomes: .labels(flags.map { $0 ? "true" : "false" }))
        case .lists(let rows):
            let width = rows.map(\.count).max() ?? 0
            let values = rows.flatMap { row in (0..<width).map { $0 < row.count ? row[$0] ?? .nan : .nan } }
            self.init(count: rows.count, outcomes: nil, scores: Scores(classes: nil, width: width, values: values))
        case .scores(let rows): self.init(count: rows.count, outcomes: nil, scores: Scores(rows))
        case .entries(let entries):
            let hasScores = entries.contains { $0.scores != nil }
            self.init(
                count: entries.count, outcomes: Outcomes(entries.map(\.outcome)),
                scores: hasScores ? Scores(entries.map { $0.scores ?? [:] }) : nil)
        }
    }

    private init(outcomes: Outcomes) { self.init(count: outcomes.count, outcomes: outcomes, scores: nil) }
}

extension Answer.Scores {
    /// JSON keeps no order of keys, so the classes are sorted.
    fileprivate init(_ rows: [[String: Double?]]) {
        let classes = Set(rows.flatMap(\.keys)).sorted()
        self.init(
            classes: classes, width: classes.count,
            values: rows.flatMap { row in classes.map { row[$0].flatMap(\.self) ?? .nan } })
    }
}

extension Answer.Outcomes {
    /// - Returns: `nil` where no row has one.
    fileprivate init?(_ outcomes: [Value?]) {
        guard outcomes.contains(where: { $0 != nil }) else { return nil }
        guard outcomes.contains(where: { $0?.category != nil }) else {
            self = .numbers(outcomes.map { $0?.number ?? .nan })
            return
        }
        self = .labels(outcomes.map { $0 == .missing ? nil : $0?.description })
    }
}

/// A whole line, or the body of a response.
private struct Message: Decodable {
    enum Content {
        case predictions(PredictionList)
        case error(String)
    }

    let content: Content

    private enum Key: String, CodingKey { case predictions, error }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let error = try container.decodeIfPresent(String.self, forKey: .error)
        content =
            if let error { .error(error) } else {
                .predictions(try container.decode(PredictionList.self, forKey: .predictions))
            }
    }

}

extension JSONDecoder {
    /// Takes `NaN` and `Infinity`, which Python writes although JSON has none, so that the row can be named.
    static func decode<Content: Decodable>(_ type: Content.Type, fromPython bytes: [UInt8]) throws -> Content {
        let decoder = JSONDecoder()
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            let text = String(decoding: bytes, as: UTF8.self)
            guard text.contains("NaN") || text.contains("Infinity") else { throw error }
            decoder.allowsJSON5 = true
            return try decoder.decode(type, from: Data(bytes))
        }
    }
}

/// The predictions, in one of the forms.
private enum PredictionList: Decodable {
    case numbers([Double?])
    case labels([String?])
    case flags([Bool])
    case lists([[Double?]])
    case entries([Entry])
    case scores([[String: Double?]])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let numbers = try? container.decode([Double?].self) {
            self = .numbers(numbers)
        } else if let labels = try? container.decode([String?].self) {
            self = .labels(labels)
        } else if let entries = try? container.decode([Entry].self) {
            self = .entries(entries)
        } else if let lists = try? container.decode([[Double?]].self) {
            self = .lists(lists)
        } else if let scores = try? container.decode([[String: Double?]].self) {
            self = .scores(scores)
        } else {
            self = .flags(try container.decode([Bool].self))
        }
    }
}

/// A prediction with names for its parts.
private struct Entry: Decodable {
    let outcome: Value?
    let scores: [String: Double?]?

    private enum Key: String, CodingKey { case outcome, scores }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard container.contains(.outcome) || container.contains(.scores) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "neither outcome nor scores"))
        }
        outcome = try container.decodeIfPresent(Value.self, forKey: .outcome)
        scores = try container.decodeIfPresent([String: Double?].self, forKey: .scores)
    }
}
