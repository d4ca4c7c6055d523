/// Named columns of equal length.
public struct Table: Sendable, Hashable {
    /// In the order of the file, each name once.
    public let columns: [Column]
    /// The number of rows.
    public let count: Int
    private let positions: [String: Int]

    /// - Throws: `RowError` for columns of different lengths or of the same name.
    public init(columns: [Column], count: Int? = nil) throws(RowError) {
        let length = count ?? columns.first?.count ?? 0
        var positions: [String: Int] = [:]
        for (position, column) in columns.enumerated() {
            guard column.count == length else {
                throw RowError(
                    .wrongCount, about: column.name, "column '\(column.name)' with \(column.count) rows",
                    expected: "\(length)")
            }
            guard positions.updateValue(position, forKey: column.name) == nil else {
                throw RowError(
                    .duplicateColumn, about: column.name, "two columns named '\(column.name)'",
                    expected: "different names")
            }
        }
        self.columns = columns
        self.count = length
        self.positions = positions
    }

    /// No columns and no rows.
    init() { (columns, count, positions) = ([], 0, [:]) }

    /// - Parameter columns: As many, and with the same names, as those of `other`.
    init(like other: Table, _ columns: [Column], count: Int) {
        (self.columns, self.count, positions) = (columns, count, other.positions)
    }

    /// The column called `name`.
    public subscript(name: String) -> Column? { positions[name].map { columns[$0] } }

    /// The value of every column in a row that exists.
    public func values(at row: Int) -> [Value] { columns.map { $0[row] } }

    /// The rows of one schema as a table, `[rows]`.
    public init(_ rows: [Row], schema: Schema) throws(RowError) {
        let columns = schema.features.enumerated().map { position, feature in
            Column(name: feature.name, values: rows.map { $0.values[position] }, isNumeric: feature.domain.isNumeric)
        }
        try self.init(columns: columns, count: rows.count)
    }
}

/// A named column of numbers or of categories.
public struct Column: Sendable, Hashable {
    /// The name in the header.
    public let name: String
    /// The entries.
    public let storage: Storage

    /// The entries of a column.
    public enum Storage: Sendable, Hashable {
        /// One number per row; NaN where it is missing.
        case numbers([Double])
        /// One code per row, an index into `levels`; -1 where it is missing.
        case categories(codes: [Int32], levels: [String])
    }

    /// - Parameters:
    ///   - name: The name in the header.
    ///   - storage: The entries.
    public init(name: String, storage: Storage) {
        self.name = name
        self.storage = storage
    }

    /// A column from values. A category in a column of numbers is read as a number, a number in a column of
    /// categories is written as text; what cannot be is missing.
    public init(name: String, values: [Value], isNumeric: Bool) {
        self.name = name
        guard !isNumeric else {
            storage = .numbers(values.map { $0.number ?? $0.category.flatMap(Double.init(feature:)) ?? .nan })
            return
        }
        var interner = LevelInterner()
        let codes = values.map { $0 == .missing ? -1 : interner.code(of: $0.description) }
        storage = .categories(codes: codes, levels: interner.levels)
    }

    /// A column of one value throughout.
    package init(name: String, repeating value: Value, count: Int, isNumeric: Bool) {
        self.init(name: name, values: [value], isNumeric: isNumeric)
        guard count != 1 else { return }
        switch storage {
        case .numbers(let numbers):
            self.init(name: name, storage: .numbers([Double](repeating: numbers[0], count: count)))
        case .categories(let codes, let levels):
            self.init(
                name: name, storage: .categories(codes: [Int32](repeating: codes[0], count: count), levels: levels))
        }
    }

    /// The number of rows.
    public var count: Int {
        switch storage {
        case .numbers(let numbers): numbers.count
        case .categories(let codes, _): codes.count
        }
    }

    /// The value in a row that exists.
    public subscript(row: Int) -> Value {
        switch storage {
        case .numbers(let numbers): numbers[row].isNaN ? .missing : .number(numbers[row])
        case .categories(let codes, let levels): codes[row] < 0 ? .missing : .category(levels[Int(codes[row])])
        }
    }
}

/// Gives each distinct text a code, in order of first appearance.
public struct LevelInterner: Sendable {
    /// The texts in the order in which they first came.
    public private(set) var levels: [String] = []
    private var codes: [String: Int32] = [:]

    /// No texts yet.
    public init() {}

    /// The number of a text: its place among `levels`, where it is added if it is new.
    public mutating func code(of level: String) -> Int32 {
        if let code = codes[level] { return code }
        let code = Int32(levels.count)
        codes[level] = code
        levels.append(level)
        return code
    }
}
