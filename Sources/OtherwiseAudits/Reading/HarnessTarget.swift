/// Which option is right, as a task of lm-evaluation-harness says it.
public enum HarnessTarget: Sendable, Hashable {
    /// A field: a number or a truth value is the place from 0, a text is the option.
    case field(String)
    /// A text that is filled in: digits are the place from 0, another text is the option.
    case text(PromptText)
    /// A text that is a number, less another: the place from 0.
    case less(PromptText, Int)
    /// The place of a text in a list.
    case place(PromptText, ItemMapping.Options)
    /// The option that is the element of a list at the place that a text says.
    case element(ItemMapping.Options, PromptText)
}

extension HarnessTarget {
    /// - Returns: `nil` for what is more than these.
    init?(_ expression: JinjaExpression) {
        func text(_ expression: JinjaExpression) -> PromptText? {
            expression.text.flatMap { try? PromptText($0) }
        }
        let target: HarnessTarget? =
            switch expression {
            case .less(let value, let number): text(value).map { .less($0, number) }
            case .place(let value, let list): text(value).flatMap { value in list.options.map { .place(value, $0) } }
            case .element(let list, let place):
                text(place).flatMap { place in list.options.map { .element($0, place) } }
            default: text(expression).map { .text($0) }
            }
        guard let target else { return nil }
        self = target
    }
}
