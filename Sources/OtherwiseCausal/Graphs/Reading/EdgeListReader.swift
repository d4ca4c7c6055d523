extension Lexicon {
    private static let arrows = ["->", "<-", "<->", "--", "→", "←", "↔"]
    private static let signs = ["{", "}", "[", "]", ";", ",", "=", ":", "<", ">", "-", "+"]

    /// The short form and dagitty.
    static let edgeList = Lexicon(
        symbols: arrows + signs, lineComments: ["#", "//"], hasBlockComments: true, nameSigns: ".'")
    static let dot = Lexicon(symbols: arrows + signs, lineComments: ["#", "//"], hasBlockComments: true)
}

/// Reads the three forms that list edges: the short text form, Graphviz's DOT and dagitty's.
///
/// ```
/// document   = statements | ["strict"] word [name] "{" statements "}"
/// statements = { statement [";" | ","] }
/// statement  = endpoint { arrow endpoint } [attributes] | name "=" value | ("graph" | "node" | "edge") attributes
/// endpoint   = name [":" name] | [["subgraph"] [name]] "{" statements "}"
/// arrow      = "->" | "<-" | "<->"
/// attributes = "[" { name ["=" value] [";" | ","] } "]"
/// ```
struct EdgeListReader {
    private var cursor: TokenCursor
    private var draft: GraphDraft
    private var nodeDefaults: [String: String] = [:]
    private var edgeDefaults: [String: String] = [:]
    private var depth = 0

    /// Deeper than any file that is not damaged, and no danger to the stack.
    private static let depthLimit = 100

    static func document(in text: String, lexicon: Lexicon) throws(SyntaxError) -> GraphDocument {
        let cursor = try TokenCursor(text, lexicon)
        var reader = EdgeListReader(cursor: cursor, draft: GraphDraft(cursor.source))
        try reader.readDocument()
        return try reader.draft.document()
    }

    private init(cursor: TokenCursor, draft: GraphDraft) {
        (self.cursor, self.draft) = (cursor, draft)
    }

    private mutating func readDocument() throws(SyntaxError) {
        if try takeHeader() {
            _ = try readStatements()
            try cursor.expect("}")
        } else {
            _ = try readStatements()
        }
        guard cursor.isAtEnd else { throw cursor.unexpected("an edge such as 'cause -> effect', or the end") }
    }

    /// `digraph G {`, `dag {` and the like.
    private mutating func takeHeader() throws(SyntaxError) -> Bool {
        let start = cursor
        _ = cursor.takeWord("strict")
        let isUndirected = ["pdag", "pag", "mag"].contains(where: cursor.isAtWord)
        let isHeader = isUndirected || ["digraph", "graph", "dag", "admg"].contains(where: cursor.isAtWord)
        if isHeader { cursor.advance() }
        if isHeader, cursor.current.kind != .symbol { cursor.advance() }
        guard isHeader, cursor.take("{") else {
            cursor = start
            return false
        }
        if isUndirected { throw start.error("This kind of graph leaves edges undirected. Give a dag or an admg.") }
        return true
    }

    /// - Returns: The variables that the statements mention.
    private mutating func readStatements() throws(SyntaxError) -> [String] {
        var mentioned: [String] = []
        var before: (statement: Statement, comma: Token)?
        while !cursor.isAtEnd, !cursor.isAt("}") {
            if cursor.take(";") || cursor.take(",") { continue }
            let statement = try readStatement()
            if let before, before.statement.isBare != statement.isBare {
                throw cursor.error(
                    "A comma divides statements and joins no ends of edges. Write '{a b} -> c' for 'a -> c; b -> c', or ';' here.",
                    at: before.comma)
            }
            before = cursor.isAt(",") ? (statement, cursor.current) : nil
            mentioned += statement.names
        }
        return mentioned
    }

    private struct Statement {
        let names: [String]
        /// Whether it is a name alone.
        var isBare = false
    }

    private mutating func readStatement() throws(SyntaxError) -> Statement {
        if try takeDefaults() { return Statement(names: []) }
        let isName = cursor.current.kind != .symbol
        if isName, cursor.following.kind == .symbol, cursor.following.text == "=" {
            cursor.advance()
            cursor.advance()
            _ = try value()
            return Statement(names: [])
        }
        return try readChain()
    }

    /// `node [ … ]` and its like.
    private mutating func takeDefaults() throws(SyntaxError) -> Bool {
        let isBeforeList = cursor.following.kind == .symbol && cursor.following.text == "["
        guard isBeforeList, ["graph", "node", "edge"].contains(where: cursor.isAtWord) else { return false }
        let word = cursor.advance().text.lowercased()
        let attributes = try self.attributes()
        if word == "graph", let origin = attributes["discovered"] { draft.origin = origin }
        if word == "graph", attributes["ancestral"]?.lowercased() == "yes" { draft.isAncestral = true }
        if word == "node" { nodeDefaults.merge(attributes) { $1 } }
        if word == "edge" { edgeDefaults.merge(attributes) { $1 } }
        return true
    }

    private mutating func readChain() throws(SyntaxError) -> Statement {
        let start = cursor.current
        var endpoints = [try endpoint()]
        var arrows: [Token] = []
        try refuseRing()
        while cursor.current.kind == .symbol, Arrow(cursor.current.text) != nil {
            arrows.append(cursor.advance())
            try refuseRing(behind: arrows.last)
            endpoints.append(try endpoint())
            try refuseRing()
        }
        let isMarked = cursor.isAt("[")
        let attributes = isMarked ? try self.attributes() : [:]
        if arrows.isEmpty {
            for name in endpoints[0] { try draft.mark(name, attributes, at: start.range.lowerBound) }
        }
        for (place, arrow) in arrows.enumerated() {
            try join(endpoints[place], endpoints[place + 1], by: arrow, edgeDefaults.merging(attributes) { $1 })
        }
        return Statement(names: endpoints.flatMap { $0 }, isBare: arrows.isEmpty && !isMarked)
    }

