import OtherwiseCore
import OtherwiseTraces

/// The process as a world: what the log leaves hidden is abducted, a step is repaired, the rest runs again.
struct LaneWorld: World {
    /// Whether the log is consulted; without it the hidden causes are those of any run.
    var abducts = true

    /// The log with every way it may have come about, and how likely each is.
    struct Cause: Sendable {
        let steps: [LaneProcess.Step]
        let worlds: [(hidden: LaneProcess.Hidden, weight: Double)]
    }

    /// A verifier that met a lane in disorder has shown whether it is attentive; the final value tells the lane, up to
    /// lanes that ended alike. What the log does not settle is as likely as in any run.
    func abduct(_ record: LaneRecord) -> Cause {
        var worlds = lanes(record).map { (LaneProcess.Hidden(attentive: [], lane: $0), 1.0) }
        let share = 1 / Double(worlds.count)
        for index in record.steps.indices {
            let known = record.steps[index].work == .verify ? seen(record, index) : false
            worlds = worlds.flatMap { hidden, weight in
                Self.choices(known).map { attentive, probability in
                    var hidden = hidden
                    hidden.attentive.append(attentive)
                    return (hidden, weight * probability)
                }
            }
        }
        return Cause(steps: record.steps, worlds: worlds.map { (hidden: $0.0, weight: $0.1 * share) })
    }

    func predict(_ cause: Cause, under repair: StepRepair) -> Double {
        cause.worlds.reduce(0) { sum, world in
            LaneProcess.succeeds(cause.steps, world.hidden, repaired: repair.steps) ? sum + world.weight : sum
        }
    }

    private func lanes(_ record: LaneRecord) -> [Int] {
        guard abducts, let last = record.lanes.last else { return Array(0..<LaneProcess.laneCount) }
        return last.indices.filter { last[$0] == record.final }
    }

    /// Whether the verifier of a step was attentive; `nil` where the log does not show it.
    private func seen(_ record: LaneRecord, _ index: Int) -> Bool? {
        let lane = record.steps[index].lane
        let before = index == 0 ? 0 : record.lanes[index - 1][lane]
        return abducts && before != 0 ? record.lanes[index][lane] == 0 : nil
    }

    private static func choices(_ known: Bool?) -> [(Bool, Double)] {
        if let known { return [(known, 1)] }
        return [(true, LaneProcess.attention), (false, 1 - LaneProcess.attention)]
    }
}
