/// Speaks HTTP to registries: connections, proxies, trust, credentials, tokens, patience. What an
/// answer means is decided by the package around it.
///
/// - Door: `RegistryClient`, made from `RegistryOptions`; it tells a `RegistryListener` what it
///   does.
/// - In: a `Place` and what to ask of it. Out: a `Reply` with its status, or a `RegistryTrouble`
///   with a reason and what would help.
/// - Everything is bounded: bodies, redirects, requests, waiting. No credential reaches a message,
///   a `toString`, or another host.
/// - May use: `model`, `verdict`. Never: rules, reports, a console.
@NullMarked
package dev.bulkhead.registry.http;

import org.jspecify.annotations.NullMarked;
