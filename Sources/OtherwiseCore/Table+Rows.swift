extension Table {
    /// Some of the rows, in the order that is given.
    ///
    /// - Parameter places: Of rows that exist, counted from 0.
    package func rows(at places: some Collection<Int>) -> Table {
        Table(like: self, columns.map { $0.entries(at: places) }, count: places.count)
    }

    /// The rows of several tables, one after the other; a table of no columns where there are none.
    ///
    /// - Parameter parts: With the same columns, of the same kinds.
    package static func joined(_ parts: [Table]) -> Table {
        guard let first = parts.first, parts.count > 1 else { return parts.first ?? Table() }
        let columns = first.columns.indices.map { place in Column.joined(parts.map { $0.columns[place] }) }
        return Table(like: first, columns, count: parts.reduce(0) { $0 + $1.count })
    }
}

extension Column {
    fileprivate func entries(at places: some Collection<Int>) -> Column {
        switch storage {
        case .numbers(let numbers): Column(name: name, storage: .numbers(places.map { numbers[$0] }))
        case .categories(let codes, let levels):
            Column(name: name, storage: .categories(codes: places.map { codes[$0] }, levels: levels))
        }
    }

    fileprivate static func joined(_ parts: [Column]) -> Column {
        var (numbers, codes, interner): ([Double], [Int32], LevelInterner) = ([], [], LevelInterner())
        for part in parts {
            switch part.storage {
            case .numbers(let own): numbers += own
            case .categories(let own, let levels):
                let new = levels.map { interner.code(of: $0) }
                codes += own.map { $0 < 0 ? -1 : new[Int($0)] }
            }
        }
        let isNumeric = if case .numbers = parts[0].storage { true } else { false }
        return Column(
            name: parts[0].name,
            storage: isNumeric ? .numbers(numbers) : .categories(codes: codes, levels: interner.levels))
    }
}
