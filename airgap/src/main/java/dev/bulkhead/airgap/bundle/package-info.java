/// Bundles: one archive with images whole, and how it is brought into a registry.
///
/// - In: a lock of images and where their content is. Out: an archive, always of the same bytes for
///   the same lock; images in a registry.
/// - Doors: `ImageSurvey` (what an image consists of), `BundleForm` (the archive, planned to the
///   byte before the first blob is fetched), `BundleFile` (fills it), `PushPlan` and `Push`.
/// - Plans are pure; blobs are streamed from where they lie to where they go, and verified on the
///   way.
@NullMarked
package dev.bulkhead.airgap.bundle;

import org.jspecify.annotations.NullMarked;
