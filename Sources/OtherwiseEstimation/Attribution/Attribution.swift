import Foundation
public import OtherwiseCausal
public import OtherwiseCore
import OtherwiseNumerics

/// What each mechanism contributes to something that is to be explained.
public struct Attribution: Sendable, Hashable, Codable {
    /// The form that it is written in.
    public static let version = "otherwise.attribution/1"

    /// The form of this one.
    public var schema = Self.version
    /// The variable that is explained.
    public let target: String
    /// What is divided up: the contributions sum to it.
    public let total: Double
    /// What each mechanism contributes, causes first.
    public let contributions: [Contribution]

    /// What one mechanism contributes.
    public typealias Contribution = CausalAnswer.Contribution

    /// - Parameter worth: Of the variables that are marked, in the order of `players`.
    fileprivate init(
        _ target: String, players: [String], orders: Int, seed: UInt64, _ worth: ([Bool]) throws -> Double
    ) rethrows {
        var generator = SeededGenerator(seed: seed)
        let shares =
            players.count <= ShapleyValues.exactLimit
            ? try ShapleyValues(exactly: players.count, worth)
            : try ShapleyValues(sampling: players.count, orders: orders, using: &generator, worth)
        self.target = target
        total = shares.values.reduce(0, +)
        contributions = players.indices.map {
            Contribution(variable: players[$0], value: shares.values[$0], standardError: shares.standardErrors[$0])
        }
    }
}

extension FittedCausalModel {
    /// Why a unit's number is as unusual as it is: what the noise of each variable before it contributes to
    /// `−log P(as far from the median or farther)` (Budhathoki et al. 2022).
    ///
    /// - Parameters:
    ///   - samples: The units that probabilities are counted from; rarer ones count as one in `samples + 1`.
    ///   - orders: How many orders are drawn where there are more than twelve variables.
    /// - Returns: Contributions in nats; a negative one makes the unit more usual.
    /// - Throws: `EstimationError` for a value that is missing, that the data never show, or that the mechanisms cannot give.
    public func attributeOutlier(
        of unit: [String: Value], on target: String, samples: Int = 2_000, orders: Int = 200, seed: UInt64 = 1
    ) throws -> Attribution {
        let players = try graph.topologicalOrder.filter(graph.ancestors(of: [target]).contains)
        guard let place = variables.position(of: target), variables.levels[place] == nil else {
            throw EstimationError.unusable(
                column: target, problem: "holds levels", hint: "Ask about a number that comes of it")
        }
        let own = try codes(of: unit, players)
        let usual = variables.columns[place].filter { !$0.isNaN }
        let centre = OrderStatistics.median(usual) ?? 0
        let distance = abs((own[target] ?? 0) - centre) * (1 - 1e-9)
        var generator = SeededGenerator(seed: seed)
        let drawn = noise(of: players, count: samples, using: &generator)
        let fixed = noise(of: own, players, count: samples)
        return try Attribution(target, players: players, orders: orders, seed: seed) { held in
            let noise = zip(players, held).map { $1 ? fixed[$0] : drawn[$0] }
            let values = values(players, noise.map { $0 ?? [] }, count: samples)
            let own = values.last ?? []
            guard !own.contains(where: \.isNaN) else {
                throw EstimationError.beyondNumbers(
                    target, hint: "Ask about a row whose values are nearer to those of the data")
            }
            return log(Double(own.count { abs($0 - centre) >= distance } + 1) / Double(samples + 1))
        }
    }

    private func codes(of unit: [String: Value], _ names: [String]) throws -> [String: Double] {
        var codes: [String: Double] = [:]
        for name in names {
            guard let value = unit[name], value != .missing else { throw EstimationError.missing(name) }
            let code = try variables.code(of: value, name)
            try requireGiven(code, name)
            codes[name] = code
        }
        return codes
    }

    private func noise(
        of names: [String], count: Int, using generator: inout SeededGenerator
    ) -> [String: [Double]] {
        var noise: [String: [Double]] = [:]
        for name in names { noise[name] = fits[name]?.mechanism.sampleNoise(count: count, using: &generator) }
        return noise
    }

    /// The noise of one unit, as often as `count` says; what it leaves open is drawn each time.
    private func noise(of unit: [String: Double], _ names: [String], count: Int) -> [String: [Double]] {
        var noise: [String: [Double]] = [:]
        for name in names {
            guard let mechanism = fits[name]?.mechanism else { continue }
            let parents = mechanism.parents.map { [Double](repeating: unit[$0] ?? .nan, count: count) }
            noise[name] = mechanism.noise(parents, values: [Double](repeating: unit[name] ?? .nan, count: count))
        }
        return noise
    }

