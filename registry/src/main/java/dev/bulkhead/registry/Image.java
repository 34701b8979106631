package dev.bulkhead.registry;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;

/**
 * One image on one platform.
 *
 * @param digest of what the reference names: an index, or the manifest itself
 * @param manifest the digest of the platform's manifest
 * @param platform the platform that the image was made for, which the asked-for platform runs
 * @param where where it was found: a registry's host, or a path given by {@code --images}
 * @param files the merged file system of its layers, read only when asked
 */
public record Image(
    ImageReference reference,
    Digest digest,
    Digest manifest,
    Platform platform,
    String where,
    ImageConfig config,
    FileSystem files) {}
