/// A page that holds all it needs: no scripts, no network.
package struct Page: Sendable {
    private let title: String
    /// Rules of style beside those that all pages share.
    private let rules: Markup?
    private let body: Markup

    package init(title: String, rules: Markup? = nil, body: Markup) {
        (self.title, self.rules, self.body) = (title, rules, body)
    }

    package var markup: Markup {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="color-scheme" content="light dark">
        <title>\(title)</title>
        <style>
        \(StyleSheet.rules)\(rules)</style>
        </head>
        <body>
        \(body)</body>
        </html>

        """
    }
}
