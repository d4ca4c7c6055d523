extension Program {
    /// Reads a program in the form in which it is printed.
    ///
    /// ```
    /// program   = "def" name "(" [ name { "," name } ] ")" ":" block
    /// block     = lines that are indented deeper, all alike
    /// statement = name "=" formula | "return" formula | "pass" | "while" formula ":" block
    ///           | "for" name "in" "range" "(" [ formula "," ] formula ")" ":" block
    ///           | "if" formula ":" block { "elif" formula ":" block } [ "else" ":" block ]
    /// ```
    ///
    /// - Throws: `ProgramError` with the line.
    public init(_ text: String) throws(ProgramError) {
        var reader = ProgramReader(text)
        self = try reader.program()
    }
}

/// A program that cannot be read.
public struct ProgramError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Counted from 1.
    public let line: Int
    /// What is wrong there.
    public let problem: String

    /// The line, and what is wrong there.
    public var description: String { "Line \(line): \(problem)" }
}

private struct ProgramReader {
    private struct Line {
        let number: Int
        let indent: Int
        let words: [String]
    }

    private let lines: [Line]
    private var place = 0
    private static let depthLimit = 100

    init(_ text: String) {
        // A line may end in \r\n, which is one character.
        let rows = text.split(omittingEmptySubsequences: false) { ["\n", "\r\n", "\r"].contains($0) }
        lines = rows.enumerated().compactMap { number, line in
            let code = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
            let indent = code.prefix { $0 == " " }.count
            let words = Self.words(code)
            return words.isEmpty ? nil : Line(number: number + 1, indent: indent, words: words)
        }
    }

    private static func words(_ text: Substring) -> [String] {
        var words: [String] = []
        var rest = text[...]
        while let first = rest.first {
            if first.isWhitespace { rest = rest.dropFirst(); continue }
            let isWord: (Character) -> Bool = { $0.isLetter || $0.isNumber || $0 == "_" }
            let pairs = ["==", "!=", "<=", ">=", "//"]
            let word =
                isWord(first) ? rest.prefix(while: isWord) : rest.prefix(pairs.contains(String(rest.prefix(2))) ? 2 : 1)
            words.append(String(word))
            rest = rest.dropFirst(word.count)
        }
        return words
    }

    private func error(_ problem: String) -> ProgramError {
        let number = place < lines.count ? lines[place].number : (lines.last?.number ?? 0) + 1
        return ProgramError(line: number, problem: problem)
    }

    mutating func program() throws(ProgramError) -> Program {
        guard let head = lines.first, head.words.first == "def" else { throw error("Expected 'def name(…):'.") }
        var words = FormulaReader(head.words, line: head.number)
        try words.expect("def")
        let name = try words.name()
        try words.expect("(")
        var parameters: [String] = []
        while !words.take(")") {
            if !parameters.isEmpty { try words.expect(",") }
            parameters.append(try words.name())
        }
        try words.expect(":")
        try words.end()
        place = 1
        let body = try block(deeperThan: head.indent, depth: 0)
        guard place == lines.count else { throw error("This line belongs to no block.") }
        guard Set(parameters).count == parameters.count else {
            throw ProgramError(line: head.number, problem: "A parameter is named twice.")
        }
        return Program(name: name, parameters: parameters, body: body)
    }

    private mutating func block(deeperThan outer: Int, depth: Int) throws(ProgramError) -> [Program.Statement] {
        guard depth < Self.depthLimit else { throw error("Blocks are nested more than \(Self.depthLimit) deep.") }
        guard place < lines.count, lines[place].indent > outer else { throw error("Expected an indented line.") }
        let indent = lines[place].indent
        var statements: [Program.Statement] = []
        while place < lines.count, lines[place].indent == indent {
            if let statement = try statement(indent, depth) { statements.append(statement) }
        }
        if place < lines.count, lines[place].indent > indent { throw error("This line is indented too far.") }
        return statements
    }

    private mutating func statement(_ indent: Int, _ depth: Int) throws(ProgramError) -> Program.Statement? {
        var words = FormulaReader(lines[place].words, line: lines[place].number)
        if words.take("pass") {
            try words.end()
            place += 1
            return nil
        }
        if words.take("return") {
            let formula = try words.formula()
            try words.end()
            place += 1
            return .give(formula)
        }
        if words.take("while") {
            return .loop(while: try condition(&words), try block(deeperThan: indent, depth: depth + 1))
        }
        if words.take("for") { return try count(&words, indent, depth) }
        if words.take("if") { return try choice(&words, indent, depth) }
        let name = try words.name()
        try words.expect("=")
        let formula = try words.formula()
        try words.end()
        place += 1
        return .assign(name, formula)
    }

