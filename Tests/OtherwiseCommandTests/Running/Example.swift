import Foundation

/// The models that the tests ask, and small excerpts of their data; paths from the root of the repository, where
/// every run begins.
enum Example {
    static let boosting = "Examples/adult/gradient_boosting.onnx"
    static let forest = "Examples/adult/random_forest.onnx"
    /// The first 400 rows of Adult.
    static let adult = "Tests/Fixtures/command/adult.csv"
    static let bikesModel = "Examples/bikes/gradient_boosting.onnx"
    /// Every twentieth row of the bikes.
    static let bikes = "Tests/Fixtures/command/bikes.csv"

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The text of a file of the repository.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
