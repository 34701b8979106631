package dev.bulkhead.report;

/** How a plan's page looks: light or dark as the reader has it, on any width, and on paper. */
final class PlanStyle {
  /** What is told by a colour is told by a sign, too. */
  static final String STYLE =
      "<style>\n"
          + HtmlPage.PALETTE
          + """
      * { box-sizing: border-box; }
      body { margin: 0 auto; padding: 2rem; max-width: 84rem; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
      h1, h2, h3, p, li, td, th, code, small { overflow-wrap: anywhere; }
      h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .3rem; }
      h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.2rem 0 .6rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
      h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
      .faint, small { color: var(--faint); }
      small { display: block; font-size: .85rem; line-height: 1.4; font-weight: 400; }
      .conclusion { padding: .7rem 1rem; border-radius: .5rem; font-size: 1.05rem; }
      .bad { background: var(--bad-soft); color: var(--bad-text); }
      .warn { background: var(--warn-soft); color: var(--warn-text); }
      .good { background: var(--good-soft); color: var(--good-text); }
      .open { background: var(--open-soft); color: var(--open-text); }
      .badge { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; }
      .error { background: var(--bad-soft); color: var(--bad-text); }
      .warning { background: var(--warn-soft); color: var(--warn-text); }
      .notice { background: var(--panel); color: var(--text); }
      .unproven { background: var(--open-soft); color: var(--open-text); }
      .box { overflow-x: auto; } .box:focus-visible { outline: 3px solid var(--good); outline-offset: 2px; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); }
      th { font-weight: 500; } thead th { font-size: .85rem; font-weight: 600; color: var(--faint); }
      tbody th[scope=row] { min-width: 9rem; }
      td small { margin-top: .1rem; }
      .steps-table th[scope=row] { min-width: 14rem; }
      .steps-table thead th:nth-child(n+3), .cell { text-align: center; padding: .4rem .5rem; white-space: nowrap; }
      .cell { font-weight: 600; font-variant-numeric: tabular-nums; border-left: 3px solid var(--page); }
      .cell.none { color: var(--faint); }
      tr.fails th small { color: var(--bad-text); }
      td.clock { white-space: nowrap; font-variant-numeric: tabular-nums; color: var(--faint); }
      code { font: 13px/1.45 ui-monospace, monospace; }
      pre { margin: .4rem 0; padding: .6rem .8rem; background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, monospace; }
      .steps > li { margin: 1rem 0; }
      .gates { list-style: none; margin: .3rem 0 0; padding: 0; }
      .gates li { border-left: 4px solid var(--warn); padding: .1rem .7rem; margin: .25rem 0; background: var(--panel); }
      .verdicts { padding: 0; list-style: none; } .verdicts li { margin: .7rem 0; }
      @media screen and (max-width: 48rem) { body { padding: 1rem; } }
      @media print { body { padding: 0; font-size: 9pt; max-width: none; } tr, pre, .steps > li { break-inside: avoid; } h2, h3 { break-after: avoid; } }
      </style>
      """;

  private PlanStyle() {}
}
