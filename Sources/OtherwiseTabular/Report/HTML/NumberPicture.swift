import OtherwiseCore

/// A number before and after, over the numbers of the sample.
struct NumberPicture: Sendable {
    private let movement: Movement
    private let numbers: [Double]
    private let histogram: Histogram
    private let step: Double?

    init(_ movement: Movement, in subject: ReportSubject) {
        self.movement = movement
        if case .numeric(_, let step)? = subject.schema[movement.name]?.domain { self.step = step } else { step = nil }
        numbers = subject.sample[movement.name]?.knownNumbers ?? []
        histogram = Histogram(numbers, holding: [movement.old, movement.new].compactMap(\.number), step: step)
    }

    var markup: Markup {
        var picture = ScalePicture(span: histogram.span, description: description)
        picture.shares = histogram.shares
        picture.band = band
        picture.now = ScalePicture.Mark(place: movement.old.number, label: "now \(movement.oldText)")
        picture.then = ScalePicture.Mark(place: movement.new.number, label: "then \(movement.newText)")
        picture.ticks = ScalePicture.Mark.ticks(in: histogram.span, whole: step == 1)
        return picture.markup
    }

    /// What does as well, with the whole of the bars of both ends.
    private var band: ClosedRange<Double>? {
        guard let range = movement.range, let step else { return movement.range }
        return (range.lowerBound - step / 2)...(range.upperBound + step / 2)
    }

    private var description: String {
        let basis = numbers.isEmpty ? "" : " over the distribution of \(movement.name) in the sample"
        return "\(movement.name) from \(movement.oldText) to \(movement.newText)\(basis). \(movement.latitude ?? "")"
    }

    /// How the numbers compare with the sample's: `In the sample 12% are below 27, 80% are below 43.`
    var standing: String? {
        let parts = [(movement.old, movement.oldText), (movement.new, movement.newText)].compactMap(lower)
        guard !parts.isEmpty else { return nil }
        return "In the sample, \(parts.joined(separator: " and ")).\(omission)"
    }

    private func lower(_ value: Value, _ text: String) -> String? {
        guard let number = value.number, !numbers.isEmpty else { return nil }
        let share = Double(numbers.count { $0 < number }) / Double(numbers.count)
        return "\(words(Numerals.percent(share))) are below \(text)"
    }

    /// `<1%` as it is read.
    private func words(_ percent: String) -> String {
        let number = percent.drop { $0 == "<" || $0 == ">" }
        return (percent.hasPrefix("<") ? "under " : percent.hasPrefix(">") ? "over " : "") + number
    }

    private var omission: String {
        let outside = histogram.outside
        return outside > 0 ? " Not drawn: \(words(Numerals.percent(outside))), far from the rest." : ""
    }
}

extension Column {
    /// The numbers of the column, in order.
    var knownNumbers: [Double] {
        switch storage {
        case .numbers(let numbers): numbers.filter(\.isFinite)
        case .categories(let codes, let levels): codes.compactMap { $0 < 0 ? nil : Double(levels[Int($0)]) }
        }
    }
}
