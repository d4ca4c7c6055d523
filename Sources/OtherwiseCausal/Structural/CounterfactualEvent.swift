public import OtherwiseCore

/// A variable in the world that an intervention makes: `Y_{x}`, or with `M` as under another one, `Y_{x, M_{x'}}`.
public struct CounterfactualVariable: Sendable, Hashable {
    /// What a variable is set to.
    public indirect enum Setting: Sendable, Hashable {
        case value(Value)
        /// What it would be under another intervention (nested counterfactual; Pearl 2001).
        case asUnder([String: Setting])
    }

    public let name: String
    public let settings: [String: Setting]

    public init(_ name: String, under settings: [String: Setting]) {
        self.name = name
        self.settings = settings
    }

    /// The variable where `values` are set; as it is, where none are.
    public init(_ name: String, do values: [String: Value] = [:]) {
        self.init(name, under: values.mapValues { .value($0) })
    }
}

/// A counterfactual variable with the level that it takes.
public struct CounterfactualEvent: Sendable, Hashable {
    public let variable: CounterfactualVariable
    public let value: Value

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
    public var description: String { "\(variable) = \(value)" }
}
