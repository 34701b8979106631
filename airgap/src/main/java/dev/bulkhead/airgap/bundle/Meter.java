package dev.bulkhead.airgap.bundle;

/** Is told how far carrying has come; by many threads at once. */
public interface Meter {
  /** Tells nobody. */
  Meter NONE =
      new Meter() {
        @Override
        public void expect(long bytes) {}

        @Override
        public void moved(long bytes) {}
      };

  /** So many bytes are to be moved in all. */
  void expect(long bytes);

  /** So many more bytes were moved, or fewer where they must be moved again. */
  void moved(long bytes);
}
