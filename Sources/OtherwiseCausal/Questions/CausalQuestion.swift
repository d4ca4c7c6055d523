public import OtherwiseCore

/// A causal question, as `otherwise ask` reads it and as Swift builds it.
///
/// ```swift
/// let read = try CausalQuestion("P(cancer=yes | do(smoking=no))")
/// let built = CausalQuestion.probability(
///     of: [.init("cancer", is: .category("yes"))], do: ["smoking": .category("no")])
/// ```
public enum CausalQuestion: Sendable, Hashable {
    /// `P(events | evidence, do(intervention))`. An event or an intervention without a value asks for every value.
    case probability(of: [Event], given: [Event] = [], do: [String: Value?] = [:])
    case effect(Effect)
    /// What one row, or whoever is like the evidence, would have been.
    case whatIf([String: Adjustment], row: Int?, given: [Event])
    /// What each of many rows would have been.
    case whatIfEveryRow([String: Adjustment])
    /// What made a number of one row as unusual as it is.
    case whyUnusual(String, row: Int)
    /// What made the mean of a number change from some rows to others.
    case whyChanged(String)

    /// A variable, perhaps in another world, with its value where one is asked for.
    public struct Event: Sendable, Hashable {
        /// The variable, in its world.
        public let variable: CounterfactualVariable
        /// The value; `nil` where all are asked for.
        public let value: Value?

        /// - Parameter value: `nil` where all are asked for.
        public init(_ variable: CounterfactualVariable, is value: Value? = nil) {
            self.variable = variable
            self.value = value
        }

        /// - Parameters:
        ///   - value: `nil` where all are asked for.
        ///   - settings: What is set in the world in which it is looked at.
        public init(_ name: String, is value: Value? = nil, under settings: [String: Value] = [:]) {
            self.init(CounterfactualVariable(name, do: settings), is: value)
        }
    }

    /// What one variable does to another.
    public struct Effect: Sendable, Hashable {
        /// Which effect is asked for.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// Average treatment effect: `E[Y_x] − E[Y_x']`.
            case average = "ATE"
            /// The same for those who had the treatment.
            case onTheTreated = "ATT"
            case naturalDirect = "NDE"
            case naturalIndirect = "NIE"
            case necessity = "PN"
            case sufficiency = "PS"
            case necessityAndSufficiency = "PNS"
            /// The part of the average effect that travels along some edges only.
            case pathSpecific = "PSE"

            /// Whether it is a probability of causation.
            package var isOfCausation: Bool { [.necessity, .sufficiency, .necessityAndSufficiency].contains(self) }
        }

        /// Which effect is asked for.
        public let kind: Kind
        /// The cause.
        public let treatment: String
        /// The value of the cause whose effect is asked for; `nil` where the model is to choose.
        public let active: Value?
        /// The value that it is compared with; `nil` where the model is to choose.
        public let baseline: Value?
        /// The effect.
        public let outcome: String
        /// The value of the outcome that counts; `nil` for its mean.
        public let value: Value?
        /// What carries the indirect effect; empty where none is asked for.
        public let mediators: Set<String>
        /// The paths that a path-specific effect travels along, each from the cause to the effect; empty for others.
        public let paths: [[String]]

        /// - Parameters:
        ///   - active: The value of the cause whose effect is asked for.
        ///   - baseline: The value that it is compared with.
        ///   - value: The value of the outcome that counts; `nil` for its mean.
        ///   - mediators: What carries the indirect effect.
        ///   - paths: What a path-specific effect travels along, each from the cause to the effect.
        public init(
            _ kind: Kind, of treatment: String, active: Value? = nil, baseline: Value? = nil, on outcome: String,
            is value: Value? = nil, through mediators: Set<String> = [], along paths: [[String]] = []
        ) {
            self.paths = paths
            (self.kind, self.treatment, self.active, self.baseline) = (kind, treatment, active, baseline)
            (self.outcome, self.value, self.mediators) = (outcome, value, mediators)
        }
    }

    /// How a variable is changed.
    public enum Adjustment: Sendable, Hashable {
        case set(Value)
        case shifted(by: Double)
        case scaled(by: Double)
    }

    /// Pearl's ladder of causation.
    public enum Rung: Int, Sendable, Hashable, Codable {
        case seeing = 1
        case doing = 2
        case imagining = 3
    }

    /// Where the question stands on the ladder of causation (Pearl 2009).
    public var rung: Rung {
        switch self {
        case .whatIf, .whatIfEveryRow, .whyUnusual: .imagining
        case .whyChanged: .doing
        case .effect(let effect): effect.kind == .average ? .doing : .imagining
        case .probability(let events, let evidence, let intervention):
            if (events + evidence).allSatisfy({ $0.variable.settings.isEmpty }) {
                intervention.isEmpty ? .seeing : .doing
            } else {
                Self.isOneWorld(events + evidence) ? .doing : .imagining
            }
        }
    }

    /// Whether all events speak of one world that values alone make.
    private static func isOneWorld(_ events: [Event]) -> Bool {
        guard let first = events.first else { return true }
        return events.allSatisfy { $0.variable.settings == first.variable.settings }
            && first.variable.settings.values.allSatisfy { setting in
                if case .value = setting { true } else { false }
            }
    }
}

