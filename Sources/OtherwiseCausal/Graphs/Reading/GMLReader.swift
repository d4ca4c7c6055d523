/// Reads Graph Modelling Language: `graph [ directed 1 node [ id 0 label "x" ] edge [ source 0 target 1 ] ]`.
///
/// A variable is called by its label, or by its id where it has none. As in DOT, `observed "no"` marks a hidden
/// variable and `dir "both"` a bidirected edge.
struct GMLReader {
    private static let lexicon = Lexicon(symbols: ["[", "]", "-", "+"], lineComments: ["#"])
    private static let depthLimit = 100

    private var cursor: TokenCursor
    private var depth = 0

    static func document(in text: String) throws(SyntaxError) -> GraphDocument {
        var reader = GMLReader(cursor: try TokenCursor(text, lexicon))
        let start = reader.cursor
        let entries = try reader.entries()
        guard reader.cursor.isAtEnd else { throw reader.cursor.unexpected("a key, or the end") }
        guard let graph = entries.first(where: { $0.key == "graph" }), case .list(let members) = graph.value else {
            throw start.error("A file in GML has 'graph [ … ]'.")
        }
        return try reader.document(of: members, at: graph.token)
    }

    private init(cursor: TokenCursor) { self.cursor = cursor }

    private struct Entry {
        let key: String
        let value: Value
        let token: Token

        var text: String? {
            if case .text(let text) = value { text } else { nil }
        }

        /// The entries of a list that are no lists themselves.
        var fields: [String: String] {
            guard case .list(let members) = value else { return [:] }
            return Dictionary(members.compactMap { member in member.text.map { (member.key, $0) } }) { first, _ in first
            }
        }
    }

    private indirect enum Value {
        case text(String)
        case list([Entry])
    }

    private mutating func entries() throws(SyntaxError) -> [Entry] {
        var entries: [Entry] = []
        while cursor.current.kind == .name {
            let token = cursor.advance()
            entries.append(Entry(key: token.text.lowercased(), value: try value(), token: token))
        }
        return entries
    }

    private mutating func value() throws(SyntaxError) -> Value {
        if cursor.take("[") {
            guard depth < Self.depthLimit else {
                throw cursor.error("Lists are nested more than \(Self.depthLimit) deep.")
            }
            depth += 1
            defer { depth -= 1 }
            let list = try entries()
            guard cursor.take("]") else { throw cursor.unexpected("a key, or ']'") }
            return .list(list)
        }
        let sign = cursor.take("-") ? "-" : ""
        guard [.quoted, .number, .name].contains(cursor.current.kind) else { throw cursor.unexpected("a value") }
        return .text(sign + cursor.advance().text)
    }

    private func document(of members: [Entry], at start: Token) throws(SyntaxError) -> GraphDocument {
        guard members.contains(where: { $0.key == "directed" && $0.text == "1" }) else {
            throw cursor.error("A causal graph is directed. Add 'directed 1'.", at: start)
        }
        var draft = GraphDraft(cursor.source)
        var names: [String: String] = [:]
        for member in members where member.key == "node" {
            let fields = member.fields
            guard let id = fields["id"] ?? fields["label"] else {
                throw cursor.error("This node has no id.", at: member.token)
            }
            let name = fields["label"] ?? id
            guard names.updateValue(name, forKey: id) == nil else {
                throw cursor.error("The id \(id) is given twice.", at: member.token)
            }
            try draft.mark(name, fields, at: member.token.range.lowerBound)
        }
        for member in members where member.key == "edge" {
            let ends = try ["source", "target"].map { end throws(SyntaxError) in
                guard let id = member.fields[end], let name = names[id] else {
                    throw cursor.error("This edge's \(end) is no node's id.", at: member.token)
                }
                return name
            }
            let isBidirected = member.fields["dir"] == "both"
            try draft.add(
                isBidirected ? .bidirected(ends[0], ends[1]) : .directed(ends[0], ends[1]),
                at: member.token.range.lowerBound)
        }
        return try draft.document()
    }
}
