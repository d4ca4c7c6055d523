import Foundation
package import OtherwiseCore

extension InputBinding {
    /// The model's inputs for the rows of a table.
    ///
    /// - Throws: `ModelError` naming the column that is absent or that does not fit its input.
    package func tensors(from table: Table) throws(ModelError) -> [String: OtherwiseModels.Tensor] {
        var inputs: [String: OtherwiseModels.Tensor] = [:]
        for tensor in tensors { inputs[tensor.name] = try fill(tensor, from: table) }
        return inputs
    }

    private func fill(_ tensor: Tensor, from table: Table) throws(ModelError) -> OtherwiseModels.Tensor {
        let columns = try tensor.columns.map { name throws(ModelError) in
            guard let column = table[name] else { throw .noColumn(name) }
            return column
        }
        let shape = tensor.rank == 1 ? [table.count] : [table.count, columns.count]
        return try OtherwiseModels.Tensor(
            shape: shape, Self.storage(of: columns, rows: table.count, as: tensor.elements))
    }

    private static func storage(
        of columns: [Column], rows: Int, as elements: ElementType
    ) throws(ModelError) -> OtherwiseModels.Tensor.Storage {
        switch elements {
        case .string: return .string(interleave(columns.map(\.texts), rows: rows))
        case .float:
            let numbers = try columns.map { column throws(ModelError) in try column.numbers().map { Float($0) } }
            return .float(interleave(numbers, rows: rows))
        case .double:
            return .double(
                interleave(try columns.map { column throws(ModelError) in try column.numbers() }, rows: rows))
        case .bool:
            let flags = try columns.map { column throws(ModelError) in try column.integers().map { $0 != 0 } }
            return .bool(interleave(flags, rows: rows))
        default:
            return .int64(
                interleave(try columns.map { column throws(ModelError) in try column.integers() }, rows: rows))
        }
    }

    /// Columns beside one another as rows behind one another.
    private static func interleave<Element>(_ columns: [[Element]], rows: Int) -> [Element] {
        guard columns.count != 1 else { return columns[0] }
        var elements: [Element] = []
        elements.reserveCapacity(rows * columns.count)
        for row in 0..<rows {
            for column in columns { elements.append(column[row]) }
        }
        return elements
    }
}

extension Column {
    /// Numbers as they are; NaN where one is missing.
    fileprivate func numbers() throws(ModelError) -> [Double] {
        switch storage {
        case .numbers(let numbers): return numbers
        case .categories(let codes, let levels):
            let parsed = levels.map { Double(feature: $0) }
            return try codes.map { code throws(ModelError) in
                guard code >= 0 else { return .nan }
                guard let number = parsed[Int(code)] else { throw .notANumber(levels[Int(code)], column: name) }
                return number
            }
        }
    }

    fileprivate func integers() throws(ModelError) -> [Int64] {
        try numbers().map { number throws(ModelError) in
            guard let integer = Int64(exactly: number) else { throw .notAnInteger(number, column: name) }
            return integer
        }
    }

    /// Categories as they are, numbers in their shortest form; empty where one is missing.
    fileprivate var texts: [String] {
        switch storage {
        case .numbers(let numbers): numbers.map { $0.isNaN ? "" : $0.plain }
        case .categories(let codes, let levels): codes.map { $0 < 0 ? "" : levels[Int($0)] }
        }
    }
}

extension ModelError {
    fileprivate static func noColumn(_ name: String) -> ModelError {
        ModelError(
            .missingInput, "The table has no column '\(name)'", hint: "Add it, or rename the column that holds it")
    }

    fileprivate static func notANumber(_ text: String, column: String) -> ModelError {
        ModelError(
            .invalidValue, "Column '\(column)' holds '\(text)', the model wants numbers there",
            hint: "Encode the column as the model's training data was, or leave the cell empty where it is missing")
    }

    fileprivate static func notAnInteger(_ number: Double, column: String) -> ModelError {
        let found = number.isNaN ? "a missing value" : number.plain
        return ModelError(
            .invalidValue, "Column '\(column)' holds \(found), the model wants whole numbers there",
            hint: "Round the column, or fill what is missing")
    }
}
