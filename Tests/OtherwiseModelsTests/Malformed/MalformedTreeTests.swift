import Testing

@testable import OtherwiseModels

@Suite("Malformed trees")
struct MalformedTreeTests {
    /// A tree of one test and two leaves, with some attributes replaced.
    private func builder(_ replaced: [ProtoAttribute] = [], without removed: String = "") -> GraphBuilder {
        var attributes: [ProtoAttribute] = [
            .integer("n_targets", 1), .integers("nodes_treeids", [0, 0, 0]), .integers("nodes_nodeids", [0, 1, 2]),
            .integers("nodes_featureids", [1, 0, 0]), .floats("nodes_values", [0.5, 0, 0]),
            .texts("nodes_modes", ["BRANCH_LEQ", "LEAF", "LEAF"]), .integers("nodes_truenodeids", [1, 0, 0]),
            .integers("nodes_falsenodeids", [2, 0, 0]), .integers("target_treeids", [0, 0]),
            .integers("target_nodeids", [1, 2]), .integers("target_ids", [0, 0]), .floats("target_weights", [10, 20]),
        ]
        attributes.removeAll { attribute in attribute.name == removed || replaced.contains { $0.name == attribute.name }
        }
        var builder = GraphBuilder()
        builder.add("TreeEnsembleRegressor", ["X"], ["Y"], domain: "ai.onnx.ml", attributes + replaced)
        return builder
    }

    @Test("The tree itself runs")
    func control() throws {
        let outputs = try builder().read().run(["X": Tensor(shape: [2, 2], .float([0, 0, 0, 1]))])
        #expect(outputs["Y"]?.tensor.floats == [10, 20])
    }

    @Test(
        "Attributes that contradict one another are refused",
        arguments: [
            ProtoAttribute.integers("nodes_truenodeids", [7, 0, 0]), .integers("nodes_truenodeids", [-1, 0, 0]),
            .integers("nodes_truenodeids", [1]), .integers("nodes_featureids", [-1, 0, 0]),
            .integers("nodes_featureids", [1 << 40, 0, 0]), .integers("nodes_nodeids", [0, 0, 0]),
            .integers("target_ids", [0, 5]),
            .integers("target_ids", [0, -1]), .integers("target_ids", [0, 1 << 40]),
            .integers("target_nodeids", [1, 9]),
            .floats("target_weights", [1]), .integer("n_targets", 0), .integer("n_targets", .max),
            .integer("n_targets", -1),
            .floats("base_values", [1, 2, 3]), .floats("nodes_values", []), .integers("nodes_modes", [0, 1, 2]),
            .floats("nodes_values", [.nan, 0, 0]),
        ])
    func contradictions(_ attribute: ProtoAttribute) throws {
        #expect(try builder([attribute]).readingCode() == .malformed)
    }

    @Test(
        "A way that comes back to its start is refused",
        arguments: [
            ProtoAttribute.integers("nodes_truenodeids", [0, 0, 0]), .integers("nodes_falsenodeids", [0, 0, 0]),
        ])
    func cycles(_ attribute: ProtoAttribute) throws {
        #expect(try builder([attribute]).readingCode() == .cyclic)
    }

    @Test(
        "A mode or an aggregate that is not known sends the model to another engine",
        arguments: [
            ProtoAttribute.texts("nodes_modes", ["BRANCH_MAYBE", "LEAF", "LEAF"]),
            .text("aggregate_function", "MEDIAN"),
            .text("post_transform", "SQUARE"),
        ])
    func unknownChoices(_ attribute: ProtoAttribute) throws {
        let model = try builder([attribute]).read()
        #expect(model.unsupportedOperators.count == 1)
    }

    @Test("Rows narrower than the column tested are refused")
    func narrow() throws {
        #expect(
            try builder([.integers("nodes_featureids", [2, 0, 0])])
                .runningCode(["X": Tensor(shape: [1, 2], .float([0, 0]))]) == .shapeMismatch)
    }
}