extension CausalQuestion {
    /// - Parameter row: The values of the row that it names.
    /// - Throws: `QuestionError` where it names one and there are none.
    func requireRow(_ row: [String: Value]?) throws(QuestionError) {
        guard case .whatIf(_, _?, _) = self, row == nil else { return }
        throw QuestionError(.incomplete, "There is no data to take the row from", hint: "Give the rows with --data")
    }

    /// The variables that it names.
    var names: Set<String> {
        switch self {
        case .probability(let events, let evidence, let intervention):
            let variables = (events + evidence).flatMap(\.variable.nested)
            return Set(variables.flatMap { [$0.name] + $0.settings.keys }).union(intervention.keys)
        case .effect(let effect):
            return effect.mediators.union(effect.paths.flatMap(\.self)).union([effect.treatment, effect.outcome])
        case .whatIf(let changes, _, let evidence): return Set(changes.keys).union(evidence.map(\.variable.name))
        case .whatIfEveryRow(let changes): return Set(changes.keys)
        case .whyUnusual(let name, _), .whyChanged(let name): return [name]
        }
    }

    /// - Parameters:
    ///   - seen: The variables that a question may name.
    ///   - hidden: Those that nobody observes.
    /// - Throws: `QuestionError` for a hidden cause that the question names, `CausalModelError` for a name that is no
    ///   variable's.
    package func requireNames(among seen: [String], hidden: Set<String>) throws {
        for name in names.sorted() where !seen.contains(name) {
            guard hidden.contains(name) else { throw CausalModelError.unknownVariable(name, names: seen) }
            throw QuestionError(
                .unsupported, "'\(name)' is a hidden cause, which is neither set nor observed",
                hint: "List it among the variables to ask about it")
        }
    }
}

extension CausalQuestion: CustomStringConvertible {
    /// The question in the language that it is read from.
    public var description: String {
        switch self {
        case .probability(let events, let evidence, let intervention):
            let fixed = intervention.isEmpty ? [] : ["do(\(Self.text(of: intervention)))"]
            let conditions = evidence.map(\.description) + fixed
            let right = conditions.isEmpty ? "" : " | " + conditions.joined(separator: ", ")
            return "P(\(events.map(\.description).joined(separator: ", "))\(right))"
        case .effect(let effect): return effect.description
        case .whatIf(let changes, let row, let evidence):
            let unit = row.map { " for row \($0)" } ?? ""
            let given = evidence.isEmpty ? "" : " given " + evidence.map(\.description).joined(separator: ", ")
            return "what if \(Self.text(of: changes))\(unit)\(given)"
        case .whatIfEveryRow(let changes): return "what if \(Self.text(of: changes)) for every row"
        case .whyUnusual(let name, let row): return "why is \(name.quotedIfNeeded) unusual for row \(row)"
        case .whyChanged(let name): return "why did \(name.quotedIfNeeded) change"
        }
    }

    private static func text(of changes: [String: Adjustment]) -> String {
        changes.sorted { $0.key < $1.key }.map { "\($0.key.quotedIfNeeded) \($0.value)" }.joined(separator: ", ")
    }

    private static func text(of intervention: [String: Value?]) -> String {
        intervention.sorted { $0.key < $1.key }.map { name, value in
            name.quotedIfNeeded + (value.map { "=\($0.questionText)" } ?? "")
        }.joined(separator: ", ")
    }
}

extension CausalQuestion.Event: CustomStringConvertible {
    /// As it is written in a question.
    public var description: String { variable.questionText + (value.map { "=\($0.questionText)" } ?? "") }
}

extension CausalQuestion.Effect: CustomStringConvertible {
    /// As it is written in a question.
    public var description: String {
        let levels = active.map { "=\($0.questionText)" + (baseline.map { " vs \($0.questionText)" } ?? "") } ?? ""
        let target = outcome.quotedIfNeeded + (value.map { "=\($0.questionText)" } ?? "")
        let way =
            mediators.isEmpty ? "" : " through " + mediators.sorted().map(\.quotedIfNeeded).joined(separator: ", ")
        let path =
            paths.isEmpty
            ? ""
            : " along "
                + paths.map { $0.map(\.quotedIfNeeded).joined(separator: " -> ") }.joined(separator: ", ")
        return "\(kind.rawValue) of \(treatment.quotedIfNeeded)\(levels) on \(target)\(way)\(path)"
    }
}

extension CausalQuestion.Adjustment: CustomStringConvertible {
    /// As it is written in a question.
    public var description: String {
        switch self {
        case .set(let value): "= \(value.questionText)"
        case .shifted(let distance): distance < 0 ? "-= \((-distance).plain)" : "+= \(distance.plain)"
        case .scaled(let factor): "*= \(factor.plain)"
        }
    }
}

extension Value {
    var questionText: String {
        switch self {
        case .number(let number): number.plain
        case .category(let category): category.quotedIfNeeded
        case .missing: "missing"
        }
    }
}

extension CounterfactualVariable {
    fileprivate var questionText: String {
        name.quotedIfNeeded + (settings.isEmpty ? "" : "_{\(Self.questionText(of: settings))}")
    }

    private static func questionText(of settings: [String: Setting]) -> String {
        settings.sorted { $0.key < $1.key }.map { name, setting in
            switch setting {
            case .value(let value): "\(name.quotedIfNeeded)=\(value.questionText)"
            case .asUnder(let other):
                name.quotedIfNeeded + (other.isEmpty ? "" : "_{\(questionText(of: other))}")
            }
        }.joined(separator: ", ")
    }
}
