import OtherwiseCore

/// One change: what it is, where it lies in the sample, and what else does.
struct ChangePicture: Sendable {
    let subject: ReportSubject
    let movement: Movement
    /// The change's part of the cost; `nil` where it is all of it, or not known.
    var cost: Double?

    var markup: Markup {
        """
        <figure class="change"><figcaption>
        <h3>\(Markup.data(movement.name))</h3>
        <p class="from-to\(isLong ? " long" : "")"><span class="was">\(value(movement.oldText, movement.old))</span> \
        <span class="arrow" aria-hidden="true">→</span><span class="aside"> to </span> \
        <b class="would">\(value(movement.newText, movement.new))</b></p>
        </figcaption>
        \(picture)
        </figure>

        """
    }

    private var isLong: Bool { movement.oldText.count + movement.newText.count > 40 }

    private func value(_ text: String, _ value: Value) -> Markup {
        value == .missing ? "<i>missing</i>" : Markup.data(text)
    }

    private var picture: Markup {
        guard isNumeric else { return CategoryBars(movement, in: subject).markup + latitude + quiet(price) }
        let numbers = NumberPicture(movement, in: subject)
        return numbers.markup + latitude + quiet(numbers.standing, price)
    }

    private var isNumeric: Bool {
        subject.schema[movement.name]?.domain.isNumeric ?? (movement.new.number != nil)
    }

    private var latitude: Markup { movement.latitude.map { "\n<p>\($0)</p>" } ?? "" }

    private func quiet(_ notes: String?...) -> Markup {
        let known = notes.compactMap { $0 }
        return known.isEmpty ? "" : "\n<p class=\"quiet\">\(known.joined(separator: " "))</p>"
    }

    private var price: String? {
        cost.map { "Its part of the cost: \(CostWords.number($0))." }
    }
}
