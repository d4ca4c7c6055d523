import OtherwiseCore

extension CausalQuestion {
    /// Reads a question.
    ///
    /// ```
    /// question    = probability | effect | what-if | why
    /// probability = "P" "(" event { "," event } [ "|" condition { "," condition } ] ")"
    /// condition   = event | "do" "(" [ do { "," do } ] ")"
    /// do          = name [ "=" value ]
    /// event       = name [ "_{" setting { "," setting } "}" ] [ "=" value ]
    /// setting     = name "=" value | name [ "_{" setting { "," setting } "}" ]
    /// effect      = ("ATE" | "ATT" | "NDE" | "NIE" | "PN" | "PS" | "PNS" | "PSE") "of" name [ "=" value [ "vs" value ] ]
    ///               "on" name [ "=" value ] [ "through" name { "," name } ] [ "along" path { "," path } ]
    /// path        = name "->" name { "->" name }
    /// why         = "why" ( "is" name "unusual" "for" "row" number | "did" name "change" )
    /// what-if     = "what" "if" change { "," change } ( "for" "every" "row"
    ///               | [ "for" "row" number ] [ [","] "given" ("everything" "observed" | event { "," event }) ] )
    /// change      = name ("=" value | ("+=" | "-=" | "*=") number)
    /// value       = name | number | '"' text '"'
    /// ```
    ///
    /// `Y_{x=1}` is Y where x had been 1. In `Y_{x=1, M_{x=0}}` M is what it would be where x were 0; a bare `M` is
    /// what it is.
    ///
    /// - Throws: `SyntaxError`, with a caret.
    public init(_ text: String) throws(SyntaxError) {
        var parser = QuestionParser(cursor: try TokenCursor(text, .question))
        self = try parser.question()
        guard parser.cursor.isAtEnd else { throw parser.cursor.unexpected("the end of the question") }
    }
}

extension Lexicon {
    fileprivate static let question = Lexicon(
        symbols: ["(", ")", "{", "}", "|", ",", "=", "+=", "-=", "*=", "->", "-", "+", "_"], nameSigns: ".")
}

/// Reads questions by recursive descent.
private struct QuestionParser {
    var cursor: TokenCursor
    private var depth = 0
    private static let depthLimit = 20

    init(cursor: TokenCursor) { self.cursor = cursor }

    mutating func question() throws(SyntaxError) -> CausalQuestion {
        if cursor.isAtWord("p") || cursor.isAtWord("pr") { return try probability() }
        if cursor.takeWord("what") {
            guard cursor.takeWord("if") else { throw cursor.unexpected("'if'") }
            return try whatIf()
        }
        if cursor.takeWord("why") { return try why() }
        let word = cursor.current.text.uppercased()
        let known = word == "ETT" ? .onTheTreated : CausalQuestion.Effect.Kind(rawValue: word)
        guard cursor.current.kind == .name, let kind = known else {
            throw cursor.unexpected("'P(…)', 'ATE of … on …', 'what if …' or 'why …'")
        }
        cursor.advance()
        return .effect(try effect(kind))
    }

    private mutating func probability() throws(SyntaxError) -> CausalQuestion {
        cursor.advance()
        try cursor.expect("(")
        var events = [try event()]
        while cursor.take(",") { events.append(try event()) }
        var evidence: [CausalQuestion.Event] = []
        var intervention: [String: Value?] = [:]
        if cursor.take("|") {
            repeat {
                if cursor.isAtWord("do"), cursor.following.text == "(", cursor.following.kind == .symbol {
                    try readDo(into: &intervention)
                } else {
                    evidence.append(try event())
                }
            } while cursor.take(",")
        }
        let end = cursor.current
        try cursor.expect(")")
        if !intervention.isEmpty, (events + evidence).contains(where: { !$0.variable.settings.isEmpty }) {
            throw cursor.error("Say what is set either by do(…) or by subscripts, not by both.", at: end)
        }
        return .probability(of: events, given: evidence, do: intervention)
    }

