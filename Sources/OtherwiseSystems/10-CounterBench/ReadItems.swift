/// Items that are read and exactly solved, apart from those that are not: nothing is measured on an item whose text is of
/// no form that is read, or whose observation cannot be.
struct ReadItems {
    let read: [GradedItem]
    /// What is wrong with each of the others.
    let refused: [String]

    /// - Parameter file: Where the items are from; `nil` for the check's own.
    /// - Throws: `SystemError.badItems` where none is read.
    init(_ items: [CounterBenchItem], in file: CheckItems?) throws(SystemError) {
        var read: [GradedItem] = [], refused: [String] = []
        for item in items {
            let graded = GradedItem(item)
            if graded.solution == nil { refused.append(item.obstacle) } else { read.append(graded) }
        }
        (self.read, self.refused) = (read, refused)
        guard read.isEmpty, let file, let first = refused.first else { return }
        throw .badItems(
            file: file.name, problem: "none of its \(refused.count) items is read; of the first: \(first)",
            format: CounterBenchCheck.format)
    }

    /// Those whose label can be right.
    var clear: [GradedItem] { read.filter { !$0.item.isDisputed } }

    /// How many were refused, of items that are not the check's own.
    var readings: [Reading] {
        [Reading("items that are read", Double(read.count)), Reading("items refused", Double(refused.count))]
    }
}

extension CounterBenchItem {
    /// Why it is not read or solved.
    fileprivate var obstacle: String {
        do { _ = try parsed().solution() } catch { return "\(error)" }
        return "nothing"
    }

    /// Whether it is a published item whose label is disputed; the same number in another set says nothing.
    var isDisputed: Bool { Self.disputed.contains(number) && Self.disputedTemplates.contains(template) }

    private static let disputedTemplates = Set(own.filter { disputed.contains($0.number) }.map(\.template))
}
