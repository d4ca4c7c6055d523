extension Feature {
    /// Whether the feature's own limits let it become `new`.
    package func permits(_ new: Value, from old: Value) -> Bool {
        limitBroken(by: new, from: old) == nil
    }

    /// The limit that a change of this feature breaks, in words; `nil` for none.
    package func limitBroken(by new: Value, from old: Value) -> String? {
        guard new != old else { return nil }
        if mutability == .immutable { return "\(name) may not change (\(old) → \(new))" }
        if new == .missing { return allowsMissing ? nil : "\(name) may not become missing" }
        switch domain {
        case .numeric(let range, let step):
            guard let number = new.number else { return "\(name) must be a number" }
            if let step, !Grid(step: step).holds(number) {
                return "\(name) would be \(number.plain), which is no multiple of its step, \(step.plain)"
            }
            if number < range.lowerBound {
                return
                    "\(name) would be \(number.plain), \((range.lowerBound - number).rounded(to: 9)) below its lowest, \(range.lowerBound.plain)"
            }
            if number > range.upperBound {
                return
                    "\(name) would be \(number.plain), \((number - range.upperBound).rounded(to: 9)) above its highest, \(range.upperBound.plain)"
            }
            guard let before = old.number else { return nil }
            if mutability == .increaseOnly, number < before {
                return "\(name) may only increase, it would fall by \((before - number).rounded(to: 9))"
            }
            if mutability == .decreaseOnly, number > before {
                return "\(name) may only decrease, it would rise by \((number - before).rounded(to: 9))"
            }
            return nil
        case .categorical(let categories, _):
            guard let place = new.category.flatMap(categories.firstIndex(of:)) else {
                return "\(name) may not be \(new)"
            }
            guard let before = old.category.flatMap(categories.firstIndex(of:)) else { return nil }
            if mutability == .increaseOnly, place < before { return "\(name) may only increase (\(old) → \(new))" }
            if mutability == .decreaseOnly, place > before { return "\(name) may only decrease (\(old) → \(new))" }
            return nil
        }
    }
}

extension Double {
    /// The number with at most so many decimals, as text.
    fileprivate func rounded(to decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return ((self * scale).rounded() / scale).plain
    }
}
