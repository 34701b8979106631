package dev.bulkhead.render.helm;

/** What Helm said when it refused a chart, word for word; it has no trace, being no exception. */
final class HelmRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  HelmRefusal(String words) {
    super(words, null, false, false);
  }
}
