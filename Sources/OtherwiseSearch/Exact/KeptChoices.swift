import OtherwiseModels

/// The choices of a problem that an answer within a budget can take, numbered anew without the others.
struct KeptChoices {
    /// For each axis the choices kept, as indices into the problem's.
    private(set) var kept: [[Int]] = []
    private(set) var choiceStart = [0]
    private(set) var wordStart = [0]
    private(set) var costs: [Double] = []
    private(set) var fullBox: [UInt64] = []
    /// The cheapest kept choice of each axis, and the sum.
    private(set) var leastCosts: [Double] = []
    private(set) var leastTotal = 0.0

    /// - Parameter box: The choices to keep of each axis, by the problem's indices; `nil` for all.
    init(_ problem: EnsembleProblem, box: [[Int]]? = nil, budget: Double) {
        let candidates = box ?? problem.axes.map { Array($0.choices.indices) }
        leastCosts = zip(problem.axes, candidates).map { axis, choices in
            choices.reduce(.infinity) { min($0, axis.choices[$1].cost) }
        }
        leastTotal = leastCosts.reduce(0, +)
        for (position, axis) in problem.axes.enumerated() {
            let room = budget - leastTotal + leastCosts[position]
            let affordable = candidates[position].filter { axis.choices[$0].cost <= room * (1 + 1e-9) }
            kept.append(affordable)
            costs += affordable.map { axis.choices[$0].cost }
            choiceStart.append(costs.count)
            fullBox += CellSet(affordable.indices, count: affordable.count).words
            wordStart.append(fullBox.count)
        }
    }

    /// Whether some axis has nothing left.
    var isEmpty: Bool { kept.contains(where: \.isEmpty) }
}
