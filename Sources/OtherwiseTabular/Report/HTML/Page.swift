/// A page that holds all it needs: no scripts, no network.
struct Page: Sendable {
    let title: String
    /// Rules of style beside those that all pages share.
    var rules: Markup?
    let body: Markup

    var markup: Markup {
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