    private mutating func readDo(into intervention: inout [String: Value?]) throws(SyntaxError) {
        cursor.advance()
        try cursor.expect("(")
        repeat {
            let name = try cursor.name("the name of a variable")
            let value = cursor.take("=") ? try self.value() : nil
            guard intervention.updateValue(value, forKey: name.text) == nil else {
                throw cursor.error("'\(name.text)' is set twice.", at: name)
            }
        } while cursor.take(",")
        try cursor.expect(")")
    }

    private mutating func event() throws(SyntaxError) -> CausalQuestion.Event {
        let variable = try variable()
        return CausalQuestion.Event(variable, is: cursor.take("=") ? try value() : nil)
    }

    private mutating func variable() throws(SyntaxError) -> CounterfactualVariable {
        let (name, settings) = try subscripted("the name of a variable")
        return CounterfactualVariable(name, under: settings ?? [:])
    }

    /// A name and the subscript after it, if any; the underscore may be the name's last sign or stand alone.
    private mutating func subscripted(
        _ role: String
    ) throws(SyntaxError) -> (String, [String: CounterfactualVariable.Setting]?) {
        let token = try cursor.name(role)
        let joins = cursor.isAt("{") && cursor.current.range.lowerBound == token.range.upperBound
        if token.kind == .name, joins, token.text.hasSuffix("_"), token.text.count > 1 {
            return (String(token.text.dropLast()), try settings())
        }
        if cursor.current.text == "_", cursor.following.text == "{" {
            cursor.advance()
            return (token.text, try settings())
        }
        return (token.text, nil)
    }

    private mutating func settings() throws(SyntaxError) -> [String: CounterfactualVariable.Setting] {
        guard depth < Self.depthLimit else {
            throw cursor.error("Subscripts are nested more than \(Self.depthLimit) deep.")
        }
        depth += 1
        defer { depth -= 1 }
        try cursor.expect("{")
        var settings: [String: CounterfactualVariable.Setting] = [:]
        repeat {
            let start = cursor.current
            let (name, inner) = try subscripted("the name of a variable")
            let setting: CounterfactualVariable.Setting =
                inner == nil && cursor.take("=") ? .value(try value()) : .asUnder(inner ?? [:])
            guard settings.updateValue(setting, forKey: name) == nil else {
                throw cursor.error("'\(name)' is set twice.", at: start)
            }
        } while cursor.take(",")
        try cursor.expect("}")
        return settings
    }

    private mutating func value() throws(SyntaxError) -> Value {
        if cursor.current.kind == .number || cursor.isAt("-") || cursor.isAt("+") {
            return .number(try cursor.number("a value"))
        }
        return .category(try cursor.name("a value").text)
    }

    private mutating func effect(_ kind: CausalQuestion.Effect.Kind) throws(SyntaxError) -> CausalQuestion.Effect {
        guard cursor.takeWord("of") else { throw cursor.unexpected("'of'") }
        let treatment = try cursor.name("the treatment").text
        let active = cursor.take("=") ? try value() : nil
        let baseline = active != nil && cursor.takeWord("vs") ? try value() : nil
        guard cursor.takeWord("on") else { throw cursor.unexpected("'on'") }
        let outcome = try cursor.name("the outcome").text
        let value = cursor.take("=") ? try self.value() : nil
        var mediators: Set<String> = []
        let place = cursor.current
        if cursor.takeWord("through") {
            repeat { mediators.insert(try mediator(between: [treatment, outcome])) } while cursor.take(",")
        }
        let isNatural = kind == .naturalDirect || kind == .naturalIndirect
        if isNatural == mediators.isEmpty {
            throw cursor.error(
                isNatural ? "Say what the effect passes through: 'through M'." : "'\(kind.rawValue)' has no mediators.",
                at: place)
        }
        let start = cursor.current
        let paths = cursor.takeWord("along") ? try paths(from: treatment, to: outcome) : []
        if (kind == .pathSpecific) == paths.isEmpty {
            throw cursor.error(
                paths.isEmpty
                    ? "Say what the effect travels along: 'along x -> m -> y'." : "'\(kind.rawValue)' has no paths.",
                at: start)
        }
        return CausalQuestion.Effect(
            kind, of: treatment, active: active, baseline: baseline, on: outcome, is: value, through: mediators,
            along: paths)
    }