    private mutating func join(
        _ left: [String], _ right: [String], by token: Token, _ attributes: [String: String]
    ) throws(SyntaxError) {
        let rings = ["odot", "circle"]
        guard ![attributes["arrowhead"], attributes["arrowtail"]].contains(where: { rings.contains($0 ?? "") }) else {
            throw cursor.error(Self.openness, at: token)
        }
        guard let arrow = Arrow(token.text)?.directed(attributes["dir"]) else {
            throw cursor.error(
                "An edge needs a direction. Write '->', '<-' or '<->'\(attributes["dir"] == "none" ? " without dir=none" : "").",
                at: token)
        }
        for one in left {
            for other in right {
                let edge: CausalEdge =
                    switch arrow {
                    case .right: .directed(one, other)
                    case .left: .directed(other, one)
                    case .both, .none: .bidirected(one, other)
                    }
                try draft.add(edge, at: token.range.lowerBound)
            }
        }
    }

    /// `o->` and `o-o`, written as one behind a variable; where a line begins with it, `o` is a variable.
    private func refuseRing() throws(SyntaxError) {
        let next = cursor.following
        let isRing =
            cursor.isAtWord("o") && next.kind == .symbol && ["->", "-", "--", "→"].contains(next.text)
            && cursor.current.range.upperBound == next.range.lowerBound
        if isRing, !cursor.source.beginsLine(at: cursor.current.range.lowerBound) {
            throw cursor.error(Self.openness, at: cursor.current)
        }
    }

    /// `<-o` before a variable of the same line.
    private func refuseRing(behind arrow: Token?) throws(SyntaxError) {
        let next = cursor.following
        let isRing =
            cursor.isAtWord("o") && cursor.current.range.lowerBound == arrow?.range.upperBound
            && [.name, .quoted, .number].contains(next.kind)
        if isRing, !cursor.source.beginsLine(at: next.range.lowerBound) {
            throw cursor.error(Self.openness, at: cursor.current)
        }
    }

    private static let openness =
        "A ring at the end of an edge leaves open whether the one causes the other, so that this graph (a partial ancestral graph) is no causal graph yet. Write '->', '<-' or '<->' in its place."

    private mutating func endpoint() throws(SyntaxError) -> [String] {
        if cursor.isAtWord("subgraph") {
            cursor.advance()
            if !cursor.isAt("{") { cursor.advance() }
            guard cursor.isAt("{") else { throw cursor.unexpected("'{' after 'subgraph'") }
        }
        if cursor.isAt("{") { return try group() }
        let name = cursor.current
        guard name.kind == .name || name.kind == .quoted || name.kind == .number else {
            throw cursor.unexpected("the name of a variable")
        }
        cursor.advance()
        while cursor.take(":") { cursor.advance() }
        if draft.isNew(name.text) { try draft.mark(name.text, nodeDefaults, at: name.range.lowerBound) }
        return [name.text]
    }

    private mutating func group() throws(SyntaxError) -> [String] {
        guard depth < Self.depthLimit else {
            throw cursor.error("Groups are nested more than \(Self.depthLimit) deep.")
        }
        let defaults = (nodeDefaults, edgeDefaults)
        depth += 1
        cursor.advance()
        let mentioned = try readStatements()
        try cursor.expect("}")
        depth -= 1
        (nodeDefaults, edgeDefaults) = defaults
        var seen: Set<String> = []
        return mentioned.filter { seen.insert($0).inserted }
    }

    private mutating func attributes() throws(SyntaxError) -> [String: String] {
        var attributes: [String: String] = [:]
        while cursor.take("[") {
            while !cursor.isAt("]") {
                if cursor.take(";") || cursor.take(",") { continue }
                let key = try cursor.name("an attribute, or ']'").text
                attributes[key.lowercased()] = cursor.take("=") ? try value() : ""
            }
            cursor.advance()
        }
        return attributes
    }

    /// What an attribute is set to; a Graphviz HTML label is read over.
    private mutating func value() throws(SyntaxError) -> String {
        if cursor.take("<") {
            var open = 1
            while open > 0 {
                guard !cursor.isAtEnd else { throw cursor.unexpected("'>' after the label") }
                open += cursor.isAt("<") ? 1 : cursor.isAt(">") ? -1 : 0
                cursor.advance()
            }
            return ""
        }
        let sign = cursor.take("-") ? "-" : ""
        guard [.name, .quoted, .number].contains(cursor.current.kind) else { throw cursor.unexpected("a value") }
        return sign + cursor.advance().text
    }
}

/// Which ends of an edge have heads.
private enum Arrow {
    case right, left, both, none

    init?(_ text: String) {
        switch text {
        case "->", "→": self = .right
        case "<-", "←": self = .left
        case "<->", "↔": self = .both
        case "--": self = .none
        default: return nil
        }
    }

    /// As Graphviz draws it under `dir`; `nil` where no end has a head.
    func directed(_ direction: String?) -> Arrow? {
        switch direction?.lowercased() {
        case "both": .both
        case "back": self == .right ? .left : self == .left ? .right : self
        case "none": nil
        default: self == .none ? nil : self
        }
    }
}
