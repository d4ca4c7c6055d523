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

    @Test("names the classes of a model whose scores are computed from pairs, or whose label is that of a test")
    func classes() async throws {
        let models = "Tests/Fixtures/parity/models/"
        let pairs = try await Command.run(["inspect", models + "svc_linear_multiclass_names.onnx"])
        #expect(pairs.output.contains("between 3 classes: class_0, class_1, class_2\n"), "\(pairs.output)")
        let outliers = try await Command.run(["inspect", models + "isolation_forest.onnx"])
        #expect(outliers.output.contains("between 2 classes: -1, 1\n"), "\(outliers.output)")
    }

    @Test("says what runs a graph beyond the native engine, or how to get it")
    func foreign() async throws {
        let words = "Tests/OtherwiseONNXRuntimeTests/Fixtures/words.onnx"
        let ended = try await Command.run(["inspect", words])
        #expect(ended.code == 0)
        #expect(ended.output.contains("because the native one cannot: "), "\(ended.output)")
        let doctor = try JSONValue(try await Command.run(["doctor", "--format", "json"]).bytes)
        let runtime = doctor["engines"]?.elements?.first { $0["name"] == .string("ONNX Runtime") }
        let scratch = try Scratch()
        let data = try scratch.file("words.csv", "first,second,third\nmoney,money,x\nmeeting,a,b\n")
        let predicted = try await Command.run(["predict", "--model", words, "--data", data])
        if runtime?["version"]?.text != nil {
            #expect(predicted.output == "row,outcome,score_spam,score_ham\n0,spam,2,-1.5\n1,ham,-1,1.5\n")
        } else {
            #expect(predicted.code == 65)
            #expect(predicted.errors.contains("make engines"), "\(predicted.errors)")
        }
    }

    @Test("refuses what is no model, and a schema without data")
    func refused() async throws {
        #expect(try await Command.run(["inspect", "Examples/adult/README.md"]).code == 65)
        #expect(try await Command.run(["inspect", "nope.onnx"]).code == 66)
        #expect(try await Command.run(["inspect", Example.bikesModel, "--schema", "x"]).code == 64)
    }
}
