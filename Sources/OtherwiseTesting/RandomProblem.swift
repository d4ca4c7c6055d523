import OtherwiseCore
import OtherwiseModels
import OtherwiseNumerics
package import OtherwiseSearch

/// Small random questions to ensembles: mixed axes, missing cells, several outputs, rules; the same for the same seed.
package struct RandomProblem {
    private var generator: SeededGenerator

    package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// - Parameters:
    ///   - outputs: The number of raw scores; targets are differences between them where there are several.
    ///   - hasRules: Whether to add clauses and a sum between axes.
    package mutating func make(outputs: Int = 1, hasRules: Bool = false) -> EnsembleProblem {
        let axes = (0..<Int.random(in: 2...5, using: &generator)).map { _ in axis() }
        var forest = Growth(axes: axes, outputs: outputs)
        for _ in 0..<Int.random(in: 1...12, using: &generator) {
            forest.roots.append(forest.nodes.count)
            grow(&forest, depth: Int.random(in: 1...4, using: &generator))
        }
        let choices = axes.map { choiceAxis($0) }
        let ensemble = forest.ensemble
        let alternatives = (0..<(outputs > 1 ? 2 : 1)).map { _ in WeighedTargets(targets(of: ensemble), of: ensemble) }
        return EnsembleProblem(
            ensemble: ensemble, axes: choices, alternatives: alternatives,
            rules: hasRules ? rules(choices) : ChoiceRules()
        ) { _ in true }
    }

    /// A question full of ties: leaves are tenths, and the threshold is a tenth that many points sum up to, so that only
    /// the rounding of the model says which of them reach it. The model adds in single precision, tree by tree.
    ///
    /// - Parameter isStrict: Whether the model wants more than the threshold, rather than at least that.
    package mutating func makeTied(isStrict: Bool) -> (problem: EnsembleProblem, model: @Sendable ([Int]) -> Bool) {
        let axes = (0..<Int.random(in: 2...4, using: &generator)).map { _ in axis() }
        var forest = Growth(axes: axes, outputs: 1)
        for _ in 0..<Int.random(in: 6...40, using: &generator) {
            forest.roots.append(forest.nodes.count)
            grow(&forest, depth: Int.random(in: 1...3, using: &generator))
        }
        forest.leafValues = forest.leafValues.map { Double(Float(($0 * 10).rounded()) / 10) }
        let (ensemble, choices) = (forest.ensemble, axes.map { choiceAxis($0) })
        let any = choices.map { $0.choices.randomElement(using: &generator)?.cell ?? 0 }
        let threshold = Float((ensemble.scores(at: any)[0] * 10).rounded()) / 10
        let model: @Sendable ([Int]) -> Bool = { point in
            let sum = ensemble.singlePrecisionScore(at: zip(choices, point).map { $0.choices[$1].cell })
            return isStrict ? sum > threshold : sum >= threshold
        }
        let target = WeighedTargets([LinearTarget(weights: [1], threshold: Double(threshold))], of: ensemble)
        let problem = EnsembleProblem(ensemble: ensemble, axes: choices, alternatives: [target], isReached: model)
        return (problem, model)
    }

    /// - Parameter flags: The number of axes of 0 and 1 of which exactly one is 1; two free ones come behind them.
    package mutating func makeGrouped(flags: Int) -> EnsembleProblem {
        let axes = (0..<flags).map { _ in FeatureEnsemble.Axis.ordered(cuts: [0]) } + [axis(), axis()]
        var forest = Growth(axes: axes, outputs: 1)
        for _ in 0..<Int.random(in: 4...12, using: &generator) {
            forest.roots.append(forest.nodes.count)
            grow(&forest, depth: Int.random(in: 2...4, using: &generator))
        }
        let on = Int.random(in: 0..<flags, using: &generator)
        let choices = axes.enumerated().map { $0 < flags ? flag(isOn: $0 == on) : choiceAxis($1) }
        var rules = ChoiceRules()
        rules.sums = [ChoiceRules.Sum(terms: (0..<flags).map { (axis: $0, values: [0, 1]) }, range: 1...1)]
        let states = (0..<flags).map { on in (0..<flags).map { $0 == on ? 1 : 0 } }
        rules.groups = [ChoiceRules.Group(axes: Array(0..<flags), states: states)]
        let ensemble = forest.ensemble
        let targets = WeighedTargets(targets(of: ensemble), of: ensemble)
        return EnsembleProblem(ensemble: ensemble, axes: choices, alternatives: [targets], rules: rules) { _ in true }
    }

    private mutating func flag(isOn: Bool) -> ChoiceAxis {
        let cost = Double(Int.random(in: 1...8, using: &generator)) / 8
        return ChoiceAxis(
            choices: [0, 1].map { Choice(cell: $0, value: .number(Double($0)), cost: ($0 == 1) == isOn ? 0 : cost) },
            factual: isOn ? 1 : 0)
    }

    private mutating func axis() -> FeatureEnsemble.Axis {
        if Bool.random(using: &generator) { return .categorical(count: Int.random(in: 2...5, using: &generator)) }
        return .ordered(cuts: (0..<Int.random(in: 1...5, using: &generator)).map { Float($0) })
    }

    private mutating func grow(_ forest: inout Growth, depth: Int) {
        let position = forest.nodes.count
        guard depth > 0, Int.random(in: 0..<8, using: &generator) > 0 else {
            forest.nodes.append(.leaf(forest.leafValues.count / forest.outputs))
            for _ in 0..<forest.outputs { forest.leafValues.append(Double.random(in: -1...1, using: &generator)) }
            return
        }
        forest.nodes.append(.leaf(0))
        let axis = Int.random(in: forest.axes.indices, using: &generator)
        let test = test(of: forest.axes[axis], sets: &forest.sets)
        let left = forest.nodes.count
        grow(&forest, depth: depth - 1)
        let right = forest.nodes.count
        grow(&forest, depth: depth - 1)
        forest.nodes[position] = FeatureEnsemble.Node(
            axis: axis, test: test, left: left, right: right, missingGoesLeft: Bool.random(using: &generator))
    }

    private mutating func test(of axis: FeatureEnsemble.Axis, sets: inout [CellSet]) -> Int {
        if case .ordered(let cuts) = axis, Int.random(in: 0..<4, using: &generator) > 0 {
            return Int.random(in: cuts.indices, using: &generator)
        }
        var cells: [Int] = []
        for cell in 0..<axis.cellCount where Bool.random(using: &generator) { cells.append(cell) }
        sets.append(CellSet(cells, count: axis.cellCount))
        return -sets.count
    }

    private mutating func choiceAxis(_ axis: FeatureEnsemble.Axis) -> ChoiceAxis {
        let cells = (0..<axis.cellCount).filter { _ in Int.random(in: 0..<5, using: &generator) > 0 }
        let kept = cells.isEmpty ? [0] : cells
        let factual = Int.random(in: kept.indices, using: &generator)
        return ChoiceAxis(
            choices: kept.enumerated().map { index, cell in
                let cost = Double(Int.random(in: 0...20, using: &generator)) / 8 + 0.05
                return Choice(cell: cell, value: .number(Double(cell)), cost: index == factual ? 0 : cost)
            }, factual: factual)
    }

    private mutating func targets(of forest: FeatureEnsemble) -> [LinearTarget] {
        let reach = Double(forest.roots.count).squareRoot()
        guard forest.outputs > 1 else {
            return [LinearTarget(weights: [1], threshold: Double.random(in: -0.2...1, using: &generator) * reach)]
        }
        let winner = Int.random(in: 0..<forest.outputs, using: &generator)
        return (0..<forest.outputs).filter { $0 != winner }.map { loser in
            LinearTarget(weights: (0..<forest.outputs).map { $0 == winner ? 1 : $0 == loser ? -1 : 0 }, threshold: 0)
        }
    }

    private mutating func rules(_ axes: [ChoiceAxis]) -> ChoiceRules {
        var rules = ChoiceRules()
        for _ in 0..<2 {
            rules.clauses.append(
                (0..<2).map { _ in
                    let axis = Int.random(in: axes.indices, using: &generator)
                    let allowed = axes[axis].choices.indices.filter { _ in Int.random(in: 0..<3, using: &generator) > 0
                    }
                    return ChoiceRules.Literal(axis: axis, choices: CellSet(allowed, count: axes[axis].choices.count))
                })
        }
        let terms = axes.indices.prefix(2).map { axis in
            (axis: axis, values: axes[axis].choices.map { $0.value.number ?? 0 })
        }
        rules.sums.append(ChoiceRules.Sum(terms: terms, range: 0...Double(Int.random(in: 1...8, using: &generator))))
        return rules
    }
}

extension FeatureEnsemble {
    /// The first score as a model finds it: in single precision, tree by tree, the base at the end.
    fileprivate func singlePrecisionScore(at cells: [Int]) -> Float {
        var sum: Float = 0
        for root in roots {
            var node = nodes[root]
            while !node.isLeaf {
                node = nodes[Int(goesLeft(cells[Int(node.axis)], at: node) ? node.left : node.right)]
            }
            sum += Float(leafValues[Int(node.test) * outputs])
        }
        return sum + Float(base[0])
    }
}

/// An ensemble while it grows.
private struct Growth {
    let axes: [FeatureEnsemble.Axis]
    let outputs: Int
    var nodes: [FeatureEnsemble.Node] = []
    var roots: [Int] = []
    var sets: [CellSet] = []
    var leafValues: [Double] = []

    init(axes: [FeatureEnsemble.Axis], outputs: Int) { (self.axes, self.outputs) = (axes, outputs) }

    var ensemble: FeatureEnsemble {
        FeatureEnsemble(
            axes: axes, nodes: nodes, roots: roots, sets: sets, leafValues: leafValues, outputs: outputs,
            base: [Double](repeating: 0.1, count: outputs))
    }
}
