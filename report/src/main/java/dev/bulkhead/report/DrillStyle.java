package dev.bulkhead.report;

/** How a drill's page looks: light or dark as the reader has it, on any width, and on paper. */
final class DrillStyle {
  /** Kinds differ in shape and pattern as well as in colour; colours differ to all eyes. */
  static final String STYLE =
      "<style>\n"
          + HtmlPage.PALETTE
          + """
      * { box-sizing: border-box; }
      body { margin: 0 auto; padding: 2rem; max-width: 84rem; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
      h1, h2, h3, p, li, td, th, dd, code, small, summary, figcaption { overflow-wrap: anywhere; }
      h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .3rem; }
      h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .8rem; }
      h3 { font-size: 1rem; margin: 1.6rem 0 .5rem; }
      section { margin-top: 2.2rem; padding-top: 1.4rem; border-top: 1px solid var(--line); }
      a { color: inherit; text-underline-offset: .15em; }
      a:focus-visible, summary:focus-visible, .box:focus-visible { outline: 3px solid var(--good); outline-offset: 2px; }
      .faint, small, figcaption { color: var(--faint); }
      small { display: block; font-size: .85rem; line-height: 1.4; }
      .badge { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .9rem; font-weight: 600; white-space: normal; }
      .badge b { font-weight: 800; }
      .never { background: var(--bad-soft); color: var(--bad-text); }
      .heals { background: var(--warn-soft); color: var(--warn-text); }
      .unaffected { background: var(--good-soft); color: var(--good-text); }
      .depends { background: var(--open-soft); color: var(--open-text); }
      h2 .badge { margin-right: .5rem; vertical-align: .1rem; }
      .box { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; }
      caption { text-align: left; color: var(--faint); padding-bottom: .4rem; }
      th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); min-width: 4rem; }
      thead th { font-size: .85rem; font-weight: 600; color: var(--faint); }
      td.clock { white-space: nowrap; font-variant-numeric: tabular-nums; }
      figure { margin: 1rem 0 0; } figcaption { font-size: .85rem; margin-bottom: .3rem; }
      .lanes { margin: 0; padding: 0; list-style: none; }
      .lane { border: 1px solid var(--line); border-radius: .5rem; margin-bottom: .5rem; overflow: hidden; }
      .lane > h4 { margin: 0; padding: .2rem .8rem; background: var(--panel); font-size: .8rem; letter-spacing: .04em; text-transform: uppercase; color: var(--faint); }
      .row { display: grid; grid-template-columns: minmax(0, 24rem) minmax(0, 1fr); gap: 0 1rem; align-items: stretch; padding: 0 .8rem; border-top: 1px solid var(--line); }
      .row > div { min-width: 0; overflow-wrap: anywhere; padding: .45rem 0; align-self: center; }
      svg.track { height: 0; min-height: 100%; } .track rect { transform: translateY(-6px); }
      .head { border: 0; }
      .lane details > summary { padding: .3rem .8rem; border-top: 1px solid var(--line); }
      summary { cursor: pointer; }
      svg { display: block; width: 100%; overflow: visible; }
      svg.defs { position: absolute; width: 0; height: 0; }
      .ruler text { font-size: 11px; fill: var(--faint); font-variant-numeric: tabular-nums; }
      .grid { stroke: var(--line); } .base { stroke: var(--faint); stroke-opacity: .45; }
      svg.at { overflow: visible; width: 1px; }
      rect.refused { fill: var(--bad); } rect.wrong { fill: url(#fill-wrong); stroke: var(--bad); } rect.delayed { fill: url(#fill-delayed); stroke: var(--warn-text); }
      .p-wrong { fill: var(--bad-soft); } .p-wrong-line { fill: var(--bad); } .p-delayed { fill: var(--warn-soft); } .p-delayed-line { fill: var(--warn); }
      path { stroke: var(--page); stroke-width: 1.5; }
      .fault { fill: var(--text); } .worse, .end { fill: var(--bad); } .better { fill: var(--good); }
      .key { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .3rem 0 .8rem; padding: 0; list-style: none; font-size: .85rem; color: var(--faint); }
      .key li { display: flex; align-items: center; gap: .4rem; } .key svg { width: 22px; flex: none; }
      .chain { list-style: none; margin: 0; padding: 0; max-width: 46rem; position: relative; }
      .chain > li { border: 1.5px solid var(--line); border-radius: .5rem; background: var(--panel); padding: .5rem .8rem; position: relative; }
      .chain > li + li { margin-top: 2.1rem; }
      .chain > li + li::before { content: "because \\2193"; position: absolute; left: 1rem; top: -1.85rem; font-size: .85rem; color: var(--faint); }
      .chain .asked { border-color: var(--bad); border-left-width: 5px; }
      .chain code { font-weight: 600; }
      .loop { padding-right: 2.4rem; }
      .loop::after { content: ""; position: absolute; right: .6rem; top: 1.2rem; bottom: 1.2rem; width: 1.6rem; border: 2.5px dashed var(--bad); border-left: 0; border-radius: 0 .8rem .8rem 0; }
      .loop > li:first-child::after { content: "\\25C4"; position: absolute; right: -1.1rem; top: .55rem; color: var(--bad); font-size: .9rem; line-height: 1; }
      .loop-says { max-width: 46rem; text-align: right; color: var(--bad-text); font-size: .85rem; margin: .3rem 0 0; }
      pre { margin: .4rem 0; padding: .6rem .8rem; background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, monospace; }
      .pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem; }
      .pair > div { border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .9rem; min-width: 0; }
      .pair h4 { margin: 0 0 .4rem; font-size: .9rem; }
      .strip { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 .6rem; font-size: .85rem; margin-bottom: .4rem; }
      .steps > li { margin: .6rem 0; }
      tr:target { background: var(--warn-soft); }
      .skip { position: absolute; left: -99rem; } .skip:focus { position: static; }
      @media screen and (max-width: 48rem) {
        body { padding: 1rem; }
        .row, .pair { grid-template-columns: minmax(0, 1fr); }
        .head > :first-child:empty { display: none; }
        .row > div { padding-bottom: 0; } .row > svg.track { height: 30px; min-height: 0; }
        .index thead { display: none; } .index tr, .index td { display: block; } .index td { border: 0; padding: .1rem 0; } .index tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
        .index td[data-label]::before { content: attr(data-label) ": "; color: var(--faint); font-size: .85rem; }
        .strip { grid-template-columns: 5.5rem minmax(0, 1fr); }
        .wide { display: none; }
      }
      @media print {
        html { font-size: 9pt; } body { padding: 0; font-size: 9pt; max-width: none; }
        details::details-content { content-visibility: visible; block-size: auto; }
        .row, .strip, .chain > li, tr, pre, .pair > div { break-inside: avoid; }
        h2, h3, h4 { break-after: avoid; } .skip { display: none; }
        .row { grid-template-columns: minmax(0, 17rem) minmax(0, 1fr); }
      }
      </style>
      """;

  private DrillStyle() {}
}
