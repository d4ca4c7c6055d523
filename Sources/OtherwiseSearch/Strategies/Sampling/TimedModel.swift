import OtherwiseCore
import OtherwiseModels

/// A model that is asked until a point in time, and no longer: an answer that has not come by then is given up.
private struct TimedModel: Model {
    let base: any Model
    let deadline: ContinuousClock.Instant

    var identity: ModelIdentity { base.identity }
    var output: ModelOutput { base.output }

    /// - Throws: `CancellationError` when the time is over; what the model throws.
    func predict(_ table: Table) async throws -> Predictions {
        try await withThrowingTaskGroup(of: Predictions.self) { group in
            group.addTask { try await base.predict(table) }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                throw CancellationError()
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }
}

extension Model {
    /// The model as it can be asked until `deadline`: a process or a server no longer; itself where it runs here, since a
    /// wait for the clock would cost more than its answer.
    func answering(until deadline: ContinuousClock.Instant?) -> any Model {
        guard let deadline, isAskedFromAfar else { return self }
        return TimedModel(base: self, deadline: deadline)
    }

    /// Whether it is a process or a server, whose answers may take long.
    var isAskedFromAfar: Bool { ((self as? TolerantModel)?.base ?? self) is any SparingModel }
}

extension ContinuousClock.Instant? {
    /// Whether there is such a time, and it is over.
    var isPast: Bool { self.map { $0 < .now } ?? false }
}
