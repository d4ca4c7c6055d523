/// How the inputs of an ONNX model are filled from the columns of a table.
package struct InputBinding: Sendable, Hashable {
    /// One tensor, made of the columns beside one another.
    package struct Tensor: Sendable, Hashable {
        package let name: String
        package let elements: ElementType
        package let rank: Int
        package let columns: [String]
    }

    package let tensors: [Tensor]
    /// What was assumed, in words for the user.
    package let notes: [String]

    /// The columns that the model reads, in the order of its inputs.
    package var columns: [String] { tensors.flatMap(\.columns) }
    package var inputColumns: InputColumns {
        let texts = tensors.filter { $0.elements == .string }.flatMap(\.columns)
        return InputColumns(names: columns, textNames: Set(texts), notes: notes)
    }
}

/// A column that may be bound: its name, and whether its entries read as numbers.
package struct ColumnProfile: Sendable, Hashable {
    package let name: String
    package let isNumeric: Bool
    /// Its distinct entries while they are few, to recognise a label; `nil` when they are many.
    package let levels: Set<String>?

    package init(name: String, isNumeric: Bool, levels: Set<String>? = nil) {
        self.name = name
        self.isNumeric = isNumeric
        self.levels = levels
    }

    /// Whether it holds just these classes, and so is what the model decides, not what it decides by.
    package func isLabel(among classes: [String]) -> Bool {
        guard let levels, !classes.isEmpty else { return false }
        return !levels.isEmpty && levels.isSubset(of: classes) && (levels.count > 1 || classes.count == 1)
    }
}

extension InputBinding {
    /// Binds by name where every input is one column that the table has, else by order.
    ///
    /// - Parameter classes: The model's classes; a column that holds just these is the label, and not an input.
    /// - Throws: `ModelError` with code `.missingInput` naming the columns that are absent, or both counts.
    package init(_ inputs: [ValueDescription], to table: [ColumnProfile], classes: [String]) throws(ModelError) {
        let slots = try inputs.map { input throws(ModelError) in try Slot(input) }
        let names = Set(table.map(\.name))
        if slots.allSatisfy({ ($0.width ?? 1) == 1 }), slots.count > 1 || names.contains(slots.first?.name ?? "") {
            let absent = slots.map(\.name).filter { !names.contains($0) }
            guard absent.isEmpty else { throw .missingColumns(absent, table: table.map(\.name)) }
            self.init(slots: slots, columns: slots.map { [$0.name] }, notes: [])
        } else {
            try self.init(slots: slots, byOrder: table, classes: classes)
        }
    }

    private init(slots: [Slot], columns: [[String]], notes: [String]) {
        tensors = zip(slots, columns).map { Tensor(name: $0.name, elements: $0.elements, rank: $0.rank, columns: $1) }
        self.notes = notes
    }

    private init(slots: [Slot], byOrder table: [ColumnProfile], classes: [String]) throws(ModelError) {
        guard slots.count > 1 else {
            let columns = try Self.columns(for: slots.first?.width, among: table, classes: classes)
            let left = table.map(\.name).filter { !columns.contains($0) }
            let ignored = left.isEmpty ? "" : "; ignored: \(left.joined(separator: ", "))"
            let note =
                "input '\(slots.first?.name ?? "")' takes the columns in order: \(columns.joined(separator: ", "))\(ignored)"
            self.init(slots: slots, columns: [columns], notes: [note])
            return
        }
        let free = table.filter { !$0.isLabel(among: classes) }
        var texts = free.filter { !$0.isNumeric }.map(\.name)[...]
        var numbers = free.filter(\.isNumeric).map(\.name)[...]
        var columns: [[String]] = []
        for slot in slots {
            let width = slot.width ?? 1
            if width == 1, free.contains(where: { $0.name == slot.name }) {
                columns.append([slot.name])
                texts.removeAll { $0 == slot.name }
                numbers.removeAll { $0 == slot.name }
                continue
            }
            let taken = slot.elements == .string ? texts.prefix(width) : numbers.prefix(width)
            guard taken.count == width else { throw .tooFewColumns(slot.name, width: width, found: taken.count) }
            columns.append(Array(taken))
            if slot.elements == .string { texts = texts.dropFirst(width) } else { numbers = numbers.dropFirst(width) }
        }
        let note =
            "wide inputs take the columns of their type in order: \(columns.map { $0.joined(separator: ", ") }.joined(separator: "; "))"
        self.init(slots: slots, columns: columns, notes: [note])
    }

