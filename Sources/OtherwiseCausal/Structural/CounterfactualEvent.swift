public import OtherwiseCore

/// A variable in the world that an intervention makes: `Y_{x}`, or with `M` as under another one, `Y_{x, M_{x'}}`.
public struct CounterfactualVariable: Sendable, Hashable {
    /// What a variable is set to.
    public indirect enum Setting: Sendable, Hashable {
        case value(Value)
        /// What it would be under another intervention (nested counterfactual; Pearl 2001).
        case asUnder([String: Setting])
    }

    /// The name of the variable.
    public let name: String
    /// What is set in the world in which it is looked at; empty for the world as it is.
    public let settings: [String: Setting]

    /// - Parameter settings: What is set in the world in which it is looked at.
    public init(_ name: String, under settings: [String: Setting]) {
        self.name = name
        self.settings = settings
    }

    /// The variable where `values` are set; as it is, where none are.
    public init(_ name: String, do values: [String: Value] = [:]) {
        self.init(name, under: values.mapValues { .value($0) })
    }
}

extension CounterfactualVariable {
    /// Itself and, each in its world, the variables that its settings are as.
    package var nested: [CounterfactualVariable] {
        let others = settings.sorted { $0.key < $1.key }.compactMap { name, setting in
            if case .asUnder(let other) = setting { CounterfactualVariable(name, under: other) } else { nil }
        }
        return [self] + others.flatMap(\.nested)
    }
}

/// A counterfactual variable with the level that it takes.
public struct CounterfactualEvent: Sendable, Hashable {
    /// The variable, in its world.
    public let variable: CounterfactualVariable
    /// The level.
    public let value: Value

    /// - Parameter value: The level.
    public init(_ variable: CounterfactualVariable, is value: Value) {
        self.variable = variable
        self.value = value
    }

    /// `name_{values} = value`.
    public init(_ name: String, is value: Value, do values: [String: Value] = [:]) {
        self.init(CounterfactualVariable(name, do: values), is: value)
    }
}

extension CounterfactualVariable: CustomStringConvertible {
    /// `y_{x=1}`, or the name alone for the world as it is.
    public var description: String {
        guard !settings.isEmpty else { return name }
        return "\(name)_{\(Self.text(of: settings))}"
    }

    private static func text(of settings: [String: Setting]) -> String {
        settings.sorted { $0.key < $1.key }.map { name, setting in
            switch setting {
            case .value(let value): "\(name)=\(value)"
            case .asUnder(let other): other.isEmpty ? name : "\(name)_{\(text(of: other))}"
            }
        }.joined(separator: ", ")
    }
}

extension CounterfactualEvent: CustomStringConvertible {
    /// `y_{x=1} = 0`.
    public var description: String { "\(variable) = \(value)" }
}
