#if ONNXRuntime
import OtherwiseCore
import OtherwiseModels
import OtherwiseONNXRuntime
import Testing

@Suite("A decision model in ONNX Runtime", .needsONNXRuntime)
struct DecisionModelTests {
    /// Classifiers and regressors on numbers and on texts, with and without maps of scores.
    static let cases = ParityCase.all.filter { parity in
        [
            "logistic_regression_binary_names", "random_forest_binary_zipmap", "gradient_boosting_multiclass_names",
            "mlp_regression", "grouped_random_forest_binary", "grouped_ridge_regression", "xgboost_multiclass_missing",
        ].contains(parity.name)
    }

    private static func model(_ path: String, columns: [ColumnProfile]) throws -> ONNXRuntimeDecisionModel {
        let session = try ONNXRuntimeSession(path: path, in: ONNXRuntimeLibrary())
        return try ONNXRuntimeDecisionModel(session, graph: ONNXModel(path: path), digest: "d", columns: columns)
    }

    private static func profiles(_ table: Table) -> [ColumnProfile] {
        table.columns.map { column in
            let isNumeric = if case .numbers = column.storage { true } else { false }
            return ColumnProfile(name: column.name, isNumeric: isNumeric)
        }
    }

    @Test("It answers as the native decision model", arguments: cases)
    func sameAnswers(_ parity: ParityCase) async throws {
        let table = try parity.table()
        let columns = Self.profiles(table)
        let native = try ONNXDecisionModel(ONNXModel(path: parity.modelPath), digest: "d", columns: columns)
        let model: any Model = try Self.model(parity.modelPath, columns: columns)
        #expect(model.identity == native.identity && model.output == native.output)
        let expected = try native.predict(table)
        let found = try await model.predict(table)
        #expect(found.labels == expected.labels)
        #expect(found.scores.count == expected.scores.count)
        #expect(zip(found.scores, expected.scores).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($1)) })
    }

    @Test("All cases are there")
    func casesAreThere() { #expect(Self.cases.count == 7) }

    @Test("Scores keep to their classes where ONNX Runtime sorts them")
    func scoresKeepToTheirClasses() throws {
        let names = ["first", "second", "third"]
        let rows = [["money", "money", "x"], ["meeting", "a", "b"]]
        let table = try Table(
            columns: names.indices.map { column in
                Column(name: names[column], values: rows.map { .category($0[column]) }, isNumeric: false)
            })
        let model = try Self.model(Engine.path(of: "words"), columns: Self.profiles(table))
        #expect(model.output == .classes(["spam", "ham"]))
        let predictions = try model.predict(table)
        #expect(predictions[0] == Prediction(outcome: .category("spam"), scores: ["spam": 2, "ham": -1.5]))
        #expect(predictions[1] == Prediction(outcome: .category("ham"), scores: ["spam": -1, "ham": 1.5]))
    }

    @Test("A column that is absent is named")
    func absentColumn() throws {
        let columns = ["first", "second", "third"].map { ColumnProfile(name: $0, isNumeric: false) }
        let model = try Self.model(Engine.path(of: "words"), columns: columns)
        let table = try Table(columns: [Column(name: "first", values: [.category("money")], isNumeric: false)])
        let error = modelError { _ = try model.predict(table) }
        #expect(error?.code == .missingInput && error?.problem.contains("'second'") == true)
    }
}
#endif