    /// - Parameter ends: The treatment and the outcome.
    private mutating func mediator(between ends: [String]) throws(SyntaxError) -> String {
        let name = try cursor.name("a mediator")
        guard !ends.contains(name.text) else {
            throw cursor.error(
                "A mediator stands between '\(ends[0])' and '\(ends[1])' and is neither of them.", at: name)
        }
        return name.text
    }

    private mutating func paths(from treatment: String, to outcome: String) throws(SyntaxError) -> [[String]] {
        var paths: [[String]] = []
        repeat {
            let start = cursor.current
            var path = [try cursor.name("the name of a variable").text]
            try cursor.expect("->")
            repeat { path.append(try cursor.name("the name of a variable").text) } while cursor.take("->")
            guard path.first == treatment, path.last == outcome else {
                throw cursor.error("A path leads from '\(treatment)' to '\(outcome)'.", at: start)
            }
            if !paths.contains(path) { paths.append(path) }
        } while cursor.take(",")
        return paths
    }

    private mutating func why() throws(SyntaxError) -> CausalQuestion {
        if cursor.takeWord("did") {
            let name = try cursor.name("the name of a variable").text
            guard cursor.takeWord("change") else { throw cursor.unexpected("'change'") }
            return .whyChanged(name)
        }
        guard cursor.takeWord("is") else { throw cursor.unexpected("'is' or 'did'") }
        let name = try cursor.name("the name of a variable").text
        for word in ["unusual", "for", "row"] {
            guard cursor.takeWord(word) else { throw cursor.unexpected("'\(word)'") }
        }
        return .whyUnusual(name, row: try rowNumber())
    }

    private mutating func rowNumber() throws(SyntaxError) -> Int {
        let place = cursor.current
        guard let number = Int(exactly: try cursor.number("the number of a row")), number >= 0 else {
            throw cursor.error("Rows are counted 0, 1, 2, …", at: place)
        }
        return number
    }

    private mutating func whatIf() throws(SyntaxError) -> CausalQuestion {
        var changes: [String: CausalQuestion.Adjustment] = [:]
        repeat {
            if cursor.isAtWord("given"), !changes.isEmpty { break }
            let name = try cursor.name("the name of a variable")
            guard changes.updateValue(try change(), forKey: name.text) == nil else {
                throw cursor.error("'\(name.text)' is changed twice.", at: name)
            }
        } while cursor.take(",")
        var row: Int?
        if cursor.takeWord("for") {
            if cursor.takeWord("every") {
                guard cursor.takeWord("row") else { throw cursor.unexpected("'row'") }
                return .whatIfEveryRow(changes)
            }
            guard cursor.takeWord("row") else { throw cursor.unexpected("'row' or 'every row'") }
            row = try rowNumber()
            _ = cursor.take(",")
        }
        return .whatIf(changes, row: row, given: cursor.takeWord("given") ? try given() : [])
    }

    private mutating func given() throws(SyntaxError) -> [CausalQuestion.Event] {
        if cursor.isAtWord("everything"), cursor.following.text.lowercased() == "observed" {
            cursor.advance()
            cursor.advance()
            return []
        }
        var events = [try event()]
        while cursor.take(",") { events.append(try event()) }
        return events
    }

    private mutating func change() throws(SyntaxError) -> CausalQuestion.Adjustment {
        if cursor.take("=") { return .set(try value()) }
        if cursor.take("+=") { return .shifted(by: try cursor.number("a number")) }
        if cursor.take("-=") { return .shifted(by: -(try cursor.number("a number"))) }
        if cursor.take("*=") { return .scaled(by: try cursor.number("a number")) }
        throw cursor.unexpected("'=', '+=', '-=' or '*='")
    }
}
