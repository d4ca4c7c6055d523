import OtherwiseCore
import Yams

/// A place in a YAML file, and what may be read there.
package struct YAMLEntry {
    private let node: Node
    private let file: String
    /// The way to it, such as `features[age].range`; empty for the whole.
    private let place: String
    /// Where the form of the file is told, as a hint.
    private let form: String

    /// - Parameter form: Where the form of the file is told, as a hint: "See `otherwise schema --help` for the form".
    init(_ node: Node, file: String, place: String = "", form: String) {
        (self.node, self.file, self.place, self.form) = (node, file, place, form)
    }

    private func entry(_ node: Node, _ place: String) -> YAMLEntry {
        YAMLEntry(node, file: file, place: place, form: form)
    }

    /// The file, the line and the way to it.
    package var location: String { location(of: node) }

    private func location(of node: Node) -> String {
        [file, node.mark.map { "line \($0.line)" }, place.isEmpty ? nil : "`\(place)`"].compactMap(\.self)
            .joined(separator: ", ")
    }

    /// The error that something is wrong here.
    package func fault(_ problem: String, hint: String? = nil) -> YAMLError {
        YAMLError(.badEntry, at: location, problem, hint: hint ?? form)
    }

    /// The entries of a mapping by name.
    ///
    /// - Throws: `YAMLError` for a name that is not among `names`: a mistyped limit would limit nothing.
    package func members(_ names: [String]) throws(YAMLError) -> [String: YAMLEntry] {
        for (key, _) in try mapping() {
            guard let name = key.scalar?.string, !names.contains(name) else { continue }
            let near = names.nearest(to: name).map { "; did you mean `\($0)`?" } ?? ""
            throw YAMLError(
                .badName, at: location(of: key), "`\(name.prefix(40))` is not known here\(near)",
                hint: "Write one of \(names.joined(separator: ", "))")
        }
        return try members()
    }

    /// The entries of a mapping with names of any kind.
    package func members() throws(YAMLError) -> [String: YAMLEntry] {
        var members: [String: YAMLEntry] = [:]
        for (key, value) in try mapping() {
            guard let name = key.scalar?.string else { throw fault("a name is expected before the colon") }
            let member = entry(value, place.isEmpty ? name : "\(place).\(name.prefix(40))")
            guard members.updateValue(member, forKey: name) == nil else {
                throw fault("`\(name.prefix(40))` is given twice", hint: "Keep one of them")
            }
        }
        return members
    }

    private func mapping() throws(YAMLError) -> Node.Mapping {
        guard let mapping = node.mapping else {
            throw fault("names and values are expected, as in `name: value`\(found)")
        }
        return mapping
    }

    package func required(_ name: String, in members: [String: YAMLEntry]) throws(YAMLError) -> YAMLEntry {
        guard let entry = members[name] else { throw fault("`\(name)` is missing") }
        return entry
    }

    /// The elements of a list, each called by its `name`, or else by its number from 0.
    package func elements() throws(YAMLError) -> [YAMLEntry] {
        guard let sequence = node.sequence else { throw fault("a list is expected, as in `[a, b]`\(found)") }
        return sequence.enumerated().map { index, node in
            let name = node.mapping?.first { $0.key.scalar?.string == "name" }?.value.scalar?.string
            return entry(node, "\(place)[\(name.map { String($0.prefix(40)) } ?? "\(index)")]")
        }
    }

    /// Whether a list is written here.
    package var isList: Bool { node.sequence != nil }

    /// Whether names and values are written here.
    package var isMapping: Bool { node.mapping != nil }

    /// Whether nothing is written here.
    package var isEmpty: Bool { node.scalar.map { $0.style == .plain && $0.string.isEmpty } ?? false }

    /// A scalar as text, whether it looks like a number or not.
    package func text() throws(YAMLError) -> String {
        guard let text = node.scalar?.string, !isEmpty else { throw fault("a text is expected\(found)") }
        return text
    }

    /// A finite number.
    package func number() throws(YAMLError) -> Double {
        let isDecimal = node.scalar?.string.contains { "xXoO:".contains($0) } == false
        guard isDecimal, let number = node.scalar.flatMap(Double.construct), number.isFinite else {
            throw fault("a number is expected\(found)", hint: "Write it like 17, 0.5 or -3")
        }
        return number
    }

    /// A finite number, or `.inf` or `-.inf` for no bound.
    package func bound() throws(YAMLError) -> Double {
        guard let text = node.scalar?.string, [".inf", "+.inf", "-.inf"].contains(text) else { return try number() }
        return text == "-.inf" ? -.infinity : .infinity
    }

    package func flag() throws(YAMLError) -> Bool {
        guard let flag = node.scalar.flatMap(Bool.construct) else { throw fault("true or false is expected\(found)") }
        return flag
    }

    /// One of some words.
    package func choice<Choice: RawRepresentable<String> & CaseIterable>(_: Choice.Type) throws(YAMLError) -> Choice {
        let words = Choice.allCases.map(\.rawValue)
        let text = try text()
        guard let choice = Choice(rawValue: text) else {
            let near = words.nearest(to: text).map { "; did you mean `\($0)`?" } ?? ""
            throw fault(
                "'\(text.prefix(40))' is not known here\(near)", hint: "Write \(words.joined(separator: " or "))")
        }
        return choice
    }

    private var found: String {
        if isEmpty { return ", and nothing is given" }
        return node.scalar.map { ", not '\($0.string.prefix(40))'" } ?? ""
    }
}
