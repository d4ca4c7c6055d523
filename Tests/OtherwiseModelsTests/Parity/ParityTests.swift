import Foundation
import OtherwiseModels
import Testing

@Suite("Parity with ONNX Runtime")
struct ParityTests {
    /// Relative to a score above 1. The runtime sums products in another order, which moves the last digits.
    static let tolerance: Float = 1e-5

    @Test("The fixtures are there")
    func fixturesAreThere() {
        #expect(ParityCase.all.count >= 100)
    }

    @Test("Labels are equal on every row and scores agree to 1e-5", arguments: ParityCase.all)
    func answersAreTheSame(_ parity: ParityCase) throws {
        let model = try ONNXModel(path: parity.modelPath)
        #expect(model.unsupportedOperators.isEmpty)
        let outputs = try model.run(try parity.inputs(of: model))
        let outcome = try ParityOutcome(outputs, of: model, isRegression: parity.task == "regression")
        let reference = try ParityOutcome(
            reference: SmallTable(contentsOf: ParityCase.folder.appending(path: parity.reference)))
        let difference = outcome.largestDifference(from: reference)
        ParityRecord.note(parity, rows: max(reference.labels.count, reference.scores.count), difference)
        #expect(outcome.differingLabels(from: reference) == 0)
        #expect(difference <= Self.tolerance)
    }
}
