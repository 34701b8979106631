/// Kustomizations, built by a subset of kustomize that keeps every value's place.
///
/// - Door: `Kustomizations`. In: a tree of files and a folder in it. Out: a `Kustomized`: objects
///   whose places are those where each value was written, or the reasons why they cannot be had.
/// - What the subset does not know is refused by name, never passed over: its objects are those
///   that kustomize makes, or none.
/// - A kustomization is hostile input: no file outside its tree is read, nothing is downloaded, and
///   depths, counts and sizes are bounded.
/// - May use: `dev.bulkhead.render`. Never: a network, a checkout.
@NullMarked
package dev.bulkhead.render.kustomize;

import org.jspecify.annotations.NullMarked;
