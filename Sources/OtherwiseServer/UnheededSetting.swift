/// A setting of a question that would change its answer, and that nothing here heeds: better refused than passed over.
struct UnheededSetting: Decodable {
    /// What it is called; `nil` where none is asked for, or only what changes nothing.
    let name: String?

    private enum Key: String, CodingKey, CaseIterable {
        case frequencyPenalty = "frequency_penalty"
        case presencePenalty = "presence_penalty"
        case attempts = "best_of"
        case bias = "logit_bias"
        case form = "response_format"
        case tools, functions, suffix
    }

    private struct Form: Decodable { let type: String }
    private struct Something: Decodable {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        name = Key.allCases.first { Self.changes($0, in: container) }?.rawValue
    }

    private static func changes(_ key: Key, in container: KeyedDecodingContainer<Key>) -> Bool {
        guard container.contains(key), (try? container.decodeNil(forKey: key)) == false else { return false }
        return switch key {
        case .frequencyPenalty, .presencePenalty: (try? container.decode(Double.self, forKey: key)) != 0
        case .attempts: (try? container.decode(Int.self, forKey: key)) != 1
        case .bias: (try? container.decode([String: Double].self, forKey: key))?.isEmpty != true
        case .form: (try? container.decode(Form.self, forKey: key))?.type != "text"
        case .tools, .functions: (try? container.decode([Something].self, forKey: key))?.isEmpty != true
        case .suffix: (try? container.decode(String.self, forKey: key)) != ""
        }
    }
}
