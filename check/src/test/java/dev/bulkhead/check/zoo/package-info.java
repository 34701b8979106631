/// The start proof held against a real container runtime, on the images that `zoo/build` makes.
///
/// - Door: `StartZooTest`. A seeded case (`ZooCase`, drawn by `ZooGen`) goes two ways: as a pod
///   through the start proof, and as an OCI bundle (`Node`) through runc.
/// - The two ways share no code: what kubelet and containerd make of a pod is written down here a
///   second time, from their sources.
@NullMarked
package dev.bulkhead.check.zoo;

import org.jspecify.annotations.NullMarked;
