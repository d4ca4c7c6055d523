extension Sequence where Element: Sendable {
    /// What becomes of each element, several of them at a time, in the order of the elements.
    ///
    /// - Parameters:
    ///   - width: Elements under way at once; taken as 1 where it is less.
    ///   - finished: Told after each how many are done.
    /// - Throws: The first failure, which ends the rest.
    package func mapped<Result: Sendable>(
        atOnce width: Int, finished: (_ done: Int) -> Void = { _ in },
        _ transform: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Int: Result] = [:]
            func take() async throws {
                guard let (place, result) = try await group.next() else { return }
                results[place] = result
                finished(results.count)
            }
            var begun = 0
            for element in self {
                if begun >= Swift.max(width, 1) { try await take() }
                group.addTask { [begun] in (begun, try await transform(element)) }
                begun += 1
            }
            while results.count < begun { try await take() }
            return (0..<begun).compactMap { results[$0] }
        }
    }
}
