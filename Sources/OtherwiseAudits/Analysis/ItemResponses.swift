/// The responses of a run, by item, variant and repetition.
struct ItemResponses: Sendable {
    private struct Key: Hashable {
        let item: String
        let variant: String
        let repetition: Int
    }

    private var responses: [Key: ItemResponse] = [:]

    init(_ outcomes: [Trial: TrialOutcome], of plan: TrialPlan) {
        for item in plan.items {
            let orders = plan.orders(of: item).indices
            for trial in plan.trials(of: item) where trial.order == 0 {
                let all = orders.map { order in
                    outcomes[
                        Trial(item: item.id, variant: trial.variant, order: order, repetition: trial.repetition)]
                }
                let key = Key(item: item.id, variant: trial.variant, repetition: trial.repetition)
                responses[key] = ItemResponse(all, item)
            }
        }
    }

    subscript(item: String, variant: String, repetition: Int = 0) -> ItemResponse? {
        responses[Key(item: item, variant: variant, repetition: repetition)]
    }
}
