package dev.bulkhead.report;

/**
 * A choice that the judgement rests on.
 *
 * @param option the option that makes it: {@code --platform}
 * @param value what was chosen: {@code linux/amd64}
 * @param isDefault whether nobody chose it
 */
public record Setting(String option, String value, boolean isDefault) {}
