public import OtherwiseModels
import OtherwiseTabular

/// Where in a model a fact is carried, as a picture: a row for each token, a column for each layer, the darker the more of
/// the answer comes back when that one activation is put into the counterfactual run (after figure 1 of Meng et al. 2022).
public struct CausalTracePicture: Sendable {
    private let trace: CausalTrace
    private let recovery: [[Double]]?
    private let labels: [String]

    private static let cell = (width: 15.0, height: 19.0)
    private static let top = 12.0
    /// Of a colour of the legend: wide enough for "-100%".
    private static let swatch = 36.0
    /// About the width of a character.
    private static let character = 7.2

    /// - Parameters:
    ///   - tokens: The texts of the factual prompt's tokens.
    ///   - counterfactual: Those of the other prompt, shown where they differ.
    /// - Throws: `ModelError.shapeMismatch` for other than a text for each position.
    public init(
        _ trace: CausalTrace, tokens: [String], counterfactual: [String]? = nil
    ) throws(ModelError) {
        let others = counterfactual ?? tokens, positions = trace.restored.first?.count ?? 0
        guard tokens.count == positions, others.count == positions else {
            let count = tokens.count == positions ? others.count : tokens.count
            throw ModelError(
                .shapeMismatch, "\(count) tokens are named, and the trace has \(positions) positions",
                hint: "Give the text of every token of the prompt that was traced")
        }
        self.trace = trace
        recovery = trace.recovery
        labels = Self.labels(tokens, others)
    }

    /// What each position is called: its token, and the other prompt's where it is another.
    package static func labels(_ tokens: [String], _ others: [String]) -> [String] {
        zip(tokens, others).map { $0 == $1 ? $0.shownToken : "\($0.shownToken) / \($1.shownToken)" }
    }

    /// The picture as an SVG document.
    public var svg: String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(drawing.html)\n" }

    /// The picture as a page that stands alone.
    public var html: String {
        let body: Markup = """
            <main>
            <header><p class="kicker"><b>Where the answer is carried</b></p>
            <h1>Layers and tokens that bring the answer back</h1>
            <p class="lede">\(sentence)</p></header>
            <section><figure>\(drawing)</figure></section>
            </main>

            """
        return Page(title: "Causal trace", body: body).markup.html
    }

    /// What the trace says, in a sentence.
    package var sentence: String {
        let ends =
            "The log-probability of the answer is \(trace.factual.nats) nats after the prompt as it stands, \(trace.counterfactual.nats) after the other"
        guard recovery != nil else { return ends + "; the two do not differ, and nothing can come back." }
        guard let peak else { return ends + "; the difference has no measure." }
        let likelier = trace.factual < trace.counterfactual ? ", where it is likelier" : ""
        let place = peak.position < labels.count - 1 ? "before the last token, " : ""
        return ends
            + "\(likelier); \(place)most of the difference, \(peak.share.percent), comes back with layer \(peak.layer) at '\(labels[peak.position])'."
    }

    private var peak: CausalTrace.Peak? { trace.peak }
}

// MARK: Drawing

extension CausalTracePicture {
    private var left: Double { Double(labels.map(\.count).max() ?? 0) * Self.character + 16 }
    private var width: Double { left + max(Double(trace.restored.count) * Self.cell.width + 12, 7 * Self.swatch) }
    private var bottom: Double { Self.top + Double(labels.count) * Self.cell.height }

    private var drawing: Markup {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(bottom + 66)" role="img" \
        aria-label="\(sentence)" font-family="ui-monospace, monospace" font-size="12" fill="#6b7480">
        \(rows)\(ticks)\(legend)</svg>
        """
    }

    private var rows: [Markup] {
        labels.enumerated().map { position, label in
            let y = Self.top + Double(position) * Self.cell.height
            let cells = trace.restored.indices.map { cell(layer: $0, position, y: y) }
            return """
                <text x="\(left - 8)" y="\(y + 14)" text-anchor="end">\(label)</text>
                \(cells)
                """
        }
    }

    private func cell(layer: Int, _ position: Int, y: Double) -> Markup {
        let share = recovery?[layer][position] ?? 0
        return """
            <rect x="\(left + Double(layer) * Self.cell.width)" y="\(y)" width="\(Self.cell.width - 1)" \
            height="\(Self.cell.height - 1)" \(Self.colour(share))><title>layer \(layer), \(labels[position]): \
            \(share.percent) (\(trace.restored[layer][position].nats) nats)</title></rect>

            """
    }

    /// Blue for what brings the answer back, orange for what takes it further away; all beyond 1 is as dark as 1.
    private static func colour(_ share: Double) -> Markup {
        let depth = share.isFinite ? min(abs(share), 1) : 0
        return "fill=\"\(share < 0 ? "#c2570c" : "#0b57a4")\" fill-opacity=\"\(max(depth, 0.05))\""
    }

    private var ticks: [Markup] {
        let layers = stride(from: 0, to: trace.restored.count, by: trace.restored.count > 12 ? 5 : 1)
        let numbers = layers.map { layer -> Markup in
            let x = left + (Double(layer) + 0.5) * Self.cell.width
            return "<text x=\"\(x)\" y=\"\(bottom + 14)\" text-anchor=\"middle\">\(layer)</text>\n"
        }
        return numbers + ["<text x=\"\(left)\" y=\"\(bottom + 30)\">layer whose residual stream is restored</text>\n"]
    }

    private var legend: Markup {
        let steps = [-1, -0.5, 0, 0.25, 0.5, 0.75, 1]
        let cells = steps.enumerated().map { place, share -> Markup in
            let x = left + Double(place) * Self.swatch
            return """
                <rect x="\(x)" y="\(bottom + 38)" width="\(Self.swatch - 1)" height="8" \(Self.colour(share))/>\
                <text x="\(x + Self.swatch / 2)" y="\(bottom + 58)" text-anchor="middle" font-size="9">\(Int(share * 100))%</text>

                """
        }
        return "\(cells)"
    }
}

extension String {
    /// The text of a token with its space to be seen; a mark, such as that of the beginning, has none.
    package var shownToken: String {
        isEmpty ? "⟨mark⟩" : map { $0 == " " ? "␣" : $0.isNewline ? "⏎" : "\($0)" }.joined()
    }
}

extension Double {
    package var percent: String { abs(self) < 1e6 ? "\(Int((self * 100).rounded()))%" : "–" }
    package var nats: String { isFinite ? "\((self * 100).rounded() / 100)" : "−∞" }
}
