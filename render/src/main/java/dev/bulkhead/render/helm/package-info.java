/// Helm charts, rendered by Helm itself from an instrumented copy.
///
/// - Door: `HelmCharts`. In: a chart as a `SourceTree`. Out: a `Rendered` whose places are those of
///   the templates.
/// - The copy differs from the chart so that a render opens no socket (`lookup` answers nothing),
///   sees the cluster that was asked for (`.Capabilities`), and loses nothing (hooks): see
///   `InstrumentedCopy`. Whatever is rewritten is rewritten by way of the template's tree.
/// - Helm is the library that helm-java publishes, called in this process, or a `helm` program.
/// - May use: `dev.bulkhead.render`, `dev.bulkhead.render.template`. Never: a cluster, a registry,
///   the user's Helm folders.
@NullMarked
package dev.bulkhead.render.helm;

import org.jspecify.annotations.NullMarked;
