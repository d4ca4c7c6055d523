/// Attributes that are lists of one length, an entry per node or leaf.
struct ParallelLists {
    private let name: String
    private let count: Int

    /// - Parameter name: The list that the others are compared with.
    init(like name: String, count: Int) throws(ModelError) {
        guard count < 1 << 28 else { throw .tooLarge("The list '\(name)' has \(count) entries") }
        self.name = name
        self.count = count
    }

    /// - Throws: `ModelError` with code `.malformed`, naming the list that is shorter or longer.
    func check(_ lists: KeyValuePairs<String, Int>) throws(ModelError) {
        for (list, entries) in lists where entries != count {
            throw .malformed("It has \(entries) entries, '\(name)' has \(count)", attribute: list)
        }
    }
}
