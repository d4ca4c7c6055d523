import Foundation
import Testing

@Suite("explain: what was assumed")
struct NotesTests {
    private static let question = ["explain"] + Command.gradientBoosting + ["--row", "6", "--want", ">50K"]
    private static let note = "columns that the model does not read are ignored: income"

    @Test("is part of the JSON, which follows its schema, and of the page")
    func documents() async throws {
        let document = try JSONValue(try await Command.run(Self.question + ["--format", "json"]).bytes)
        #expect(document["notes"] == .array([.string(Self.note)]))
        #expect(try JSONSchema.explanation().faults(in: document) == [])
        let page = try await Command.run(Self.question + ["--format", "html"]).output
        #expect(page.contains("<dt>Assumed</dt><dd><bdi>\(Self.note)</bdi></dd>"))
    }

    @Test("tells of a reference that says little, and of its values that nobody knows")
    func reference() async throws {
        let scratch = try Scratch()
        let header = "age,workclass,education,marital_status,occupation,race,gender,hours_per_week\n"
        let row = "37,Circus,Some-college,Married,Blue-Collar,White,Male,40\n"
        let path = try scratch.file("one.csv", header + row)
        let told = try await Command.run(Self.question + ["--reference", path])
        #expect(told.output.contains("Note: the reference has 1 row, too few to tell what is ordinary."))
        let limited = try await Command.run(
            Self.question + ["--reference", path, "--schema", "Examples/adult/schema.yml"])
        #expect(limited.output.contains("in 1 of the 1 reference rows workclass has a value"), "\(limited.output)")
        let many = try await Command.run(Self.question + ["--reference", Example.adult])
        #expect(!many.output.contains("reference has"))
    }

    @Test("an applicant without a label is held against rows with labels", arguments: ["", "?", "0"])
    func unlabelled(label: String) async throws {
        let scratch = try Scratch()
        let header = "age,workclass,education,marital_status,occupation,race,gender,hours_per_week,income\n"
        let row = "37,Private,Some-college,Married,Blue-Collar,White,Male,40,"
        let path = try scratch.file("applicant.csv", header + row + label + "\n")
        let model = "Examples/adult/gradient_boosting.onnx"
        let question = ["explain", "--model", model, "--data", path, "--row", "0", "--want", ">50K", "--reference"]
        let ended = try await Command.run(question + [Example.adult])
        #expect(ended.code == 0, "\(ended.errors)")
        // Of what the model reads, text in the place of numbers is refused.
        let strange = try scratch.file("strange.csv", header + row.replacing("37", with: "old") + "<=50K\n")
        let refused = try await Command.run(question + [strange])
        #expect(refused.code == 65 && refused.errors.contains("column 'age': 'old' is not a number"))
    }

    @Test("tells of scores that are no probabilities, where one is wanted")
    func probabilities() async throws {
        let model = """
            header=1; while IFS=, read -r age rest; do
            if [ -z "$age" ]; then echo; header=1; elif [ "$header" ]; then echo 'score_<=50K,score_>50K'; header=
            else echo "40,$age"; fi; done
            """
        let question = ["explain", "--model-command", model, "--model-protocol", "csv", "--data", Example.adult]
        let told = try await Command.run(question + ["--row", "1", "--want", ">50K", "--probability", "0.5"])
        #expect(
            told.output.contains("Note: the model's scores are no probabilities (that of >50K is 33,"),
            "\(told.output)\(told.errors)")
        let plain = try await Command.run(question + ["--row", "1", "--want", ">50K"])
        #expect(!plain.output.contains("no probabilities"))
    }

    @Test("stands beside a CSV on standard error, unless it is to be quiet")
    func table() async throws {
        let told = try await Command.run(Self.question + ["--format", "csv"])
        #expect(told.errors == "Note: \(Self.note).\n")
        #expect(!told.output.contains("income"))
        #expect(try await Command.run(Self.question + ["--format", "csv", "--quiet"]).errors.isEmpty)
    }
}
