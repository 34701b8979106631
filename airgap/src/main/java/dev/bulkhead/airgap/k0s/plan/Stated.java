package dev.bulkhead.airgap.k0s.plan;

/**
 * Something that is said of machines: what lies on them, what they are.
 *
 * @param <T> what is said
 */
public record Stated<T>(NodeSelector nodes, T value) {}
