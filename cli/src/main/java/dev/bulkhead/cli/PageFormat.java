package dev.bulkhead.cli;

/** The forms of a report that is also read by people on a page. */
enum PageFormat {
  /** For a terminal. */
  TEXT,
  /** With tables as GitHub writes them. */
  MARKDOWN,
  /** For machines. */
  JSON,
  /** One page that needs nothing else. */
  HTML
}
