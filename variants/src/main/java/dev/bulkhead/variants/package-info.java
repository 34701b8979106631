/// The modes of a chart and the versions of clusters.
///
/// What a chart renders depends on its values and on the cluster. This room finds the values that
/// decide ([dev.bulkhead.variants.Axes]), chooses settings that cover each of them and every pair,
/// and reduces what was found in one of them to the smallest setting that shows it. How a setting
/// is rendered and judged is passed in. Tags that follow the cluster's version are compared here,
/// too ([dev.bulkhead.variants.TagVersion]), and the best is chosen
/// ([dev.bulkhead.variants.TagChoice]). Releases of charts stand against versions of clusters in a
/// [dev.bulkhead.variants.Matrix].
@NullMarked
package dev.bulkhead.variants;

import org.jspecify.annotations.NullMarked;
