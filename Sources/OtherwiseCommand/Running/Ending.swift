import ArgumentParser
import OtherwiseAudits
import OtherwiseCSV
import OtherwiseCausal
import OtherwiseCore
import OtherwiseEstimation
import OtherwiseModels
import OtherwiseSearch
import OtherwiseStore
import OtherwiseSystems
import OtherwiseTabular
import OtherwiseTraces
import OtherwiseYAML

/// How the command ends: the one place where errors become exit codes.
enum Ending: Int32, Error {
    case done = 0
    case failed = 1
    /// No counterfactual was found: infeasible, or the budget was spent.
    case noneFound = 3
    /// The command line cannot be understood.
    case usage = 64
    /// What was read cannot be used.
    case badData = 65
    /// A file cannot be read.
    case unreadable = 66
    /// What is asked for does not work yet.
    case unavailable = 69
    case interrupted = 130

    init(_ error: any Error) {
        self =
            switch error {
            case let ending as Ending: ending
            case let error as QuestionError where error.code == .notIdentified: .noneFound
            case is GoalError, is StrategyError, is RobustnessError, is PlausibilityError,
                is ValidationError, is QuestionError:
                .usage
            case is CausesError, is SchemaError, is RowError, is TableError, is YAMLError, is BadRows: .badData
            case is CausalModelError, is GraphError, is SyntaxError, is EstimationError, is EstimandError: .badData
            case is NotIdentified: .noneFound
            case is UnreadableInput: .unreadable
            case is CancellationError: .interrupted
            case let error as CSVError:
                error.code == .unreadable ? .unreadable : error.code == .unwritable ? .failed : .badData
            case let error as ModelError: Ending(error.code)
            case let error as StoreError: Ending(error.code)
            case let error as SystemError: Ending(error)
            case is DesignError, is MenuError: .usage
            case is TraceError, is AuditError: .badData
            case is EngineMissing: .unavailable
            case is EvaluationError: .badData
            default: .failed
            }
    }

    private init(_ code: ModelError.Code) {
        self =
            switch code {
            case .unreadable: .unreadable
            case .unavailable, .timedOut, .refused, .notRecorded: .failed
            default: .badData
            }
    }

    private init(_ code: StoreError.Code) {
        self =
            switch code {
            case .unopenable, .readOnly: .unreadable
            case .notADatabase, .otherKind, .newer, .damaged: .badData
            case .otherQuestion, .noSuchRun: .usage
            default: .failed
            }
    }

    private init(_ error: SystemError) {
        self =
            switch error {
            case .unknown, .takesNoItems, .takesNoModel, .needsOpenModel: .usage
            case .notYet: .unavailable
            case .badItems: .badData
            }
    }

    /// The list for `--help` of what searches for a counterfactual.
    static let help = codes(
        done: "done; a counterfactual was found",
        none: "no counterfactual found: none exists, or the budget was spent",
        usage: "usage: an option is wrong, or the model has no such outcome")

    /// … of what reads a model or data, and searches nothing.
    static let readingHelp = codes(done: "done", none: nil, usage: "usage: an option is wrong")

    /// - Parameter none: What it means that nothing is found; `nil` for what looks for nothing.
    static func codes(done: String, none: String?, usage: String) -> String {
        """
        EXIT CODES
          0    \(done)
          1    failed\(none.map { "\n  3    \($0)" } ?? "")
          64   \(usage)
          65   bad data: a model, table, schema or row cannot be used
          66   a file cannot be read
          130  interrupted
        """
    }
}

extension Ending {
    /// Says what went wrong, and ends the process.
    static func end(with error: any Error) -> Never {
        let ending = Ending(error)
        let isSilent = error is Ending || error is CancellationError
        if !isSilent { StandardError.write("otherwise: \("\(error)".shown)\n") }
        OtherwiseTool.exit(withError: ExitCode(ending.rawValue))
    }
}
