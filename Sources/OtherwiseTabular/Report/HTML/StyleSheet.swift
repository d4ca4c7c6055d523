/// How the page looks: on screens light and dark, on a phone, on paper.
enum StyleSheet {
    static let rules: Markup = "\(colours)\(text)\(pictures)\(tables)\(paper)"

    private static let colours: Markup = """
        :root { --paper: #fff; --ink: #16191d; --quiet: #58616c; --line: #dce0e5; --bar: #b9c2cd; --then: #0b57a4;
          --band: #dbe9f7; --in: #9fbfe0; --edge: #7aabdc; --proved: #14643c; --partly: #7a5200; }
        @media (prefers-color-scheme: dark) { :root { --paper: #14171a; --ink: #e9ebee; --quiet: #a4adb8;
          --line: #333a42; --bar: #4c5662; --then: #7ab8ff; --band: #1b3450; --in: #47709c; --edge: #3e6ea3;
          --proved: #6fd39f; --partly: #f0be5a; } }

        """

    private static let text: Markup = """
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 3rem;
          background: var(--paper); color: var(--ink);
          font: 1rem/1.5 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        h1, h2, h3, p, ul, dl, dd, figure { margin: 0; }
        h1, h2, h3, p, li, th, td, dd { overflow-wrap: anywhere; }
        h1 { max-width: 24em; font-size: clamp(1.5rem, 1.1rem + 1.8vw, 2.15rem); font-weight: 650; line-height: 1.22;
          letter-spacing: -0.015em; text-wrap: pretty; }
        h2 { font-size: 1.15rem; font-weight: 650; }
        h3 { font-size: 1rem; font-weight: 650; }
        section > p, section > ul { margin-top: 0.45rem; }
        section > h3 { margin-top: 1.3rem; }
        ul { padding-left: 1.2rem; }
        .kicker { display: flex; flex-wrap: wrap; gap: 0 1rem; margin-bottom: 0.9rem; color: var(--quiet);
          font-size: 0.875rem; }
        .kicker b { color: var(--ink); }
        .lede { max-width: 46em; margin-top: 0.9rem; font-size: 1.06rem; }
        .condition { max-width: 46em; margin-top: 0.35rem; }
        .name { font-weight: 600; }
        .was { color: var(--quiet); }
        .would { color: var(--then); font-weight: 650; }
        .quiet { color: var(--quiet); font-size: 0.85rem; }
        .aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
          white-space: nowrap; }
        section, footer { margin-top: 2rem; padding-top: 1.4rem; border-top: 1px solid var(--line); }

        """

    private static let pictures: Markup = """
        .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17.5rem, 100%), 1fr));
          gap: 1.6rem 2.2rem; margin-top: 1rem; }
        @media (min-width: 40rem) { .many .facts { grid-row: span 2; } }
        .pictures p { font-size: 0.9rem; }
        .facts p { margin-top: 0.6rem; }
        .verdict { max-width: 46em; margin-top: 0.35rem; padding-left: 0.7rem; border-left: 3px solid var(--line); }
        .verdict b { color: var(--quiet); }
        .proved { border-color: var(--proved); }
        .proved b { color: var(--proved); }
        .partly { border-color: var(--partly); }
        .partly b { color: var(--partly); }
        .meaning { color: var(--quiet); }
        figcaption { font-size: 0.9rem; }
        .score figcaption { color: var(--quiet); }
        .pictures p.quiet { margin-top: 0.15rem; font-size: 0.85rem; }
        p.from-to { margin-bottom: 0.35rem; font-size: 1.2rem; line-height: 1.35; }
        p.from-to.long { font-size: 1rem; }
        .legend { display: flex; flex-wrap: wrap; gap: 0 1.2rem; margin-top: 0.5rem; color: var(--quiet);
          font-size: 0.85rem; }
        .legend i { display: inline-block; width: 0.9em; height: 0.75em; }
        i.bar { background: var(--bar); }
        i.band { background: var(--band); border: solid var(--edge); border-width: 0 1.5px; }
        svg { display: block; width: 100%; height: auto; overflow: visible; }
        /* A picture that names its own letters keeps them where it put them. */
        svg:where(:not([font-family])) text {
          font: 600 12px -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; text-anchor: middle;
          font-variant-numeric: tabular-nums; }
        text.tick { fill: var(--quiet); font-weight: 400; font-size: 11px; }
        text.was { fill: var(--ink); }
        text.would { fill: var(--then); }
        rect.bar { fill: var(--bar); }
        rect.in { fill: var(--in); }
        rect.band { fill: var(--band); }
        path.edge { fill: none; stroke: var(--edge); stroke-width: 1.5; }
        path.axis { fill: none; stroke: var(--quiet); stroke-width: 1; }
        path.stem { stroke-width: 1.5; }
        path.stem.was { stroke: var(--quiet); stroke-dasharray: 2 2; }
        path.stem.would { stroke: var(--then); }
        path.move { stroke: var(--then); stroke-width: 3; }
        path.tip { fill: var(--then); }
        circle { stroke-width: 2; }
        .track circle { stroke-width: 1.4; }
        .front { max-width: 46rem; margin-top: 0.8rem; }
        .front text.up { text-anchor: end; }
        .front text.number { fill: var(--paper); }
        .front .dot { stroke: none; }
        .front .dot:hover, .front g:hover circle { stroke: var(--ink); }
        circle.was { fill: var(--paper); stroke: var(--ink); }
        circle.would { fill: var(--then); stroke: var(--paper); }

        """

