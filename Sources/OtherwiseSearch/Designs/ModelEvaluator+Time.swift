package import OtherwiseCore

extension ModelEvaluator {
    /// The same, of which processes and servers are asked until a point in time and no longer.
    package func answering(until deadline: ContinuousClock.Instant?) -> ModelEvaluator {
        ModelEvaluator(models.map { (name: $0.name, model: $0.model.answering(until: deadline)) })
    }

    /// What the models say of known designs.
    ///
    /// Where there is a limit of time, processes and servers are asked about a part at a time, each spread over all of
    /// the designs.
    ///
    /// - Returns: The outputs, all missing for designs that were not come to in time, and how many were.
    /// - Throws: What a model throws.
    package func outputs(
        ofKnown designs: Table, until deadline: ContinuousClock.Instant?
    ) async throws -> (outputs: Table, reached: Int) {
        guard deadline != nil, designs.count > 0, models.contains(where: { $0.model.isAskedFromAfar }) else {
            return (try await outputs(of: designs), designs.count)
        }
        let parts = (designs.count + ReferenceRows.partRows - 1) / ReferenceRows.partRows
        let timed = answering(until: deadline)
        var said: [Table] = []
        for part in 0..<parts {
            let rows = designs.rows(at: Array(stride(from: part, to: designs.count, by: parts)))
            do { said.append(try await timed.outputs(of: rows)) } catch is CancellationError {
                try Task.checkCancellation()
                break
            }
        }
        return (try joined(said, of: parts, count: designs.count), said.reduce(0) { $0 + $1.count })
    }

    /// The outputs of parts, each at the places that it was taken from.
    private func joined(_ said: [Table], of parts: Int, count: Int) throws -> Table {
        let columns = names.map { name in
            let own = said.map { $0[name] }
            let values = (0..<count).map { place in
                place % parts < own.count ? own[place % parts]?[place / parts] ?? .missing : .missing
            }
            return Column(name: name, values: values, isNumeric: classes[name] == nil)
        }
        return try Table(columns: columns, count: count)
    }
}
