package org.tandemml.compare;

import org.tandemml.core.Provenance;
import org.tandemml.kernels.Kernels;

/// What seconds were measured on; whoever compares times must compare this first.
///
/// @param version of Tandem
/// @param jvm name and version of the Java virtual machine
/// @param system operating system and processor architecture
/// @param cpus processors that this process may use
/// @param threads threads a fit may use
/// @param simd the numeric kernels in use
public record Environment(String version, String jvm, String system, int cpus, int threads, String simd) {
    /// The environment of this process.
    static Environment current(int threads) {
        return new Environment(
                Provenance.VERSION,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                threads,
                Kernels.description());
    }
}
