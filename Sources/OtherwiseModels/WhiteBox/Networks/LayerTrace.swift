import OtherwiseCore

/// Follows a value of a graph back through affine operators and activations: the layers of a network.
struct LayerTrace {
    /// The value behind the first affine map: the encoded columns.
    let input: String
    /// From the encoded columns to the first sums.
    let first: AffineMap
    /// In the order in which they run.
    let layers: [FeatureNetwork.Layer]

    /// - Parameters:
    ///   - name: A value of one row of numbers.
    ///   - map: What is done to it at last.
    /// - Throws: `OpaqueModel` for layers of more than `WeightMatrix.mostWeights` weights.
    init(_ graph: ONNXModel, from name: String, through map: AffineMap) throws(OpaqueModel) {
        var (name, map) = (name, map)
        var layers: [FeatureNetwork.Layer] = []
        var weights = 0
        while let step = try Step(graph, writing: graph.origin(of: name, through: Self.copying), width: map.inputs) {
            for part in step.parts {
                switch part {
                case .addition(let summand): map.precede(adding: summand)
                case .scaling(let factors): map.precede(multiplyingBy: factors)
                case .product(let matrix, let rows): try map.precede(by: matrix, rows: rows)
                case .activation(let activation):
                    let layer = try map.layer(behind: activation)
                    weights += layer.weights.count
                    guard weights <= WeightMatrix.mostWeights else { throw .tooManyWeights }
                    layers.append(layer)
                    map = AffineMap(identity: map.inputs)
                }
            }
            name = step.input
        }
        try map.checkFinite()
        (input, first, self.layers) = (name, map, layers.reversed())
    }

    private static let copying = ONNXModel.keepingValues.union(["Dropout"])
}

/// One operator that a layer is made of, as what it does to its input.
private struct Step {
    enum Part {
        case activation(Activation)
        /// `[width]`.
        case addition([Double])
        case scaling([Double])
        /// Row-major `[rows × width]`.
        case product([Double], rows: Int)
    }

    /// The last first.
    let parts: [Part]
    /// The value that they are applied to.
    let input: String

    /// `nil` for an operator that is none of these.
    ///
    /// - Throws: `OpaqueModel` for a matrix that is too large.
    init?(_ graph: ONNXModel, writing name: String, width: Int) throws(OpaqueModel) {
        guard let position = graph.nodes.firstIndex(where: { $0.outputs.contains(name) }),
            let operation = graph.compiled[position]?.operation, let first = graph.nodes[position].inputs.first
        else { return nil }
        let node = graph.nodes[position]
        let constants = node.inputs.map { graph.constant($0) }
        guard constants.allSatisfy({ ($0?.count ?? 0) <= WeightMatrix.mostWeights }) else { throw .tooManyWeights }
        if let activation = Activation(rawValue: node.operatorType) {
            (parts, input) = ([.activation(activation)], first)
        } else if let gemm = operation as? Gemm {
            guard constants[0] == nil, let parts = Self.parts(of: gemm, constants, width: width) else { return nil }
            (self.parts, input) = (parts, first)
        } else if let part = Self.part(node.operatorType, constants, width: width) {
            (parts, input) = ([part], node.inputs[constants[0] == nil ? 0 : 1])
        } else {
            return nil
        }
    }

    private static func part(_ operatorType: String, _ constants: [Tensor?], width: Int) -> Part? {
        guard constants.count == 2, constants.contains(nil), let constant = constants.compactMap({ $0 }).first else {
            return nil
        }
        if operatorType == "MatMul", constants[0] == nil {
            return constant.matrix(columns: width).map { .product($0, rows: $0.count / width) }
        }
        guard let row = constant.row(width) else { return nil }
        switch (operatorType, constants[0] == nil) {
        case ("Add", _): return .addition(row)
        case ("Sub", true): return .addition(row.map { -$0 })
        case ("Mul", _): return .scaling(row)
        case ("Div", true): return .scaling(row.map { 1 / $0 })
        default: return nil
        }
    }

    private static func parts(of gemm: Gemm, _ constants: [Tensor?], width: Int) -> [Part]? {
        guard !gemm.transposesFirst, constants.count > 1, let second = constants[1], second.rank == 2,
            let matrix = (gemm.transposesSecond ? second.transposed([1, 0]) : second).matrix(columns: width)
        else { return nil }
        var parts: [Part] = []
        if constants.count > 2 {
            guard let summand = constants[2]?.row(width) else { return nil }
            parts.append(.addition(summand.map { $0 * Double(gemm.beta) }))
        }
        if gemm.alpha != 1 { parts.append(.scaling([Double](repeating: Double(gemm.alpha), count: width))) }
        return parts + [.product(matrix, rows: matrix.count / width)]
    }
}

extension ONNXModel {
    /// A value that depends on no input.
    func constant(_ name: String) -> Tensor? {
        constants[name] ?? (places[name] == nil ? nil : try? run([:], fetching: [name])[name]?.tensor)
    }
}

extension Tensor {
    /// A list of numbers, or one number repeated, that is the same for every row; `nil` for other shapes.
    fileprivate func row(_ width: Int) -> [Double]? {
        guard shape.dropLast().allSatisfy({ $0 == 1 }), let elements = try? asDoubles() else { return nil }
        if elements.count == width { return elements }
        return elements.count == 1 ? [Double](repeating: elements[0], count: width) : nil
    }

    /// The elements of a matrix of so many columns; a list is one column.
    fileprivate func matrix(columns: Int) -> [Double]? {
        guard 1...2 ~= rank, rank == 1 ? columns == 1 : shape[1] == columns, columns > 0, count > 0 else { return nil }
        return try? asDoubles()
    }
}
