extension DiscreteNetwork {
    /// Reads a network in the Bayesian network interchange format, as the Bayesian Network Repository writes it.
    ///
    /// - Throws: `SyntaxError`, with a caret under what cannot be read or does not fit.
    public init(bif text: String) throws(SyntaxError) { self = try BIFReader.network(in: text) }
}

/// Reads `network`, `variable` and `probability` blocks (Cozman 1998, version 0.15).
struct BIFReader {
    private static let lexicon = Lexicon(
        symbols: ["{", "}", "(", ")", "[", "]", "|", ",", ";", "-", "+", "="], lineComments: ["//"],
        hasBlockComments: true)
    private static let separators: Set<String> = ["{", "}", "(", ")", "[", "]", "|", ",", ";"]

    private var cursor: TokenCursor
    private var variables: [String: DiscreteVariable] = [:]
    private var tables: [ConditionalTable] = []
    /// Where each variable is declared, and where its table is given.
    private var declarations: [String: Token] = [:]
    private var places: [String: Token] = [:]

    static func network(in text: String) throws(SyntaxError) -> DiscreteNetwork {
        var reader = BIFReader(cursor: try TokenCursor(text, lexicon))
        while !reader.cursor.isAtEnd { try reader.readBlock() }
        do {
            return try DiscreteNetwork(variables: Array(reader.variables.values), tables: reader.tables)
        } catch {
            throw reader.cursor.error("\(error)", at: reader.place(of: error))
        }
    }

    /// Where what does not fit was written.
    private func place(of error: CausalModelError) -> Token {
        let name: String? =
            switch error {
            case .probabilities(let name, _): name
            case .shape(let name, _, _): name
            case .graph(.cycle(let names)): names.first
            case .graph(.loop(let name)): name
            default: variables.keys.sorted().first { places[$0] == nil }
            }
        return name.flatMap { places[$0] ?? declarations[$0] } ?? cursor.current
    }

    private init(cursor: TokenCursor) { self.cursor = cursor }

    private mutating func readBlock() throws(SyntaxError) {
        if cursor.takeWord("network") {
            while !cursor.isAt("{"), !cursor.isAtEnd { cursor.advance() }
            try skipBraces()
        } else if cursor.takeWord("variable") {
            try readVariable()
        } else if cursor.takeWord("probability") {
            try readTable()
        } else {
            throw cursor.unexpected("'network', 'variable' or 'probability'")
        }
    }

    private mutating func skipBraces() throws(SyntaxError) {
        try cursor.expect("{")
        while !cursor.take("}") {
            if cursor.isAtEnd { throw cursor.unexpected("'}'") }
            cursor.advance()
        }
    }

    /// A name or a level: everything up to the next blank or separator, such as `5-12` or `<7.5`.
    private mutating func word(_ role: String) throws(SyntaxError) -> Token {
        if cursor.current.kind == .quoted { return cursor.advance() }
        let start = cursor.current.range.lowerBound
        var end = start
        while !cursor.isAtEnd, cursor.current.range.lowerBound == end, !Self.separators.contains(cursor.current.text) {
            end = cursor.advance().range.upperBound
        }
        guard end > start else { throw cursor.unexpected(role) }
        return Token(kind: .name, text: cursor.source[start..<end], range: start..<end)
    }

    private mutating func readVariable() throws(SyntaxError) {
        let name = try word("the name of a variable")
        try cursor.expect("{")
        var levels: [String]?
        while !cursor.take("}") {
            if cursor.takeWord("type") {
                guard cursor.takeWord("discrete") else { throw cursor.unexpected("'discrete'") }
                levels = try readLevels()
            } else {
                if cursor.isAtEnd { throw cursor.unexpected("'}'") }
                cursor.advance()
            }
        }
        guard let levels, !levels.isEmpty else { throw cursor.error("'\(name.text)' has no levels.", at: name) }
        guard Set(levels).count == levels.count else { throw cursor.error("A level is listed twice.", at: name) }
        declarations[name.text] = declarations[name.text] ?? name
        let variable = DiscreteVariable(name: name.text, levels: levels)
        guard variables.updateValue(variable, forKey: name.text) == nil else {
            throw cursor.error("'\(name.text)' is declared twice.", at: name)
        }
    }

