import OtherwiseCausal
import OtherwiseCore

/// What an estimate rests on, in plain words.
struct EffectWords {
    let effect: CausalQuestion.Effect
    let route: EffectRoute
    let method: EstimationMethod
    let isBinary: Bool
    let overlap: Overlap?
    let strength: Double?
    let rowsLeftOut: Int
    /// In the regressions, the intercept included.
    let regressors: Int

    var assumptions: [String] {
        ["Every arrow that is missing from the graph is missing in the world."] + routeAssumptions
            + methodAssumptions
            + ["What one unit gets does not act on another's \(effect.outcome)."]
    }

    private var routeAssumptions: [String] {
        let (x, y) = (effect.treatment, effect.outcome)
        switch route {
        case .backDoor(let set) where set.isEmpty: return ["Nothing causes both \(x) and \(y), as in an experiment."]
        case .backDoor(let set):
            return ["Whatever causes both \(x) and \(y) acts through \(set.listed), or is told by them."]
        case .frontDoor(let set):
            return [
                "The whole effect of \(x) on \(y) passes through \(set.listed).",
                "Nothing hidden causes \(set.listed) together with \(x) or with \(y).",
            ]
        case .instruments(let set, let conditions):
            let given = conditions.isEmpty ? "" : ", given \(conditions.listed)"
            return [
                "\(set.listed) acts on \(y) through \(x) alone, and shares no cause with it\(given).",
                isBinary
                    ? "The number is the effect on those whom the instrument moves, provided that it moves nobody the other way; or on everyone, if the effect is the same for all."
                    : "The effect is linear and the same for all.",
            ]
        }
    }

    private var methodAssumptions: [String] {
        switch method {
        case .unadjusted: []
        case .regression:
            [
                isBinary
                    ? "In each group \(effect.outcome) is linear in what is adjusted for."
                    : "\(effect.outcome) is linear in \(effect.treatment) and in what is adjusted for."
            ]
        case .weighting: ["The log-odds of treatment are linear in what is adjusted for."]
        case .doublyRobust:
            [
                "Either the log-odds of treatment or, in each group, \(effect.outcome) is linear in what is adjusted for; not both need be."
            ]
        case .frontDoor: ["\(effect.outcome) is linear in the mediators."]
        case .twoStage: ["The instruments move \(effect.treatment)."]
        }
    }

    var cautions: [String] {
        var cautions: [String] = []
        if let overlap, overlap.isThin {
            let whom = overlap.population == .everyone ? "units" : "treated units"
            cautions.append(
                "Overlap is thin: \(overlap.extremeShare.percent) of the \(whom) have hardly a counterpart, and after weighting \(overlap.untreated.count) untreated units tell as much as \(overlap.untreated.effective.rounded0), \(overlap.treated.count) treated as much as \(overlap.treated.effective.rounded0). The answer leans on the form of the regressions."
                    + (overlap.population == .everyone ? " The effect on the treated (ATT) may be better founded." : "")
            )
        }
        if let worst = overlap?.balance.first, abs(worst.after) > 0.25, method != .regression {
            cautions.append(
                "Weighting leaves '\(worst.name)' \(worst.after.rounded2) standard deviations apart between the groups; above 0.25 it is not balanced."
            )
        }
        if let overlap, min(overlap.treated.count, overlap.untreated.count) < 10 * regressors {
            cautions.append(
                "There are \(overlap.treated.count) treated and \(overlap.untreated.count) untreated units for \(regressors) regressors; with fewer than ten for each the interval is too narrow."
            )
        }
        if let strength, strength < 10 {
            cautions.append(
                "The instrument is weak (F = \(strength.rounded2), below 10): the number leans towards the unadjusted one, and its interval is too narrow."
            )
        }
        if rowsLeftOut > 0 {
            cautions.append(
                "\(rowsLeftOut) rows with missing values were left out; the answer is about rows like the others.")
        }
        return cautions
    }

    var pitfalls: [String] {
        let (x, y) = (effect.treatment, effect.outcome)
        var pitfalls: [String] = []
        switch route {
        case .backDoor:
            pitfalls.append(
                "A common cause of \(x) and \(y) that is not in the graph; see --refute for how strong it must be.")
            pitfalls.append("Something adjusted for that \(x) itself changes.")
        case .frontDoor(let set): pitfalls.append("A way from \(x) to \(y) that avoids \(set.listed).")
        case .instruments(let set, _):
            pitfalls.append("A way from \(set.listed) to \(y) that avoids \(x); no data can rule it out.")
        }
        pitfalls.append("Units that were chosen for these data because of \(x) and \(y).")
        return pitfalls
    }
}

extension Double {
    fileprivate var percent: String { "\(Int((self * 100).rounded()))%" }
    fileprivate var rounded0: String { rounded().plain }
    fileprivate var rounded2: String { "\((self * 100).rounded() / 100)" }
}
