/// What is wrong in a YAML file, where, and the way out.
public struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place, what is wrong there, and the way out.
    public let description: String

    package init(_ problem: String, hint: String) {
        description = "\(problem)\(problem.hasSuffix("?") ? "" : ".") \(hint)."
    }
}
