import OtherwiseCore
import OtherwiseModels

/// Finds the rows that a model cannot be asked about: of a batch that it failed at each sixteenth, and of a sixteenth
/// each row. Every failure may cost the start of a model; the other rows are answered.
struct RowIsolation: Sendable {
    /// A row that the model has answered about, which tells a row that it fails at from a model that is gone; `nil` where
    /// there is none, so that no row is said to be at fault.
    let known: Table?
    /// Whether a model that has ended is started anew, so that a row may be said to end it.
    let isStartedAnew: Bool

    /// What a model says of some rows, asked so many times at most.
    typealias Ask = (_ rows: Table, _ attempts: Int) async throws -> Predictions

    private static let parts = 16

    /// - Returns: NaN for the rows that cannot be asked about; those that the model fails at are noted (`FailedRows`).
    /// - Throws: What `ask` throws, where the model does not answer about the known row either.
    func predictions(about batch: Table, output: ModelOutput, _ ask: Ask) async throws -> Predictions {
        var isAlive = false
        return try await predictions(about: batch, output: output, attempts: 2, &isAlive, ask)
    }

    /// - Parameter isAlive: Whether the model has answered since it failed.
    private func predictions(
        about batch: Table, output: ModelOutput, attempts: Int, _ isAlive: inout Bool, _ ask: Ask
    ) async throws -> Predictions {
        do {
            let answer = try await ask(batch, attempts)
            isAlive = true
            return answer
        } catch let error as ModelError where isOfRows(error) {
            guard batch.count > 1 else {
                try await check(error, about: batch, &isAlive, ask)
                return .unscored(1, output: output)
            }
            let size = (batch.count + Self.parts - 1) / Self.parts
            var found = Predictions.unscored(0, output: output)
            for start in stride(from: 0, to: batch.count, by: size) {
                let part = batch.rows(at: start..<min(start + size, batch.count))
                // That a row alone is at fault is not said for what may pass.
                let own = try await predictions(
                    about: part, output: output, attempts: part.count == 1 ? 2 : 1, &isAlive, ask)
                found = found.followed(by: own)
            }
            return found
        }
    }

    /// Whether a row may be at fault; nobody waits twice for each of many rows.
    private func isOfRows(_ error: ModelError) -> Bool {
        switch error.code {
        case .invalidValue: true
        case .refused: known != nil
        case .unavailable: known != nil && isStartedAnew
        default: false
        }
    }

    /// - Throws: The error, where the model is gone.
    private func check(_ error: ModelError, about row: Table, _ isAlive: inout Bool, _ ask: Ask) async throws {
        guard error.code != .invalidValue, let known else { return }
        if !isAlive {
            do { _ = try await ask(known, 2) } catch is ModelError { throw error }
            isAlive = true
        }
        FailedRows.ofQuestion?.add(row.words(at: 0), error.code == .refused ? .refused : .ended)
    }
}

extension RowIsolation {
    /// What a service answers about some rows, at the first time; where it fails at some of them, about the others.
    ///
    /// - Throws: What the service throws, where it answers about none of three rows by themselves.
    static func firstAnswer(of service: some RowService, about rows: Table) async throws -> (Answer, Table) {
        do {
            return (try await service.answer(about: rows, attempts: 2), rows)
        } catch let error as ModelError
            where rows.count > 1
            && (error.code == .refused || error.code == .unavailable && service.isStartedAnew)
        {
            guard let known = try await answered(by: service, among: rows) else { throw error }
            let isolation = RowIsolation(known: known, isStartedAnew: service.isStartedAnew)
            let isolated = try await isolation.predictions(about: rows, output: .number) { part, attempts in
                _ = try await service.answer(about: part, attempts: attempts)
                return Predictions(output: .number, labels: [], scores: Array(repeating: 0, count: part.count))
            }
            let others = rows.rows(at: isolated.scores.indices.filter { !isolated.scores[$0].isNaN })
            return (try await service.answer(about: others, attempts: 2), others)
        }
    }

    /// One of three rows that the service answers about; `nil` where there is none.
    private static func answered(by service: some RowService, among rows: Table) async throws -> Table? {
        for place in Set([0, rows.count / 2, rows.count - 1]).sorted() {
            let row = rows.rows(at: [place])
            do {
                _ = try await service.answer(about: row, attempts: 1)
                return row
            } catch is ModelError { continue }
        }
        return nil
    }
}
