import OtherwiseCore
import OtherwiseNumerics

/// Turns a network over encoded columns into one over the features of a table.
///
/// An encoded number is `slope · x + offset` by the operators that it goes through; slope and offset are read off the
/// graph's own results, and checked at further numbers. All other features are listed value by value.
struct NetworkLift {
    let trace: LayerTrace
    private let probe: FeatureProbe
    private let model: ONNXDecisionModel

    init(_ model: ONNXDecisionModel, trace: LayerTrace, sample: [String: Value]) {
        (self.model, self.trace) = (model, trace)
        probe = FeatureProbe(model: model, sample: sample, target: trace.input)
    }

    /// - Throws: `OpaqueModel` when a column mixes features, when a number cannot be listed that is encoded by steps, or
    ///   when the effects of all values are more than `WeightMatrix.mostWeights` numbers.
    func network(of schema: Schema) throws -> FeatureNetwork {
        let sources = try ColumnTrace.sources(of: trace.input, in: model, sample: probe.sample)
        guard sources.count == trace.first.inputs else {
            throw OpaqueModel("its first layer wants \(trace.first.inputs) columns of \(sources.count)")
        }
        let positions = try model.binding.positions(in: schema)
        guard sources.allSatisfy({ $0.columns.count <= 1 }) else { throw OpaqueModel("a column mixes features") }
        var terms: [FeatureNetwork.Term] = []
        var (mostColumns, listed) = (0, 0)
        for (position, feature) in schema.features.enumerated() {
            let own = sources.indices.filter { sources[$0].columns.first.map { positions[$0] } == position }
            let isAffine = own.allSatisfy { sources[$0].isAffine }
            let (term, columns) = try term(of: feature, columns: own, isAffine: isAffine)
            terms.append(term)
            mostColumns += columns
            listed += term.listed.count
            guard listed <= WeightMatrix.mostWeights / max(trace.first.outputs, 1) else {
                throw OpaqueModel.tooManyWeights
            }
        }
        let constant = try constantEffect(sources.indices.filter { sources[$0].columns.isEmpty })
        return FeatureNetwork(
            base: zip(trace.first.biases, constant.sums).map(+),
            baseMagnitudes: zip(trace.first.biasMagnitudes, constant.magnitudes).map(+),
            terms: terms, layers: trace.layers,
            roundings: mostColumns + trace.first.roundings + 2 + FeatureNetwork.encoderRoundings)
    }

    /// What columns add that depend on no feature.
    private func constantEffect(_ columns: [Int]) throws -> FeatureNetwork.Effect {
        guard !columns.isEmpty, let name = model.binding.columns.first else {
            return trace.first.effect(of: [:], magnitudes: [:])
        }
        return try effect(of: columns, in: probe.columns(of: name, at: [probe.sample[name] ?? .missing])[0])
    }

    /// - Returns: The term, and the most columns that are not 0 at once.
    private func term(
        of feature: Feature, columns: [Int], isAffine: Bool
    ) throws -> (FeatureNetwork.Term, columns: Int) {
        var term = FeatureNetwork.Term(listed: [:])
        guard !columns.isEmpty else {
            let nothing = trace.first.effect(of: [:], magnitudes: [:])
            term.listed = [.missing: nothing]
            for category in feature.domain.categories { term.listed[.category(category)] = nothing }
            if feature.domain.isNumeric { term.number = (nothing, nothing) }
            return (term, 0)
        }
        var most = 0
        if feature.domain.isNumeric, isAffine {
            term.number = try number(feature, columns: columns)
            most = columns.count
        } else {
            guard let values = feature.domain.listedValues else {
                throw OpaqueModel(
                    "feature '\(feature.name)' is encoded by steps; give it a `step` and a range of at most 10,000 values in the schema"
                )
            }
            guard values.count <= WeightMatrix.mostWeights / max(trace.first.outputs, 1) else {
                throw OpaqueModel.tooManyWeights
            }
            for (value, row) in zip(values, try probe.columns(of: feature.name, at: values)) {
                term.listed[value] = effect(of: columns, in: row)
                most = max(most, columns.count { row[$0] != 0 })
            }
        }
        if let row = try? probe.columns(of: feature.name, at: [.missing]).first,
            columns.allSatisfy({ row[$0].isFinite })
        {
            term.listed[.missing] = effect(of: columns, in: row)
        }
        return (term, max(most, 1))
    }

    private func effect(of columns: [Int], in row: [Float]) -> FeatureNetwork.Effect {
        let values = Dictionary(uniqueKeysWithValues: columns.map { ($0, Double(row[$0])) })
        return trace.first.effect(of: values, magnitudes: values.mapValues(abs))
    }

    /// Read off at 0 and at the number of the domain that lies furthest from it.
    private func number(
        _ feature: Feature, columns: [Int]
    ) throws -> (slope: FeatureNetwork.Effect, offset: FeatureNetwork.Effect) {
        guard case .numeric(let range, _) = feature.domain else { throw OpaqueModel("'\(feature.name)' is no number") }
        let ends = [range.lowerBound, range.upperBound].map { $0.isFinite ? $0 : $0 < 0 ? -1e4 : 1e4 }
        let furthest = max(abs(ends[0]), abs(ends[1]), 1).rounded(.up) * (abs(ends[0]) > abs(ends[1]) ? -1 : 1)
        let rows = try probe.columns(of: feature.name, at: [.number(0), .number(furthest)])
        let offsets = Dictionary(uniqueKeysWithValues: columns.map { ($0, Double(rows[0][$0])) })
        let slopes = Dictionary(
            uniqueKeysWithValues: columns.map { ($0, (Double(rows[1][$0]) - Double(rows[0][$0])) / furthest) })
        try check(feature, columns, slopes: slopes, offsets: offsets, between: ends)
        return (
            trace.first.effect(of: slopes, magnitudes: slopes.mapValues(abs)),
            trace.first.effect(of: offsets, magnitudes: offsets.mapValues(abs))
        )
    }

    private func check(
        _ feature: Feature, _ columns: [Int], slopes: [Int: Double], offsets: [Int: Double], between ends: [Double]
    ) throws {
        var generator = SeededGenerator(seed: 0)
        let isInteger = model.binding.readsIntegers(feature.name)
        let numbers = ends + (0..<30).map { _ in Double.random(in: ends[0]...max(ends[0], ends[1]), using: &generator) }
        let probed = isInteger ? numbers.map { $0.rounded() } : numbers
        for (number, row) in zip(probed, try probe.columns(of: feature.name, at: probed.map { .number($0) })) {
            for column in columns {
                let (slope, offset) = (slopes[column] ?? 0, offsets[column] ?? 0)
                let magnitude = abs(slope * number) + abs(offset)
                let allowed = Double(FeatureNetwork.encoderRoundings) * FeatureNetwork.unitRoundoff * magnitude
                guard abs(Double(row[column]) - (slope * number + offset)) <= allowed + .leastNormalMagnitude else {
                    throw OpaqueModel("feature '\(feature.name)' is not encoded by a factor and an offset")
                }
            }
        }
    }
}
