import OtherwiseCausal

extension CausalQuestion {
    /// What the variables that the question names are to it.
    var roles: [String: GraphPicture.Role] {
        var roles: [String: GraphPicture.Role] = [:]
        switch self {
        case .probability(let events, let evidence, let intervention):
            // What is as it would be elsewhere is held: there its own causes count.
            let variables = (events + evidence).flatMap(\.variable.nested)
            for variable in variables { roles[variable.name] = .adjusted }
            for event in events { roles[event.variable.name] = .outcome }
            for name in variables.flatMap(\.valued) + intervention.keys { roles[name] = .treatment }
        case .effect(let effect):
            for mediator in effect.mediators { roles[mediator] = .adjusted }
            roles[effect.outcome] = .outcome
            roles[effect.treatment] = .treatment
        case .whatIf(let changes, _, let evidence):
            for event in evidence { roles[event.variable.name] = .adjusted }
            for name in changes.keys { roles[name] = .treatment }
        case .whatIfEveryRow(let changes): for name in changes.keys { roles[name] = .treatment }
        case .whyUnusual(let name, _), .whyChanged(let name): roles[name] = .outcome
        }
        return roles
    }
}

extension CounterfactualVariable {
    /// What has a value of the question's own in its world.
    fileprivate var valued: [String] {
        settings.compactMap { name, setting in if case .value = setting { name } else { nil } }
    }
}
