/// An error that people and programs can act on: what kind it is, what is wrong, and the way out.
///
/// Its text is for people and may change; programs decide by its `code`, which stays.
public protocol CodedError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of this type's errors. New kinds may be added.
    associatedtype Code: Sendable, Hashable, CustomStringConvertible
    /// What kind of error it is.
    var code: Code { get }
    /// What is wrong, with the value, without a full stop.
    var problem: String { get }
    /// The way out, without a full stop.
    var hint: String { get }
}

extension CodedError {
    /// What is wrong, and the way out, in two sentences.
    public var description: String { "\(problem.sentence) \(hint.sentence)" }
}

extension String {
    /// With a full stop, unless it ends as a sentence does.
    package var sentence: String { last.map { ".?!".contains($0) } == true ? self : self + "." }
}