    /// The values of variables, causes first, from their noise.
    private func values(_ names: [String], _ noise: [[Double]], count: Int) -> [[Double]] {
        var columns: [String: [Double]] = [:]
        for (name, own) in zip(names, noise) {
            guard let mechanism = fits[name]?.mechanism else { continue }
            columns[name] = mechanism.values(mechanism.parents.map { columns[$0] ?? [] }, noise: own)
        }
        return names.map { columns[$0] ?? [] }
    }
}

extension FittedCausalModel {
    /// What each mechanism contributes to the change of a number's mean from one table to another (Budhathoki et al. 2021).
    ///
    /// - Parameters:
    ///   - before: The rows that the model of before is learnt from; `after` those of the model of after.
    ///   - samples: The units that means are taken over.
    /// - Throws: `EstimationError` where a mechanism of one table gives no number in the place of the other's, and what
    ///   fitting throws.
    public static func attributeChange(
        of target: String, in graph: CausalGraph, from before: Table, to after: Table, samples: Int = 20_000,
        orders: Int = 200, options: FittingOptions = FittingOptions(draws: 0)
    ) throws -> Attribution {
        try attributedChange(
            of: target, in: graph, from: before, to: after, samples: samples, orders: orders, options: options
        ).attribution
    }

    /// The same, with the models of before and of after.
    static func attributedChange(
        of target: String, in graph: CausalGraph, from before: Table, to after: Table, samples: Int = 20_000,
        orders: Int = 200, options: FittingOptions
    ) throws -> (attribution: Attribution, models: [FittedCausalModel]) {
        let both = try FittedVariables(graph.nodes, in: before.followed(by: after, columns: graph.nodes))
        let models = try [0..<before.count, before.count..<(before.count + after.count)].map { rows in
            try FittedCausalModel(graph, both.selecting(rows), options)
        }
        guard let place = both.position(of: target), both.levels[place] == nil else {
            throw EstimationError.unusable(
                column: target, problem: "holds levels or is absent", hint: "Ask about a number of the graph")
        }
        let players = try graph.topologicalOrder.filter(graph.ancestors(of: [target]).contains)
        let attribution = try Attribution(target, players: players, orders: orders, seed: options.seed) { changed in
            let mechanisms = zip(players, changed).compactMap { name, isChanged in
                models[isChanged ? 1 : 0].fits[name].map { (name, $0.mechanism) }
            }
            return try mean(of: target, mechanisms, samples: samples, seed: options.seed)
        }
        return (attribution, models)
    }

    /// - Parameter mechanisms: By variable, causes first.
    private static func mean(
        of target: String, _ mechanisms: some Sequence<(String, FittedMechanism)>, samples: Int, seed: UInt64
    ) throws(EstimationError) -> Double {
        var (columns, generator): ([String: [Double]], SeededGenerator) = ([:], SeededGenerator(seed: seed))
        for (name, mechanism) in mechanisms {
            columns[name] = mechanism.sample(
                mechanism.parents.map { columns[$0] ?? [] }, count: samples, using: &generator)
        }
        let mean = (columns[target] ?? []).reduce(0, +) / Double(samples)
        guard mean.isFinite else {
            throw .beyondNumbers(
                target, hint: "Leave out of either table the rows that are far from all of the other")
        }
        return mean
    }
}

extension EstimationError {
    /// What mechanisms make of causes that are far from what they were learnt from.
    fileprivate static func beyondNumbers(_ name: String, hint: String) -> EstimationError {
        .unusable(
            column: name, problem: "would be beyond all numbers where one mechanism is put in the place of another",
            hint: hint)
    }
}

extension Table {
    /// Some columns of this table and then of another.
    fileprivate func followed(by other: Table, columns names: [String]) throws -> Table {
        try Table(
            columns: names.map { name in
                guard let first = self[name], let second = other[name] else {
                    throw EstimationError.unknownColumn(
                        name, columns: (self[name] == nil ? self : other).columns.map(\.name))
                }
                var isNumeric = false
                if case .numbers = first.storage, case .numbers = second.storage { isNumeric = true }
                let values = (0..<count).map { first[$0] } + (0..<other.count).map { second[$0] }
                return Column(name: name, values: values, isNumeric: isNumeric)
            })
    }
}
