import OtherwiseCore

/// Known designs, read against a query: which of them the question allows, and what they say about the features.
struct KnownDesigns {
    /// `[designs × features]`.
    let rows: [[Value]]
    let statistics: [String: FeatureStatistics]
    /// The places of those within the limits of the features that differ from the query in no frozen one.
    let kept: [Int]
    /// Those that others are held against.
    let reference: [[Value]]
    let notes: [String]

    /// - Throws: `DesignError`.
    init(_ designs: Table, outputs: Table, query: Row) throws(DesignError) {
        guard designs.count == outputs.count else {
            throw .rowCounts(designs: designs.count, outputs: outputs.count)
        }
        guard designs.count > 0 else { throw .noDesigns }
        var columns: [Column] = []
        for feature in query.schema.features {
            guard let column = designs[feature.name] else { throw .noColumn(feature: feature.name) }
            columns.append(column)
        }
        statistics = columns.statistics
        var notes: [String] = []
        for (feature, value) in zip(query.schema.features, query.values) {
            try feature.check(value, statistics[feature.name]).map { notes.append($0) }
        }
        let rows = (0..<designs.count).map { row in columns.map { $0[row] } }
        self.rows = rows
        let features = query.schema.features
        kept = rows.indices.filter { row in
            features.indices.allSatisfy { features[$0].permits(rows[row][$0], from: query.values[$0]) }
        }
        reference = kept.isEmpty ? rows : kept.map { rows[$0] }
        if kept.isEmpty {
            notes.append(
                "no design agrees with the query on what is frozen, so that all of them stand for what is known")
        }
        self.notes = notes
    }
}

extension Feature {
    /// - Returns: What the asker should know about a value of the query.
    fileprivate func check(_ value: Value, _ statistics: FeatureStatistics?) throws(DesignError) -> String? {
        switch domain {
        case .categorical(let categories, _):
            guard let option = value.category, !categories.contains(option) else { return nil }
            throw .unknownOption(feature: name, option: option, known: categories)
        case .numeric(let range, _):
            if mutability != .immutable, let statistics, statistics.minimum == statistics.maximum {
                throw .constantFeature(name)
            }
            guard let number = value.number, !range.contains(number) else { return nil }
            return "the query's \(name) is \(number.plain), outside its range, and is never put back to that"
        }
    }
}

extension [Column] {
    /// Range, median and deviation of every column of numbers, by name.
    fileprivate var statistics: [String: FeatureStatistics] {
        var statistics: [String: FeatureStatistics] = [:]
        for case let column in self {
            if case .numbers(let numbers) = column.storage { statistics[column.name] = FeatureStatistics(numbers) }
        }
        return statistics
    }
}
