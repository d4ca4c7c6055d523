/// MatMul: the product of matrices, or of stacks of them, by the rules of numpy.
struct MatMul: TensorOperator {
    init(_ node: OperatorNode) {}

    func output(of inputs: OperatorInputs) throws(ModelError) -> Tensor {
        let (left, right) = (try inputs.tensor(0), try inputs.tensor(1))
        guard left.rank > 0, right.rank > 0 else {
            throw .mismatch("A single value was given where a matrix was expected")
        }
        let first = left.rank == 1 ? try left.reshaped([1] + left.shape) : left
        let second = right.rank == 1 ? try right.reshaped(right.shape + [1]) : right
        let product = try Tensor(multiplying: first, by: second)
        var shape = product.shape
        if right.rank == 1 { shape.removeLast() }
        if left.rank == 1 { shape.remove(at: product.rank - 2) }
        return try product.reshaped(shape)
    }
}

extension Tensor {
    /// The product of two stacks of matrices; the dimensions before the last two are broadcast.
    init(multiplying left: Tensor, by right: Tensor) throws(ModelError) {
        let (rows, inner) = (left.shape[left.rank - 2], left.shape[left.rank - 1])
        let columns = right.shape[right.rank - 1]
        guard right.shape[right.rank - 2] == inner else {
            throw .mismatch("Matrices of shapes \(left.shape) and \(right.shape) cannot be multiplied")
        }
        let stacks = try BroadcastPlan([left.shape.dropLast(2), right.shape.dropLast(2)].map { Array($0) })
        let shape = stacks.shape + [rows, columns]
        guard try shape.elementCount() <= MatrixProduct.multiplicationLimit / max(inner, 1) else {
            throw .tooLarge("The product of matrices of shapes \(left.shape) and \(right.shape) takes too long")
        }
        let product = StackedProduct(
            matrix: MatrixProduct(rows: rows, inner: inner, columns: columns),
            pairs: Array(zip(stacks.positions(of: 0), stacks.positions(of: 1))))
        switch (left.storage, right.storage) {
        case (.float(let a), .float(let b)): self.init(checked: shape, .float(product(a, b)))
        case (.double(let a), .double(let b)): self.init(checked: shape, .double(product(a, b)))
        default:
            throw .unsupportedElements(
                "Matrices of \(left.storage.elementType) and \(right.storage.elementType) were given")
        }
    }
}

private struct StackedProduct {
    let matrix: MatrixProduct
    /// Which matrix of the left stack meets which of the right one.
    let pairs: [(Int, Int)]

    func callAsFunction<Number: MatrixElement>(_ left: [Number], _ right: [Number]) -> [Number] {
        let zeros = [Number](repeating: 0, count: matrix.columns)
        let (leftSize, rightSize) = (matrix.rows * matrix.inner, matrix.inner * matrix.columns)
        return pairs.flatMap { first, second in
            matrix(
                left[first * leftSize..<(first + 1) * leftSize], right[second * rightSize..<(second + 1) * rightSize],
                startingFrom: zeros)
        }
    }
}

extension MatMul: DifferentiableOperator {
    func adjoints(in pass: ReversePass) throws(ModelError) -> [[Double]?] {
        let (left, right) = (try pass.inputs.tensor(0), try pass.inputs.tensor(1))
        let first = left.rank == 1 ? try left.reshaped([1] + left.shape) : left
        let second = right.rank == 1 ? try right.reshaped(right.shape + [1]) : right
        let product = try ProductAdjoints(first, second, of: pass.adjoint)
        return [pass.wants(0) ? product.ofLeft : nil, pass.wants(1) ? product.ofRight : nil]
    }
}

/// How a scalar changes with the factors of a product of stacks of matrices.
struct ProductAdjoints {
    private let left, right, adjoint: [Double]
    private let rows, inner, columns: Int
    /// Which matrix of the left stack meets which of the right one.
    private let pairs: [(Int, Int)]

    /// - Parameter adjoint: How the scalar changes with the elements of the product.
    init(_ left: Tensor, _ right: Tensor, of adjoint: [Double]) throws(ModelError) {
        (rows, inner) = (left.shape[left.rank - 2], left.shape[left.rank - 1])
        columns = right.shape[right.rank - 1]
        let stacks = try BroadcastPlan([left.shape.dropLast(2), right.shape.dropLast(2)].map { Array($0) })
        pairs = Array(zip(stacks.positions(of: 0), stacks.positions(of: 1)))
        (self.left, self.right, self.adjoint) = (try left.asDoubles(), try right.asDoubles(), adjoint)
    }

    /// `adjoint · rightᵀ`.
    var ofLeft: [Double] {
        var sums = [Double](repeating: 0, count: left.count)
        forEachTerm { product, left, right in sums[left] += adjoint[product] * self.right[right] }
        return sums
    }

    /// `leftᵀ · adjoint`.
    var ofRight: [Double] {
        var sums = [Double](repeating: 0, count: right.count)
        forEachTerm { product, left, right in sums[right] += adjoint[product] * self.left[left] }
        return sums
    }

    /// Calls `body` with the places of an element of the product and of two factors that are multiplied for it.
    @inline(__always)
    private func forEachTerm(_ body: (_ product: Int, _ left: Int, _ right: Int) -> Void) {
        for (stack, pair) in pairs.enumerated() {
            for row in 0..<rows {
                for index in 0..<inner {
                    let left = (pair.0 * rows + row) * inner + index
                    for column in 0..<columns {
                        body(
                            (stack * rows + row) * columns + column, left, (pair.1 * inner + index) * columns + column)
                    }
                }
            }
        }
    }
}
