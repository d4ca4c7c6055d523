import OtherwiseModels
import Testing

@Suite("Operators")
struct OperatorTests {
    @Test("The cases are there")
    func casesAreThere() {
        #expect(OperatorCase.all.count >= 500)
    }

    @Test("An operator answers as ONNX Runtime does, or refuses where it refuses", arguments: OperatorCase.all)
    func answersAsTheRuntime(_ example: OperatorCase) throws {
        guard let expected = example.outputs else {
            #expect(throws: ModelError.self) { try example.answers() }
            return
        }
        let answers = try example.answers()
        try #require(answers.count == expected.count)
        for (answer, written) in zip(answers, expected) {
            let reference = try written.tensor()
            let isClose = answer.isClose(to: reference, tolerance: example.tolerance)
            #expect(isClose, "\(answer) instead of \(reference)")
        }
    }
}
