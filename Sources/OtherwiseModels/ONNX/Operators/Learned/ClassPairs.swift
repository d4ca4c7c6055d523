/// The linear functions that tell the classes of a support vector classifier apart, one per pair.
struct ClassPairs: Sendable {
    private let vectorsPerClass: [Int]
    private let firstVectors: [Int]
    private let vectorCount: Int
    /// Row-major `[classes − 1 × vectors]`: what a vector weighs against each of the other classes.
    private let coefficients: [Float]
    /// One per pair.
    private let offsets: [Float]

    init(_ attributes: NodeAttributes, vectorsPerClass: [Int]) throws(ModelError) {
        self.vectorsPerClass = vectorsPerClass
        vectorCount = vectorsPerClass.reduce(0, +)
        firstVectors = vectorsPerClass.indices.map { vectorsPerClass[..<$0].reduce(0, +) }
        coefficients = try attributes.floats("coefficients")
        offsets = try attributes.floats("rho")
        let classes = vectorsPerClass.count
        guard classes > 1, coefficients.count >= (classes - 1) * vectorCount,
            offsets.count >= classes * (classes - 1) / 2
        else {
            throw .malformed("\(classes) classes have \(coefficients.count) coefficients and \(offsets.count) offsets")
        }
    }

    /// The scores of all pairs, from the dot products of a row with the vectors; above 0 a pair's first class wins.
    func scores(_ products: ArraySlice<Float>) -> [Float] {
        allPairs.enumerated().map { index, pair in
            let sum = weights(of: pair).reduce(0.0) {
                $0 + Double($1.weight * products[products.startIndex + $1.vector])
            }
            return Float(sum + Double(offsets[index]))
        }
    }

    /// The class with the most votes; of several the first.
    func winner(_ scores: [Float]) -> Int {
        var votes = [Int](repeating: 0, count: vectorsPerClass.count)
        for (pair, score) in zip(allPairs, scores) { votes[score > 0 ? pair.first : pair.second] += 1 }
        return votes.indices.reduce(0) { votes[$1] > votes[$0] ? $1 : $0 }
    }

    /// With two classes: the score of the second against the first as a function of the row.
    func linearMap(of vectors: SupportVectors) throws(ModelError) -> LinearMap {
        let first = try map(of: vectors)
        return try LinearMap(coefficients: first.coefficients.map { -$0 }, intercepts: [-offsets[0]])
    }

    /// The scores of all pairs as functions of the row.
    func map(of vectors: SupportVectors) throws(ModelError) -> LinearMap {
        let coefficients = allPairs.flatMap { pair in
            var all = [Float](repeating: 0, count: vectorCount)
            for (vector, weight) in weights(of: pair) { all[vector] = weight }
            return vectors.combined(all).map { Float($0) }
        }
        return try LinearMap(coefficients: coefficients, intercepts: Array(offsets.prefix(allPairs.count)))
    }

    private var allPairs: [(first: Int, second: Int)] {
        vectorsPerClass.indices.flatMap { first in
            (first + 1..<max(vectorsPerClass.count, first + 1)).map { (first, $0) }
        }
    }

    private func weights(of pair: (first: Int, second: Int)) -> [(vector: Int, weight: Float)] {
        ownWeights(of: pair.first, row: pair.second - 1) + ownWeights(of: pair.second, row: pair.first)
    }

    private func ownWeights(of class_: Int, row: Int) -> [(vector: Int, weight: Float)] {
        (firstVectors[class_]..<firstVectors[class_] + vectorsPerClass[class_]).map {
            ($0, coefficients[row * vectorCount + $0])
        }
    }
}
