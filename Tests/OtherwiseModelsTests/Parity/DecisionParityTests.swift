import Foundation
import OtherwiseCore
import Testing

@testable import OtherwiseModels

/// What the command asks: the graph bound to the columns of a table, its labels and scores under the names of classes.
@Suite("Parity of decisions with ONNX Runtime")
struct DecisionParityTests {
    @Test("Every model tells its classes, and decides every row as ONNX Runtime", arguments: ParityCase.all)
    func decisionsAreTheSame(_ parity: ParityCase) throws {
        let (predictions, reference) = try answers(parity)
        let classes = parity.classes.map(\.text)
        #expect(predictions.output == (parity.task == "regression" ? .number : .classes(classes)))
        #expect(predictions.labels.map { classes[$0] } == reference.labels)
        #expect(predictions.count == max(reference.labels.count, reference.labels.isEmpty ? reference.scores.count : 0))
        #expect(Self.difference(predictions, reference, classes: classes.count) <= Double(ParityTests.tolerance))
    }

    @Test("The control: with two classes exchanged they differ")
    func exchangedClassesAreSeen() throws {
        let parity = try #require(ParityCase.all.first { $0.name == "svc_linear_multiclass_names" })
        let (predictions, reference) = try answers(parity)
        let exchanged = ["class_1", "class_0", "class_2"]
        #expect(predictions.labels.map { exchanged[$0] } != reference.labels)
    }

    private func answers(_ parity: ParityCase) throws -> (Predictions, ParityOutcome) {
        let task = try ParityTask(parity)
        let reference = try ParityOutcome(
            reference: SmallTable(contentsOf: ParityCase.folder.appending(path: parity.reference)))
        return (try task.model.predict(task.table(of: Array(0..<task.count))), reference)
    }

    /// The largest `|a − b| / max(1, |b|)`; of two classes with one score, the second has it.
    private static func difference(_ found: Predictions, _ reference: ParityOutcome, classes: Int) -> Double {
        let isSingle = classes == 2 && reference.scores.count == reference.labels.count
        let own = isSingle ? stride(from: 1, to: found.scores.count, by: 2).map { found.scores[$0] } : found.scores
        guard own.count == reference.scores.count else { return .infinity }
        return zip(own, reference.scores).reduce(0) { largest, pair in
            let other = Double(pair.1)
            let difference = pair.0.isNaN && other.isNaN ? 0 : abs(pair.0 - other) / max(1, abs(other))
            return difference.isNaN ? .infinity : max(largest, difference)
        }
    }
}