    private static let tables: Markup = """
        table { width: 100%; border-collapse: collapse; font-size: 0.9rem; }
        th { font-weight: inherit; text-align: left; }
        .bars { line-height: 1.25; }
        .bars { table-layout: fixed; }
        .bars th { position: relative; width: 46%; padding: 0.14rem 0.6rem 0.14rem 1.15em; }
        .bars.long th { width: 62%; }
        .bars .sign { position: absolute; left: 0; }
        .clip { display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
        .bars td { padding: 0.14rem 0; }
        .bars svg { height: 0.7rem; }
        .bars .share { width: 3.6em; color: var(--quiet); text-align: right; white-space: nowrap; }
        .bars .would .share { color: inherit; }
        .bars .none, .bars .rest { color: var(--quiet); }
        .bars .was th { color: var(--ink); font-weight: 600; }
        .bars .would rect { fill: var(--then); }
        .bars .also rect { fill: var(--edge); }
        .scroll { margin-top: 0.7rem; overflow-x: auto; }
        .ways th, .ways td { min-width: 6.5rem; padding: 0.35rem 0.9rem 0.35rem 0; border-bottom: 1px solid var(--line);
          vertical-align: top; }
        .ways thead th { color: var(--quiet); font-size: 0.8rem; }
        .ways tbody + tbody th { color: var(--quiet); }
        .ways .track { max-width: 8rem; margin-top: 0.15rem; }
        .ways b.proved, .ways b.partly { border: 0; }
        b.proved { color: var(--proved); }
        b.partly { color: var(--partly); }
        table.row { table-layout: fixed; margin-top: 0.7rem; }
        .row thead th { width: 26%; }
        .row thead th + th { width: 32%; }
        .row thead th + th + th { width: 42%; }
        .row th, .row td { padding: 0.28rem 0.9rem 0.28rem 0; border-bottom: 1px solid var(--line);
          vertical-align: top; }
        .row thead th { color: var(--quiet); font-size: 0.8rem; }
        .row .stays { color: var(--quiet); }
        .row .moves th { font-weight: 600; }
        .becomes + .becomes { display: block; }
        footer { color: var(--quiet); font-size: 0.85rem; }
        footer h2 { color: var(--ink); font-size: 0.95rem; }
        dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0.2rem 2rem;
          margin: 0.5rem 0; }
        dl div { display: flex; gap: 0.8rem; }
        dt { flex: none; width: 5rem; }
        .digest { display: block; font: 0.72rem/1.4 ui-monospace, "Liberation Mono", monospace; word-break: break-all; }

        """

    private static let paper: Markup = """
        @media (max-width: 36rem) { body { padding: 1.25rem 1rem 2rem; } .row { font-size: 0.8rem; }
          .front text { font-size: 18px; } .front .dot { r: 7px; } .front circle.would { r: 15px; }
          .row thead th, .row thead th + th { width: 30%; } .row thead th + th + th { width: 40%; } }
        @page { margin: 13mm; }
        @media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --quiet: #4a525c; --line: #ccd1d8;
            --bar: #b9c2cd; --then: #0b57a4; --band: #dbe9f7; --in: #9fbfe0; --edge: #7aabdc; --proved: #14643c;
            --partly: #7a5200; }
          html { font-size: 9pt; }
          body { max-width: none; padding: 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          h1 { font-size: 17pt; }
          h2, h3, .condition, .legend { break-after: avoid; }
          figure, tr, .facts, .broken, footer { break-inside: avoid; }
          section, footer { margin-top: 4mm; padding-top: 3mm; }
          .pictures { grid-template-columns: repeat(3, 1fr); gap: 4mm 7mm; }
          .row th, .row td { padding: 0.15rem 0.9rem 0.15rem 0; }
          svg:where(:not([font-family])) text { font-size: 14px; }
          text.tick { font-size: 13px; } }

        """
}
