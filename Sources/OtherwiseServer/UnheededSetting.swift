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
        case mostLikely = "top_k"
        case repetitionPenalty = "repetition_penalty"
        case repeatPenalty = "repeat_penalty"
        case typical = "typical_p"
        case mirostat
        case stopTokens = "stop_token_ids"
        case fewestTokens = "min_tokens"
        case ignoresEnd = "ignore_eos"
        case grammar
        case schema = "json_schema"
        case guidedSchema = "guided_json"
        case guidedPattern = "guided_regex"
        case guidedChoice = "guided_choice"
        case guidedGrammar = "guided_grammar"
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
        case .frequencyPenalty, .presencePenalty, .mirostat, .fewestTokens:
            (try? container.decode(Double.self, forKey: key)) != 0
        case .repetitionPenalty, .repeatPenalty, .typical: (try? container.decode(Double.self, forKey: key)) != 1
        // vLLM asks for all by -1, llama.cpp by 0.
        case .mostLikely: (try? container.decode(Int.self, forKey: key)).map { $0 > 0 } ?? true
        case .ignoresEnd: (try? container.decode(Bool.self, forKey: key)) != false
        case .attempts: (try? container.decode(Int.self, forKey: key)) != 1
        case .bias: (try? container.decode([String: Double].self, forKey: key))?.isEmpty != true
        case .form: (try? container.decode(Form.self, forKey: key))?.type != "text"
        case .tools, .functions, .stopTokens: (try? container.decode([Something].self, forKey: key))?.isEmpty != true
        case .suffix, .grammar: (try? container.decode(String.self, forKey: key)) != ""
        case .schema, .guidedSchema, .guidedPattern, .guidedChoice, .guidedGrammar: true
        }
    }
}
