import OtherwiseCore
import OtherwiseYAML

extension Feature {
    private static let keys = [
        "name", "type", "range", "step", "values", "ordered", "change", "weight", "scale", "missing", "missing_cost",
    ]

    /// - Throws: `YAMLError` for what is not of the form, `SchemaError` for what contradicts itself.
    init(_ entry: YAMLEntry) throws {
        let members = try entry.members(Self.keys)
        self.init(
            name: try entry.required("name", in: members).text(), domain: try Domain(entry, members),
            allowsMissing: try members["missing"]?.flag() ?? false,
            mutability: try members["change"]?.choice(Mutability.self) ?? .free,
            weight: try members["weight"]?.number() ?? 1, scale: try members["scale"]?.number(),
            missingCost: try members["missing_cost"]?.number() ?? 1)
        try validate()
    }

    /// The feature as it stands in a list of a schema file; what is as it is by default is left out.
    var lines: [String] {
        var members = [("name", YAMLText.scalar(name))] + domain.members
        members += [("change", mutability.rawValue), ("weight", YAMLText.scalar(weight))]
        if let scale { members.append(("scale", YAMLText.scalar(scale))) }
        if allowsMissing { members.append(("missing", "true")) }
        if missingCost != 1 { members.append(("missing_cost", YAMLText.scalar(missingCost))) }
        return members.listed
    }
}

/// What a feature is, in a schema file.
private enum Kind: String, CaseIterable {
    case number, integer, category
}

extension Domain {
    fileprivate init(_ entry: YAMLEntry, _ members: [String: YAMLEntry]) throws(YAMLError) {
        let kind = try entry.required("type", in: members).choice(Kind.self)
        let foreign = kind == .category ? ["range", "step", "scale"] : ["values", "ordered"]
        if let key = foreign.first(where: { members[$0] != nil }) {
            throw entry.fault("`\(key)` does not go with `type: \(kind.rawValue)`", hint: "Leave one of the two out")
        }
        guard kind != .category else {
            self = .categorical(
                categories: try members["values"]?.texts() ?? [], isOrdered: try members["ordered"]?.flag() ?? false)
            return
        }
        let step = try members["step"]?.number() ?? (kind == .integer ? 1 : nil)
        if kind == .integer, let step, step != step.rounded() {
            throw entry.fault("an integer has a step of \(step.plain)", hint: "Write `type: number`, or a whole step")
        }
        self = .numeric(range: try members["range"]?.range() ?? -.infinity ... .infinity, step: step)
    }

    fileprivate var members: [(name: String, value: String)] {
        switch self {
        case .numeric(let range, let step):
            var members = [("type", step == 1 ? "integer" : "number")]
            if range != -.infinity ... .infinity {
                members.append(("range", YAMLText.list([range.lowerBound, range.upperBound].map(YAMLText.scalar))))
            }
            if let step, step != 1 { members.append(("step", YAMLText.scalar(step))) }
            return members
        case .categorical(let categories, let isOrdered):
            let values = categories.isEmpty ? " []" : categories.map { "\n  - \(YAMLText.scalar($0))" }.joined()
            return [("type", "category"), ("values", values)] + (isOrdered ? [("ordered", "true")] : [])
        }
    }
}

extension YAMLEntry {
    func texts() throws(YAMLError) -> [String] {
        var texts: [String] = []
        for element in try elements() { texts.append(try element.text()) }
        return texts
    }

    /// `[lowest, highest]`.
    fileprivate func range() throws(YAMLError) -> ClosedRange<Double> {
        var ends: [Double] = []
        for element in try elements() { ends.append(try element.bound()) }
        guard ends.count == 2, ends[0] <= ends[1] else {
            throw fault(
                "the range is [\(ends.prefix(4).map(\.plain).joined(separator: ", "))]",
                hint: "Write `range: [lowest, highest]`, the lowest first; .inf and -.inf are no bound")
        }
        return ends[0]...ends[1]
    }
}

extension [(name: String, value: String)] {
    /// The members as an element of a list; a value of several lines begins with a new one.
    var listed: [String] {
        enumerated().map { index, member in
            let space = member.value.hasPrefix("\n") ? "" : " "
            return "\(index == 0 ? "- " : "  ")\(member.name):\(space)\(member.value)"
        }
    }
}