    private mutating func condition(_ words: inout FormulaReader) throws(ProgramError) -> Program.Formula {
        let formula = try words.formula()
        try words.expect(":")
        try words.end()
        place += 1
        return formula
    }

    private mutating func count(_ words: inout FormulaReader, _ indent: Int, _ depth: Int) throws(ProgramError)
        -> Program.Statement
    {
        let name = try words.name()
        try words.expect("in")
        try words.expect("range")
        try words.expect("(")
        let first = try words.formula()
        let second = words.take(",") ? try words.formula() : nil
        try words.expect(")")
        try words.expect(":")
        try words.end()
        place += 1
        let body = try block(deeperThan: indent, depth: depth + 1)
        return .count(name, from: second == nil ? .number(0) : first, to: second ?? first, body)
    }

    private mutating func choice(_ words: inout FormulaReader, _ indent: Int, _ depth: Int) throws(ProgramError)
        -> Program.Statement
    {
        var branches = [Program.Branch(try condition(&words), try block(deeperThan: indent, depth: depth + 1))]
        while place < lines.count, lines[place].indent == indent, lines[place].words.first == "elif" {
            var next = FormulaReader(lines[place].words, line: lines[place].number)
            try next.expect("elif")
            branches.append(Program.Branch(try condition(&next), try block(deeperThan: indent, depth: depth + 1)))
        }
        var otherwise: [Program.Statement] = []
        if place < lines.count, lines[place].indent == indent, lines[place].words.first == "else" {
            var next = FormulaReader(lines[place].words, line: lines[place].number)
            try next.expect("else")
            try next.expect(":")
            try next.end()
            place += 1
            otherwise = try block(deeperThan: indent, depth: depth + 1)
        }
        return .choose(branches, otherwise: otherwise)
    }
}

/// Reads the formulas of one line, with Python's precedence.
private struct FormulaReader {
    private let words: [String]
    private let line: Int
    private var place = 0
    private var depth = 0
    private var operators = 0

    /// Operators on one line: a formula is as deep as it has them.
    private static let operatorLimit = 2_000

    private static let reserved: Set<String> = [
        "def", "return", "while", "for", "in", "range", "if", "elif", "else", "pass", "and", "or", "not",
    ]

    init(_ words: [String], line: Int) { (self.words, self.line) = (words, line) }

    private func error(_ expected: String) -> ProgramError {
        ProgramError(
            line: line,
            problem: "Expected \(expected), found \(place < words.count ? "'\(words[place])'" : "the end of the line")."
        )
    }

    mutating func take(_ word: String) -> Bool {
        guard place < words.count, words[place] == word else { return false }
        place += 1
        return true
    }

    mutating func expect(_ word: String) throws(ProgramError) { guard take(word) else { throw error("'\(word)'") } }

    func end() throws(ProgramError) { guard place == words.count else { throw error("the end of the line") } }

    mutating func name() throws(ProgramError) -> String {
        guard place < words.count, let first = words[place].first, first.isLetter || first == "_",
            !Self.reserved.contains(words[place])
        else { throw error("a name") }
        place += 1
        return words[place - 1]
    }

    private static let levels: [[Program.Operator]] = [
        [.or], [.and], [.equal, .unequal, .atMost, .atLeast, .below, .above], [.plus, .minus],
        [.times, .over, .modulo],
    ]

    mutating func formula(_ level: Int = 0) throws(ProgramError) -> Program.Formula {
        guard depth < 600 else { throw error("a formula that is nested less deep") }
        depth += 1
        defer { depth -= 1 }
        if level == 2, take("not") { return .not(try formula(2)) }
        guard level < Self.levels.count else { return try atom() }
        var left = try formula(level + 1)
        while let sign = Self.levels[level].first(where: { place < words.count && $0.rawValue == words[place] }) {
            place += 1
            operators += 1
            guard operators <= Self.operatorLimit else {
                throw ProgramError(line: line, problem: "A line has at most \(Self.operatorLimit) operators.")
            }
            left = .binary(sign, left, try formula(level + 1))
            if level == 2 { break }
        }
        return left
    }

    private mutating func atom() throws(ProgramError) -> Program.Formula {
        if take("-") { return .negated(try formula(Self.levels.count)) }
        if take("(") {
            let inner = try formula()
            try expect(")")
            return inner
        }
        if place < words.count, let number = Int(words[place]), words[place].allSatisfy(\.isASCII) {
            place += 1
            return .number(number)
        }
        return .variable(try name())
    }
}