    /// All columns if the counts agree; else all but a label, or all that are numbers.
    private static func columns(
        for width: Int?, among table: [ColumnProfile], classes: [String]
    ) throws(ModelError) -> [String] {
        let unlabelled = table.filter { !$0.isLabel(among: classes) }
        let candidates = [table, unlabelled, table.filter(\.isNumeric), unlabelled.filter(\.isNumeric)]
        guard let width else { return unlabelled.filter(\.isNumeric).map(\.name) }
        guard let columns = candidates.first(where: { $0.count == width }) else {
            throw .wrongColumnCount(width, table: table.map(\.name))
        }
        return columns.map(\.name)
    }
}

/// One input of a model: a tensor `[rows, width]`.
private struct Slot {
    let name: String
    let elements: ElementType
    let rank: Int
    /// The number of columns; `nil` where any number will do.
    let width: Int?

    init(_ input: ValueDescription) throws(ModelError) {
        guard case .tensor(let elements, let shape) = input.type else {
            throw .unfit("Input '\(input.name)' is not a tensor")
        }
        guard (shape?.count ?? 2) <= 2 else {
            throw .unfit(
                "Input '\(input.name)' has \(shape?.count ?? 0) dimensions; a table has rows and columns")
        }
        guard (shape?.last.flatMap(\.self) ?? 0) <= 1 << 20 else {
            throw .unfit(
                "Input '\(input.name)' wants \(shape?.last.flatMap(\.self) ?? 0) columns, more than the 1,048,576 that a table may have"
            )
        }
        name = input.name
        self.elements = elements
        rank = max(shape?.count ?? 2, 1)
        width = rank == 1 ? 1 : shape?[1]
    }
}

extension ModelError {
    fileprivate static func unfit(_ problem: String) -> ModelError {
        ModelError(
            .unsupportedType, problem,
            hint: "Export the model with inputs for the columns of a table: one per column, or one of rows by columns")
    }

    fileprivate static func missingColumns(_ names: [String], table: [String]) -> ModelError {
        ModelError(
            .missingInput, "The table has no column \(names.map { "'\($0)'" }.joined(separator: ", "))",
            hint: delimiterHint(table)
                ?? "Its columns are \(table.joined(separator: ", ")); rename or add what is missing")
    }

    /// For a table whose whole header was read as one column.
    private static func delimiterHint(_ table: [String]) -> String? {
        let delimiters = [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")]
        guard table.count == 1, let header = table.first,
            let (_, name) = delimiters.first(where: { header.contains($0.0) })
        else { return nil }
        return "Its only column is '\(header.prefix(80))'; separate the columns by commas, not by \(name)"
    }

    fileprivate static func tooFewColumns(_ input: String, width: Int, found: Int) -> ModelError {
        ModelError(
            .missingInput, "Input '\(input)' wants \(width) columns of its type, the table has \(found) left",
            hint: "Give a table with the columns that the model was trained on")
    }

    fileprivate static func wrongColumnCount(_ width: Int, table: [String]) -> ModelError {
        ModelError(
            .missingInput,
            "The model wants \(width) columns without names, the table has \(table.count): \(table.joined(separator: ", "))",
            hint: delimiterHint(table) ?? "Name the \(width) columns in the model's order with --columns")
    }
}
