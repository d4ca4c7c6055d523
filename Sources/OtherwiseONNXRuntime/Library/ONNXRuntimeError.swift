#if ONNXRuntime
/// Why ONNX Runtime cannot be used, and the way out.
///
/// What is wrong with a model, or with what a model was given, is a `ModelError`.
public struct ONNXRuntimeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of error it is.
    public let code: Code
    /// What happened, with the file.
    public let problem: String
    /// The way out.
    public let hint: String

    init(_ code: Code, _ problem: String, hint: String = installing) {
        self.code = code
        self.problem = problem
        self.hint = hint
    }

    /// What happened, and the way out.
    public var description: String { "\(problem). \(hint)." }

    private static let installing =
        "Run `make engines`, which fetches ONNX Runtime \(LibraryPlaces.version), or give its path"
}

extension ONNXRuntimeError {
    /// The kind of an error. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String { case notFound, cannotOpen, notONNXRuntime, unsupportedVersion, cannotStart }
        private let kind: Kind

        /// There is no library in any of the places.
        public static let notFound = Code(kind: .notFound)
        /// The file is not a shared library of this machine, or needs one that is absent.
        public static let cannotOpen = Code(kind: .cannotOpen)
        /// It is a shared library, but not ONNX Runtime.
        public static let notONNXRuntime = Code(kind: .notONNXRuntime)
        /// It is an ONNX Runtime that is too old or too new.
        public static let unsupportedVersion = Code(kind: .unsupportedVersion)
        /// ONNX Runtime was opened and refused to start.
        public static let cannotStart = Code(kind: .cannotStart)

        /// The name of the code.
        public var description: String { kind.rawValue }
    }
}
#endif
