public import OtherwiseCore

/// What is wrong with a model, or with what a model was given, and the way out.
///
/// Its text says what happened, with the value, and what to do:
/// `credit.onnx: node 'trees' (TreeEnsembleClassifier), attribute 'nodes_modes': it has 4 entries, 5 were expected.
/// Export the model again; the file may be damaged.`
public struct ModelError: CodedError {
    /// What kind of error it is.
    public let code: Code
    /// The file, or the name that the caller gave; empty where no model is concerned.
    public private(set) var model: String
    /// The part of the model that is concerned.
    public private(set) var place: Place
    /// What happened, with the value, and what was expected.
    public let problem: String
    /// The way out.
    public private(set) var hint: String
    /// The last lines that a model in a process wrote to standard error.
    public private(set) var lastWords: [String] = []

    package init(_ code: Code, _ problem: String, attribute: String? = nil, hint: String) {
        self.code = code
        self.problem = problem
        self.hint = hint
        model = ""
        place = Place(attribute: attribute)
    }

    /// Where it happened, what happened, and the way out.
    public var description: String {
        [model, place.description, "\(problem). \(hint)."].filter { !$0.isEmpty }.joined(separator: ": ")
            + lastWords.map { "\n  | \($0)" }.joined()
    }

    /// The same error, in the model called `name`.
    package func inModel(_ name: String) -> ModelError {
        var error = self
        if error.model.isEmpty { error.model = name }
        return error
    }

    /// The same error with another way out.
    package func hinting(_ hint: String) -> ModelError {
        var error = self
        error.hint = hint
        return error
    }

    /// The same error, about the rows of a file.
    package func inTable(_ file: String) -> ModelError {
        var error = self
        error.place.table = error.place.table ?? file
        return error
    }

    /// The same error, in the line of what a process wrote.
    package func atLine(_ line: Int) -> ModelError {
        var error = self
        error.place.line = line
        return error
    }

    /// The same error with what the process said before it.
    package func saying(_ lastWords: [String]) -> ModelError {
        var error = self
        error.lastWords = lastWords
        return error
    }

    /// The same error, at the node called `node` of type `operatorType`.
    func atNode(_ node: String, _ operatorType: String) -> ModelError {
        var error = self
        if error.place.node == nil {
            error.place.node = node
            error.place.operatorType = operatorType
        }
        return error
    }
}

extension ModelError {
    /// A node of a graph and one of its attributes, a line that a process wrote, or the table that was given.
    public struct Place: Sendable, Hashable, CustomStringConvertible {
        /// The file of the rows that were given; `nil` where the model itself is concerned.
        public var table: String?
        /// The name of the node; `nil` where it has none.
        public var node: String?
        /// The operator of the node.
        public var operatorType: String?
        /// The attribute of the node.
        public var attribute: String?
        /// Counted from 1.
        public var line: Int?

        /// The place in words; empty for none.
        public var description: String {
            let type = operatorType.map { " (\($0))" } ?? ""
            return [
                table, node.map { "node '\($0)'\(type)" }, attribute.map { "attribute '\($0)'" },
                line.map { "line \($0) of its output" },
            ].compactMap { $0 }.joined(separator: ", ")
        }
    }

    /// The kind of a model error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {  // swift-format-ignore
            case unreadable, notONNX, malformed, cyclic, tooLarge, externalData
            case unsupportedOperator, unsupportedType, missingInput, shapeMismatch, invalidValue, notDifferentiable
            case unavailable, timedOut, refused, badAnswer, notRecorded
            case notGGUF, contextTooLong, unsupported
        }
        private let kind: Kind

        /// The file cannot be opened or read.
        public static let unreadable = Code(kind: .unreadable)
        /// The bytes are not an ONNX model.
        public static let notONNX = Code(kind: .notONNX)
        /// The model contradicts itself or the ONNX format.
        public static let malformed = Code(kind: .malformed)
        /// The nodes of the graph, or of a tree, wait for one another.
        public static let cyclic = Code(kind: .cyclic)
        /// A size is above the limit.
        public static let tooLarge = Code(kind: .tooLarge)
        /// The weights are kept in another file.
        public static let externalData = Code(kind: .externalData)
        /// An operator, or one of its settings, is not known here; another engine may know it.
        public static let unsupportedOperator = Code(kind: .unsupportedOperator)
        /// A type of element is not known here; another engine may know it.
        public static let unsupportedType = Code(kind: .unsupportedType)
        /// An input of the model was not given.
        public static let missingInput = Code(kind: .missingInput)
        /// A shape or a type of elements is not the one expected.
        public static let shapeMismatch = Code(kind: .shapeMismatch)
        /// A value is one that the operator refuses.
        public static let invalidValue = Code(kind: .invalidValue)
        /// A gradient was asked for that the model does not have, or that is not known here.
        public static let notDifferentiable = Code(kind: .notDifferentiable)
        /// A process or a server that cannot be started or reached, or that has gone.
        public static let unavailable = Code(kind: .unavailable)
        /// A process or a server did not answer in time.
        public static let timedOut = Code(kind: .timedOut)
        /// A process or a server answered with an error of its own.
        public static let refused = Code(kind: .refused)
        /// What a process or a server answered is not an answer to what it was asked.
        public static let badAnswer = Code(kind: .badAnswer)
        /// What was asked is in no record of earlier answers.
        public static let notRecorded = Code(kind: .notRecorded)
        /// The bytes are not a language model in the GGUF format.
        public static let notGGUF = Code(kind: .notGGUF)
        /// A prompt and what follows it have more tokens than the model can hold.
        public static let contextTooLong = Code(kind: .contextTooLong)
        /// The model, or the engine that runs it, cannot do what was asked.
        public static let unsupported = Code(kind: .unsupported)

        /// The name of the code.
        public var description: String { kind.rawValue }
    }
}
