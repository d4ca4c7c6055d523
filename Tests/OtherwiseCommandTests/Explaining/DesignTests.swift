import Foundation
import Testing

@Suite("design")
struct DesignTests {
    private static let cars = [
        "design", "--model", "mpg=Examples/cars/miles_per_gallon.onnx", "--model",
        "seconds=Examples/cars/acceleration.onnx", "--data", "Examples/cars/cars.csv", "--row", "0",
    ]
    private static let income = [
        "design", "--model", "income=\(Example.boosting)", "--data", Example.adult, "--row", "18",
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

    @Test("What would do is met first: what goes beyond it counts for less")
    func sufficient() async throws {
        func seconds(_ aim: String) async throws -> [Double] {
            let ended = try await Command.run(
                Self.cars + Self.short + [
                    "--target", "mpg >= 20", "--target", aim, "--weights", "proximity=0,sparsity=0,manifold=0",
                    "--diversity", "0", "--count", "1", "--format", "json",
                ])
            return (try JSONValue(ended.bytes)["designs"]?.elements ?? []).compactMap {
                $0["outputs"]?["seconds"]?.number
            }
        }
        let (least, enough) = (try await seconds("minimise seconds"), try await seconds("minimise seconds to 15"))
        #expect(least == enough && least.count == 1)
        let near = try await Command.run(
            Self.cars + Self.short + [
                "--target", "mpg >= 20", "--target", "minimise seconds to 15", "--format", "json",
            ])
        let far = try await Command.run(
            Self.cars + Self.short + ["--target", "mpg >= 20", "--target", "minimise seconds", "--format", "json"])
        #expect(try JSONValue(near.bytes)["designs"] != JSONValue(far.bytes)["designs"])
    }

    @Test("Where nothing keeps every limit, the limit in the way is named; a query that is enough is said to be")
    func notes() async throws {
        let none = try await Command.run(Self.cars + Self.short + ["--target", "mpg >= 2000"])
        #expect(none.output.contains("no design that was tried keeps 'mpg >= 2000'; the nearest has mpg "))
        let enough = try await Command.run(Self.cars + Self.short + ["--target", "mpg >= 5"])
        #expect(enough.output.contains("Note: the query keeps every limit as it is."))
    }

    @Test("A search that is kept gives the same designs again, others for other weights, and asks no model")
    func resamples() async throws {
        let scratch = try Scratch()
        let run = scratch.path("run.json")
        let ended = try await Command.run(Self.question + ["--save", run])
        let again = try await Command.run(["resample", run, "--format", "json"])
        #expect(again.code == 0 && again.output == ended.output, "\(again.errors)")
        let fast = try await Command.run([
            "resample", run, "--weights", "seconds=50", "--count", "2", "--format", "json",
        ])
        #expect(try JSONValue(fast.bytes)["designs"]?.elements?.count == 2 && fast.output != ended.output)
        let page = try await Command.run(["resample", run, "--format", "html"])
        #expect(page.output.contains("<path class=\"front\""))
        #expect(try await Command.run(["resample", run, "--format", "csv"]).code == 64)
        let strange = try await Command.run(["resample", run, "--weights", "price=1"])
        #expect(strange.code == 64 && strange.errors.contains("no objective 'price'"))
        let cut = scratch.text("run.json").replacing(#/"values":\[[^,\]]*,/#, with: "\"values\":[")
        #expect(try await Command.run(["resample", scratch.file("cut.json", cut)]).code == 65)
    }

    @Test("A search goes on where it was: with the bytes of one that did not stop, and with nothing asked twice")
    func resumes() async throws {
        let scratch = try Scratch()
        let (whole, parts) = (scratch.path("whole.json"), scratch.path("parts.json"))
        let asked = scratch.path("asked")
        let question =
            try Self.beams(counting: asked, scratch)
            + ["--population", "10", "--target", "load >= 30", "--format", "json"]
        let straight = try await Command.run(question + ["--generations", "6", "--save", whole])
        #expect(straight.code == 0, "\(straight.errors)")
        let asking = scratch.text("asked").count
        _ = try await Command.run(question + ["--generations", "2", "--save", parts])
        let before = scratch.text("asked").count - asking
        let resumed = try await Command.run(question + ["--generations", "6", "--save", parts, "--resume"])
        #expect(resumed.output == straight.output && scratch.text("whole.json") == scratch.text("parts.json"))
        // The known designs and the rows that it learns from are asked about at every start, by one question each.
        #expect(before < asking && scratch.text("asked").count - asking - before < asking)
        let other = try await Command.run(question + ["--seed", "4", "--save", parts, "--resume"])
        #expect(other.code == 65 && other.errors.contains("begun with another seed"), "\(other.errors)")
        #expect(try await Command.run(question + ["--resume"]).code == 64)
    }

    @Test("Designs that the model answers with an error are named, and those alone; also where a search goes on")
    func refusedDesigns() async throws {
        let scratch = try Scratch()
        let (whole, parts) = (scratch.path("whole.json"), scratch.path("parts.json"))
        let refusal =
            #"if printf %s "$line" | grep -q '"height":4[0-9]\.'; then echo '{"error":"too thin"}'; continue; fi;"#
        func question(_ answer: String) throws -> [String] {
            try Self.beams(counting: scratch.path("asked"), answering: answer, scratch)
                + ["--population", "10", "--target", "load >= 30", "--format", "json"]
        }
        let named = "the model answers with an error when it is asked about any of "
        let refused = try await Command.run(try question(refusal) + ["--generations", "6", "--save", whole])
        #expect(refused.code == 0, "\(refused.errors)")
        let messages = try JSONValue(refused.bytes)["messages"]?.elements?.compactMap(\.text) ?? []
        let message = try #require(messages.first { $0.hasPrefix(named) }, "\(messages)")
        #expect(message.contains("rows, such as that with height 4"), "\(message)")
        _ = try await Command.run(try question(refusal) + ["--generations", "2", "--save", parts])
        let resumed = try await Command.run(
            try question(refusal) + ["--generations", "6", "--save", parts, "--resume"])
        #expect(resumed.output == refused.output && scratch.text("whole.json") == scratch.text("parts.json"))
        let whatever = try await Command.run(try question("") + ["--generations", "6"])
        #expect(whatever.code == 0 && !whatever.output.contains("answers with an error"))
    }

    /// A black box: the load of a beam is its height; every question leaves a mark.
    ///
    /// - Parameter answer: What it does with a question before that.
    private static func beams(
        counting path: String, answering answer: String = "", _ scratch: Scratch
    ) throws -> [String] {
        let model = """
            while read -r line; do printf . >> '\(path)'; \(answer) printf '{"predictions":[%s]}\\n' \
            "$(printf %s "$line" | grep -o '"height":[0-9.e+-]*' | cut -d: -f2 | paste -sd, -)"; done
            """
        let rows = (1...60).map { "\($0).5,\($0 % 7)\n" }.joined()
        let data = try scratch.file("beams.csv", "height,width\n" + rows)
        return ["design", "--model-command", "load=\(model)", "--data", data, "--row", "0"]
    }

    @Test("Budgets hold: rows that may be evaluated, and time")
    func budgets() async throws {
        let few = try await Command.run(
            Self.cars + ["--target", "mpg >= 20", "--row-limit", "50", "--format", "json"])
        #expect(try JSONValue(few.bytes)["progress"]?["evaluated"]?.number == 50)
        let short = try await Command.run(
            Self.cars + ["--target", "mpg >= 20", "--generations", "100000", "--time-limit", "1s", "--format", "json"])
        #expect(short.code == 0, "\(short.errors)")
        #expect((try JSONValue(short.bytes)["progress"]?["generation"]?.number ?? 1e9) < 100_000)
    }

    @Test("A command that does not answer holds no search beyond its time; what was given up is said")
    func timeLimit() async throws {
        let scratch = try Scratch()
        let model = """
            while read -r line; do if printf %s "$line" | grep -q '"height":[0-9]*\\.[0-46-9]'; then sleep 600; fi; \
            printf '{"predictions":[%s]}\\n' \
            "$(printf %s "$line" | grep -o '"height":[0-9.e+-]*' | cut -d: -f2 | paste -sd, -)"; done
            """
        // It answers about the known designs alone, whose heights end with .5.
        let rows = (1...60).map { "\($0).5,\($0 % 7)\n" }.joined()
        let data = try scratch.file("beams.csv", "height,width\n" + rows)
        let question = [
            "design", "--model-command", "load=\(model)", "--data", data, "--row", "0", "--target", "load >= 30",
            "--time-limit", "3s",
        ]
        let later = try await Command.run(question + ["--population", "10"])
        #expect(later.code == 3, "\(later.errors)")
        #expect(later.output.contains("Note: the time was over in the middle of generation 2, which was given up."))
        let first = try await Command.run(question + ["--population", "100"])
        #expect(first.code == 3 && first.output.isEmpty, "\(first.output)")
        #expect(first.errors.contains("The time was over before the first generation was evaluated. Allow a longer"))
        // A question may take 60 seconds, twice, each time.
        #expect(later.time < .seconds(50) && first.time < .seconds(50))
    }

    @Test("The page draws the front and the designs side by side, and holds no scripts")
    func page() async throws {
        let page = try await Command.run(Array(Self.question.dropLast()) + ["html"])
        #expect(page.output.contains("<th scope=\"col\">Design 5</th>") && page.output.contains("<svg class=\"track\""))
        #expect(page.output.contains("<path class=\"front\"") && !page.output.contains("<script"))
        #expect(page.output.contains("<p>They differ by "))
    }

    @Test("How far the designs differ is told, and grows with the diversity that is asked for")
    func diversity() async throws {
        func mean(_ diversity: String, _ more: String...) async throws -> Double? {
            let ended = try await Command.run(Self.question + ["--diversity", diversity] + more)
            return try JSONValue(ended.bytes)["diversity"]?["mean"]?.number
        }
        let (alike, apart) = (try #require(try await mean("0")), try #require(try await mean("1")))
        #expect(alike < apart && apart <= 1)
        #expect(try await mean("1", "--count", "1") == nil)
        let text = try await Command.run(Array(Self.question.dropLast()) + ["table"])
        #expect(text.output.contains("\nThe designs differ by "))
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
            (cars + ["--target", "mpg is good"], 64, "'mpg' is a number and has no classes"),
            (income + ["--target", "income is rich"], 64, "never 'rich'. Its classes are <=50K, >50K."),
            (income + ["--target", "income is >50K", "--target", "minimise income"], 64, "which is neither small"),
            (cars + short + ["--target", "mpg >= 20", "--target", "minimise seconds to 0"], 64, "What would do"),
        ])
    func badInput(_ arguments: [String], _ code: Int, _ message: String) async throws {
        let ended = try await Command.run(arguments)
        #expect(Int(ended.code) == code, "\(ended.errors)")
        #expect(message.isEmpty || ended.errors.contains(message), "\(ended.errors)")
    }
}
