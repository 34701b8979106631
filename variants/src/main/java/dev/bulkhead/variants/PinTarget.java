package dev.bulkhead.variants;

/** What an image is to be pinned to. */
public sealed interface PinTarget {
  /**
   * An image that exists.
   *
   * @param reference as the chart would write it: with a tag, and with a digest where one is wanted
   * @param why it is another one than before, a full sentence; empty where it is the same
   */
  record To(String reference, String why) implements PinTarget {}

  /**
   * There is none to pin it to.
   *
   * @param reason a full sentence
   * @param remedy beginning with a verb
   */
  record None(String reason, String remedy) implements PinTarget {}

  /**
   * Nobody would tell whether there is one.
   *
   * @param reason a full sentence
   * @param supply what would supply the answer, beginning with a verb
   */
  record Untold(String reason, String supply) implements PinTarget {}
}
