import Testing

@Suite("inspect")
struct InspectTests {
    @Test("says what the model is, and with data what can be proved")
    func table() async throws {
        let ended = try await Command.run(["inspect", Example.forest, "--data", Example.adult])
        #expect(ended.code == 0)
        #expect(
            ended.output == """
                model      Examples/adult/random_forest.onnx
                sha256     d263628a6631f5ad093f3cf471a3d92eba1dedf113b6ab8d4a4b9c9794144ffd
                producer   skl2onnx 1.20.0
                decides    between 2 classes: <=50K, >50K
                operators  OneHotEncoder × 6, Concat × 3, Add, Cast, Mul, Reshape, TreeEnsembleClassifier
                scorer     TreeEnsembleClassifier: 100 trees, 5,858 tests, 5,958 leaves, at most 6 tests deep
                engine     native
                proofs     optimality can be proved (exact: branch and bound on the trees)
                data       Tests/Fixtures/command/adult.csv, 400 rows
                reads      age, workclass, education, marital_status, occupation, race, gender, hours_per_week
                note       columns that the model does not read are ignored: income

                input           type    width
                age             float   1
                workclass       string  1
                education       string  1
                marital_status  string  1
                occupation      string  1
                race            string  1
                gender          string  1
                hours_per_week  float   1

                """)
    }

    @Test("writes the same as a document")
    func json() async throws {
        let ended = try await Command.run(["inspect", Example.bikesModel, "--format", "json"])
        let document = try JSONValue(ended.bytes)
        #expect(document["decision"] == .string("number"))
        #expect(document["inputs"]?.elements?.count == 9)
        #expect(document["scorers"]?.elements?.first?["trees"] == .number(150))
    }

    @Test("refuses what is no model, and a schema without data")
    func refused() async throws {
        #expect(try await Command.run(["inspect", "Examples/adult/README.md"]).code == 65)
        #expect(try await Command.run(["inspect", "nope.onnx"]).code == 66)
        #expect(try await Command.run(["inspect", Example.bikesModel, "--schema", "x"]).code == 64)
    }
}
