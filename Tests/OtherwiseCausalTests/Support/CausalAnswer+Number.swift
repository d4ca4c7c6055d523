import OtherwiseCausal

extension CausalAnswer {
    /// The number that was found; `nil` where something else was.
    var number: Double? { if case .number(let number, _) = result { number } else { nil } }
}
