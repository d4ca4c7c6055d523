public import OtherwiseCore

/// A program with hidden inputs as a world: abduction finds the hidden values that explain a run, by trying all.
public struct ProgramWorld: World {
    /// What is run.
    public let program: Program
    /// The hidden parameters with what they may be.
    public let hidden: [String: ClosedRange<Int>]
    /// How long it may run.
    public let limits: RunLimits

    /// More combinations of hidden values than are tried.
    public static let domainLimit = 1_000_000

    /// - Throws: `ProgramWorldError` for a hidden name that is no parameter, or too many combinations.
    public init(
        _ program: Program, hidden: [String: ClosedRange<Int>], limits: RunLimits = RunLimits()
    ) throws(ProgramWorldError) {
        if let name = hidden.keys.sorted().first(where: { !program.parameters.contains($0) }) {
            throw .noParameter(name, of: program.parameters)
        }
        let count = hidden.values.reduce(1.0) { $0 * (Double($1.upperBound) - Double($1.lowerBound) + 1) }
        guard count <= Double(Self.domainLimit) else { throw .domainTooLarge(count) }
        (self.program, self.hidden, self.limits) = (program, hidden, limits)
    }

    /// The hidden values, in the order of the parameters, that give the observed output.
    ///
    /// - Throws: `ProgramWorldError.inconsistentObservation` where none does, `.tooMuchWork` where all runs together are too
    ///   long; `RunError` where a run goes wrong.
    public func abduct(_ factual: ProgramRun) throws -> ProgramCause {
        var work = 0
        let consistent = try combinations().filter { try run(program, factual.inputs, $0, &work) == factual.output }
        guard !consistent.isEmpty else { throw ProgramWorldError.inconsistentObservation(factual) }
        return ProgramCause(inputs: factual.inputs, hidden: consistent)
    }

    /// The outputs that are possible: one for each hidden value that explains the factual run.
    public func predict(_ cause: ProgramCause, under intervention: ProgramChange) throws -> Set<Int> {
        let inputs = cause.inputs.merging(intervention.inputs) { _, new in new }
        var work = 0
        return Set(try cause.hidden.map { try run(intervention.program ?? program, inputs, $0, &work) })
    }

    /// The output for visible and hidden values.
    func run(_ program: Program, _ inputs: [String: Int], _ values: [String: Int]) throws -> Int {
        var work = 0
        return try run(program, inputs, values, &work)
    }

    /// The same.
    ///
    /// - Parameter work: The statements and operators that were run so far.
    private func run(
        _ program: Program, _ inputs: [String: Int], _ values: [String: Int], _ work: inout Int
    ) throws -> Int {
        let arguments = try program.parameters.map { name in
            guard let value = values[name] ?? inputs[name] else { throw ProgramWorldError.noInput(name) }
            return value
        }
        let counted = try program.counted(arguments, limits)
        work += counted.work
        guard work <= limits.work else { throw ProgramWorldError.tooMuchWork(limits.work) }
        return counted.value
    }

    /// All combinations of hidden values.
    func combinations() -> [[String: Int]] {
        hidden.sorted { $0.key < $1.key }.reduce([[:]]) { partial, entry in
            partial.flatMap { values in entry.value.map { values.merging([entry.key: $0]) { _, new in new } } }
        }
    }
}

/// A run as it was seen: the inputs that are not hidden, and the output.
public struct ProgramRun: Sendable, Hashable {
    /// By parameter.
    public let inputs: [String: Int]
    /// What it returned.
    public let output: Int

    /// A run that was seen.
    public init(inputs: [String: Int], output: Int) { (self.inputs, self.output) = (inputs, output) }
}

/// The visible inputs of a run, and every choice of hidden values that explains it.
public struct ProgramCause: Sendable, Hashable {
    /// By parameter.
    public let inputs: [String: Int]
    /// Each explains the run, by parameter.
    public let hidden: [[String: Int]]
}

/// Inputs that are changed, and a program that takes the place of the one that ran.
public struct ProgramChange: Intervention, Hashable {
    /// Inputs that are set, by parameter.
    public let inputs: [String: Int]
    /// What runs instead; `nil` for the same program.
    public let program: Program?

    /// What is set, and what runs instead.
    public init(inputs: [String: Int] = [:], program: Program? = nil) {
        (self.inputs, self.program) = (inputs, program)
    }

    /// Nothing is changed.
    public static var none: ProgramChange { ProgramChange() }
    /// Inputs alone are changed.
    public static func inputs(_ inputs: [String: Int]) -> ProgramChange { ProgramChange(inputs: inputs) }

    /// What comes later counts.
    public func followed(by next: ProgramChange) -> ProgramChange {
        ProgramChange(inputs: inputs.merging(next.inputs) { _, new in new }, program: next.program ?? program)
    }
}

/// A question about a program that has no answer.
public enum ProgramWorldError: Error, Sendable, Hashable, CustomStringConvertible {
    case noParameter(String, of: [String])
    case noInput(String)
    case domainTooLarge(Double)
    case tooMuchWork(Int)
    case inconsistentObservation(ProgramRun)

    /// What has no answer, and what to give.
    public var description: String {
        switch self {
        case .noParameter(let name, let parameters):
            "The program has no parameter '\(name)'. It has: \(parameters.joined(separator: ", "))."
        case .noInput(let name): "'\(name)' has no value. Give it as an input, or a domain as a hidden one."
        case .domainTooLarge(let count):
            "The hidden inputs have \(count.plain) combinations; at most \(ProgramWorld.domainLimit) are tried. Give smaller domains."
        case .tooMuchWork(let limit):
            "To try all hidden values takes more than \(limit) statements and operators. Give smaller domains, or a shorter program."
        case .inconsistentObservation(let run):
            "No hidden value gives \(run.output) for these inputs. Check the observation, or widen the domain."
        }
    }
}
