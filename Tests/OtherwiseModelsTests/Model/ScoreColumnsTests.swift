import OtherwiseCore
import Testing

@testable import OtherwiseModels

@Suite("Scores in an output per class")
struct ScoreColumnsTests {
    @Test("are read as those in one output are", arguments: ["logistic_regression_binary", "gradient_boosting_binary"])
    func columns(_ name: String) throws {
        func predictions(_ name: String) throws -> Predictions {
            let task = try ParityTask(#require(ParityCase.all.first { $0.name == name }))
            return try task.model.predict(task.table(of: Array(0..<50)))
        }
        let (one, several) = (try predictions(name), try predictions(name + "_zipmap_columns"))
        for row in 0..<50 {
            #expect(one[row].outcome == several[row].outcome)
            #expect(one[row].scores == several[row].scores)
        }
        // The control: the scores are those of two classes, and not of one and its negative.
        #expect((0..<50).allSatisfy { several[$0].scores.values.allSatisfy { $0 >= 0 } })
    }
}
