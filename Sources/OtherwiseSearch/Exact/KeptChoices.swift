import OtherwiseModels

/// The choices of a problem that cost no more than a budget, numbered anew without the others.
struct KeptChoices {
    var kept: [[Int]] = []
    var choiceStart = [0]
    var wordStart = [0]
    var costs: [Double] = []
    var fullBox: [UInt64] = []

    init(_ problem: EnsembleProblem, budget: Double) {
        for axis in problem.axes {
            let affordable = axis.choices.indices.filter { axis.choices[$0].cost <= budget || $0 == axis.factual }
            kept.append(affordable)
            costs += affordable.map { axis.choices[$0].cost }
            choiceStart.append(costs.count)
            fullBox += CellSet(affordable.indices, count: affordable.count).words
            wordStart.append(fullBox.count)
        }
    }
}
