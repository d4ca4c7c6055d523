import Foundation
import Testing

@Suite("design")
struct DesignTests {
    private static let cars = [
        "design", "--model", "mpg=Examples/cars/miles_per_gallon.onnx", "--model",
        "seconds=Examples/cars/acceleration.onnx", "--data", "Examples/cars/cars.csv", "--row", "0",
    ]
    private static let short = ["--generations", "8", "--population", "30"]
    private static let question =
        cars + short + ["--target", "mpg >= 25", "--target", "minimise seconds", "--format", "json"]

    @Test("Every design keeps the limit when the model is asked anew, and changes what it says it changes")
    func keepsLimits() async throws {
        let ended = try await Command.run(Self.question)
        #expect(ended.code == 0, "\(ended.errors)")
        let document = try JSONValue(ended.bytes)
        #expect((document["query"]?["outputs"]?["mpg"]?.number ?? 99) < 25)
        let designs = try #require(document["designs"]?.elements)
        #expect(designs.count == 5)
        let names = ["cylinders", "displacement", "horsepower", "weight", "year", "origin"]
        let rows = designs.map { design in
            names.map { name in
                let value = design["values"]?[name]
                return value?.text ?? value?.number.map { "\($0)" } ?? ""
            }.joined(separator: ",")
        }
        let table = try Scratch()
        let file = try table.file("designs.csv", ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n")
        let predicted = try await Command.run(
            ["predict", "--model", "Examples/cars/miles_per_gallon.onnx", "--data", file, "--format", "csv"])
        let numbers = predicted.output.split(separator: "\n").dropFirst().compactMap {
            $0.split(separator: ",").last.flatMap { Double($0) }
        }
        #expect(numbers.count == 5 && numbers.allSatisfy { $0 >= 25 }, "\(predicted.output)")
    }

    @Test("The same seed gives the same bytes, another seed others; a heavier aim is better met")
    func followsSeedAndWeights() async throws {
        let first = try await Command.run(Self.question)
        #expect(try await Command.run(Self.question).output == first.output)
        #expect(try await Command.run(Self.question + ["--seed", "1"]).output != first.output)
        func mean(_ weight: String) async throws -> Double {
            let ended = try await Command.run(Self.question + ["--weights", "seconds=\(weight)"])
            let designs = try JSONValue(ended.bytes)["designs"]?.elements ?? []
            return designs.reduce(0) { $0 + ($1["outputs"]?["seconds"]?.number ?? .nan) } / Double(designs.count)
        }
        #expect(try await mean("10") < mean("0.01"))
    }

    @Test("The page draws the front, and holds no scripts")
    func page() async throws {
        let page = try await Command.run(Array(Self.question.dropLast()) + ["html"])
        #expect(page.output.contains("<path class=\"front\"") && !page.output.contains("<script"))
    }

    @Test(
        "What a user may get wrong ends with a sentence",
        arguments: [
            (cars + ["--target", "minimise mpg"], 64, "No limit is set."),
            (cars + ["--target", "price <= 3"], 64, "There is no output 'price'."),
            (cars + ["--target", "mpg about 30"], 64, "is no target."),
            (cars + ["--target", "mpg >= 30", "--population", "1"], 64, "--population is 1."),
            (cars + short + ["--target", "mpg >= 20", "--weights", "price=1"], 64, "no objective 'price'"),
            (cars + short + ["--target", "mpg >= 20", "--count", "0"], 64, "Ask for at least 1."),
            (cars.dropLast() + ["999", "--target", "mpg >= 20"], 65, "has no row 999"),
            (["design", "--model", "mpg=nope.onnx"] + cars.suffix(4) + ["--target", "mpg >= 2"], 66, "no model at"),
            (["design", "--model", "nope.onnx"] + cars.suffix(4) + ["--target", "mpg >= 2"], 64, "--model"),
            (cars + short + ["--target", "mpg >= 2000"], 3, ""),
        ])
    func badInput(_ arguments: [String], _ code: Int, _ message: String) async throws {
        let ended = try await Command.run(arguments)
        #expect(Int(ended.code) == code, "\(ended.errors)")
        #expect(message.isEmpty || ended.errors.contains(message), "\(ended.errors)")
    }
}
