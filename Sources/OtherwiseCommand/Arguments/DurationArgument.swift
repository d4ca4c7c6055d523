import ArgumentParser

/// A length of time as people write it: `10s`, `500ms`, `2m`, `1h`.
enum DurationArgument {
    private static let units: [(name: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]

    static func duration(_ text: String) throws(ValidationError) -> Duration {
        for (name, seconds) in units where text.hasSuffix(name) {
            guard let count = Double(text.dropLast(name.count)), count > 0, count * seconds < 1e9 else { continue }
            return .milliseconds((count * seconds * 1000).rounded(.up))
        }
        throw ValidationError(
            "'\(text)' is not a length of time. Write a number above 0 and its unit, such as 500ms, 10s, 2m or 1h.")
    }
}