    /// `[ 2 ] { yes, no };`
    private mutating func readLevels() throws(SyntaxError) -> [String] {
        let place = cursor.current
        try cursor.expect("[")
        let count = try cursor.number("the number of levels")
        try cursor.expect("]")
        try cursor.expect("{")
        var levels: [String] = []
        while !cursor.take("}") {
            levels.append(try word("a level").text)
            _ = cursor.take(",")
        }
        _ = cursor.take(";")
        guard Double(levels.count) == count else {
            throw cursor.error("\(count.plainCount) levels are announced, \(levels.count) are listed.", at: place)
        }
        return levels
    }

    private mutating func readTable() throws(SyntaxError) {
        try cursor.expect("(")
        let place = cursor.current
        let variable = try declared()
        guard places.updateValue(place, forKey: variable.name) == nil else {
            throw cursor.error("'\(variable.name)' has two tables.", at: place)
        }
        var parents: [DiscreteVariable] = []
        if cursor.take("|") {
            repeat { parents.append(try declared()) } while cursor.take(",")
        }
        try cursor.expect(")")
        let rows = try readRows(of: variable, given: parents, at: place)
        tables.append(
            ConditionalTable(
                variable: variable.name, parents: parents.map(\.name), probabilities: rows.flatMap(\.self)))
    }

    /// `{ … }`: a row for each combination of the parents' levels.
    ///
    /// - Parameter place: Of the variable, for messages.
    private mutating func readRows(
        of variable: DiscreteVariable, given parents: [DiscreteVariable], at place: Token
    ) throws(SyntaxError) -> [[Double]] {
        try cursor.expect("{")
        let sizes = parents.map(\.levels.count)
        let rowCount = sizes.reduce(1.0) { $0 * Double($1) }
        guard rowCount * Double(variable.levels.count) <= Double(VariableElimination.sizeLimit) else {
            throw cursor.error("The table of '\(variable.name)' is too large.", at: place)
        }
        let strides = Factor.strides(of: sizes)
        var rows = [[Double]?](repeating: nil, count: Int(rowCount))
        while !cursor.take("}") {
            if cursor.takeWord("table") {
                rows = try wholeTable(of: variable, rows: rows.count, isRoot: parents.isEmpty, at: place)
            } else if cursor.takeWord("default") {
                let own = try numbers()
                for row in rows.indices where rows[row] == nil { rows[row] = own }
            } else if cursor.isAt("(") {
                let row = try rowNumber(parents, strides)
                rows[row] = try numbers()
            } else {
                if cursor.isAtEnd { throw cursor.unexpected("'}'") }
                cursor.advance()
            }
        }
        if let bare = rows.firstIndex(of: nil) {
            throw cursor.error("Row \(bare) of the table of '\(variable.name)' is missing.", at: place)
        }
        return rows.compactMap(\.self)
    }

    /// All numbers of a table at once, the levels of the variable slowest.
    private mutating func wholeTable(
        of variable: DiscreteVariable, rows: Int, isRoot: Bool, at place: Token
    ) throws(SyntaxError) -> [[Double]] {
        let all = try numbers()
        guard all.count == rows * variable.levels.count else {
            throw cursor.error("Expected \(rows * variable.levels.count) numbers, found \(all.count).", at: place)
        }
        return (0..<rows).map { row in
            isRoot ? all : variable.levels.indices.map { all[$0 * rows + row] }
        }
    }

    private mutating func declared() throws(SyntaxError) -> DiscreteVariable {
        let token = try word("the name of a variable")
        guard let variable = variables[token.text] else {
            throw cursor.error("'\(token.text)' is not declared above.", at: token)
        }
        return variable
    }

    /// `(yes, no)`: which row of a table follows.
    private mutating func rowNumber(_ parents: [DiscreteVariable], _ strides: [Int]) throws(SyntaxError) -> Int {
        try cursor.expect("(")
        var row = 0
        for (place, parent) in parents.enumerated() {
            if place > 0 { try cursor.expect(",") }
            let token = try word("a level of '\(parent.name)'")
            guard let level = parent.levels.firstIndex(of: token.text) else {
                throw cursor.error("'\(parent.name)' has no level '\(token.text)'.", at: token)
            }
            row += level * strides[place]
        }
        try cursor.expect(")")
        return row
    }

    private mutating func numbers() throws(SyntaxError) -> [Double] {
        var numbers: [Double] = []
        repeat { numbers.append(try cursor.number("a probability")) } while cursor.take(",")
        try cursor.expect(";")
        return numbers
    }
}

extension Double {
    fileprivate var plainCount: String { self == rounded() && abs(self) < 1e9 ? "\(Int(self))" : "\(self)" }
}
