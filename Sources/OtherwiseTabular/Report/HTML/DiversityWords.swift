import OtherwiseCore
import OtherwiseSearch

extension Diversity {
    /// How different several answers are, as a paragraph.
    var sentence: Markup {
        """
        <p>They differ by \(mean.short) on average and by \(least.short) at least, on a scale from 0, alike, to 1, \
        different in every feature (Gower’s distance).</p>

        """
    }
}
