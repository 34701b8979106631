/// The container rules, and the engine that gathers evidence for them.
///
/// - Doors: `Check` judges an inventory; `Rules` lists what it judges by.
/// - `StartProof` is the heart: it follows kubelet, runtime and kernel from a container's spec to
///   the first instruction of its program, and says where that journey ends if it ends early.
/// - Every step is a pure function of manifests and of what `Images` answers.
/// - May use: `model`, `verdict`, `registry`. Never: files, network, a console.
@NullMarked
package dev.bulkhead.check;

import org.jspecify.annotations.NullMarked;
