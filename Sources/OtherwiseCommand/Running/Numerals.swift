extension Int {
    /// `45,222`.
    var grouped: String {
        let digits = Array(String(magnitude))
        let parts = digits.indices.map { place in
            (place > 0 && (digits.count - place).isMultiple(of: 3) ? "," : "") + String(digits[place])
        }
        return (self < 0 ? "-" : "") + parts.joined()
    }
}

extension Duration {
    /// `12 ms`, `8.3 s`, `4 min 5 s` or `2 h 10 min`.
    var plain: String {
        let seconds = self / .seconds(1)
        if seconds < 1 { return "\(Int((seconds * 1000).rounded())) ms" }
        if seconds < 60 { return "\((seconds * 10).rounded() / 10) s" }
        if seconds < 3600 { return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s" }
        return "\(Int(seconds) / 3600) h \(Int(seconds) % 3600 / 60) min"
    }
}
