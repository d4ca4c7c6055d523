/// Gemm: `alpha · A · B + beta · C`, with A and B transposed if asked for.
struct Gemm: TensorOperator {
    let alpha, beta: Float
    let transposesFirst, transposesSecond: Bool

    init(_ node: OperatorNode) throws(ModelError) {
        alpha = try node.attributes.float("alpha") ?? 1
        beta = try node.attributes.float("beta") ?? 1
        transposesFirst = try node.attributes.flag("transA", default: false)
        transposesSecond = try node.attributes.flag("transB", default: false)
    }

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let a = try matrix(inputs.tensor(0), transposesFirst)
        let b = try matrix(inputs.tensor(1), transposesSecond)
        var product = try Tensor(multiplying: a, by: b)
        if alpha != 1 { product = try scaled(product, alpha) }
        guard let c = try inputs.optionalTensor(2) else { return product }
        let plan = try BroadcastPlan([product.shape, c.shape])
        guard plan.shape == product.shape else {
            throw .mismatch("A tensor of shape \(c.shape) cannot be added to \(product.shape)")
        }
        switch (product.storage, try (beta == 1 ? c : scaled(c, beta)).storage) {
        case (.float(let x), .float(let y)): return Tensor(checked: plan.shape, .float(plan.combine(x, y, +)))
        case (.double(let x), .double(let y)): return Tensor(checked: plan.shape, .double(plan.combine(x, y, +)))
        default: throw c.wrongElements("floats")
        }
    }

    private func matrix(_ tensor: Tensor, _ transposes: Bool) throws(ModelError) -> Tensor {
        guard tensor.rank == 2 else {
            throw .mismatch("A tensor of shape \(tensor.shape) was given where a matrix was expected")
        }
        return transposes ? tensor.transposed([1, 0]) : tensor
    }

    private func scaled(_ tensor: Tensor, _ factor: Float) throws(ModelError) -> Tensor {
        try tensor.mapped({ $0 * factor }, { $0 * Double(factor) })
    }
}

extension Gemm: DifferentiableOperator {
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let a = try matrix(pass.inputs.tensor(0), transposesFirst)
        let b = try matrix(pass.inputs.tensor(1), transposesSecond)
        let product = try ProductAdjoints(a, b, of: pass.adjoint.map { $0 * Double(alpha) })
        return [
            pass.wants(0) ? try turned(product.ofLeft, a.shape, transposesFirst) : nil,
            pass.wants(1) ? try turned(product.ofRight, b.shape, transposesSecond) : nil,
            pass.wants(2) ? try summand(pass, [a.shape[0], b.shape[1]]) : nil,
        ]
    }

    private func turned(_ elements: [Double], _ shape: [Int], _ transposes: Bool) throws(ModelError) -> [Double] {
        transposes ? try Tensor(checked: shape, .double(elements)).transposed([1, 0]).asDoubles() : elements
    }

    private func summand(_ pass: ReversePass, _ shape: [Int]) throws(ModelError) -> [Double] {
        let c = try pass.inputs.tensor(2)
        var sums = [Double](repeating: 0, count: c.count)
        let places = try BroadcastPlan([shape, c.shape]).positions(of: 1)
        for (place, adjoint) in zip(places, pass.adjoint) { sums[place] += adjoint * Double(beta) }
        return sums
    }
}
