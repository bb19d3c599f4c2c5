package org.tandemml.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The energy counters of the processor packages, as Linux exposes them; silent where there are none or they may not be
/// read.
///
/// **Source**: the powercap interface of the Linux kernel (Documentation/power/powercap): `energy_uj` in microjoules,
/// which starts again at 0 after `max_energy_range_uj`.
final class EnergyCounter {
    private static final Path POWERCAP = Path.of("/sys/class/powercap");

    private final List<Path> packages;
    private final double range;

    private EnergyCounter(List<Path> packages, double range) {
        this.packages = packages;
        this.range = range;
    }

    static EnergyCounter ofThisMachine() {
        return in(POWERCAP);
    }

    /// The counters of the folders `intel-rapl:N` of `root`; sub-domains (`intel-rapl:N:M`) are part of them.
    static EnergyCounter in(Path root) {
        List<Path> found = new ArrayList<>();
        double range = 0;
        for (int n = 0; Files.isReadable(root.resolve("intel-rapl:" + n + "/energy_uj")); n++) {
            Path folder = root.resolve("intel-rapl:" + n);
            found.add(folder.resolve("energy_uj"));
            range += read(folder.resolve("max_energy_range_uj"));
        }
        return new EnergyCounter(found, range);
    }

    /// What the counters show; `NaN` without counters.
    double joules() {
        return packages.isEmpty() ? Double.NaN : total() / 1e6;
    }

    /// What was used since they showed `before`; `NaN` without counters.
    double since(double before) {
        double used = joules() - before;
        // One counter starting again is seen; two within one fit would take hours.
        return used < 0 ? used + range / Math.max(1, packages.size()) / 1e6 : used;
    }

    private double total() {
        return packages.stream().mapToDouble(EnergyCounter::read).sum();
    }

    private static double read(Path file) {
        try {
            return Double.parseDouble(Files.readString(file).strip());
        } catch (IOException | NumberFormatException unreadable) {
            return Double.NaN;
        }
    }
}
