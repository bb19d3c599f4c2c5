package org.tandemml.evaluation;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/// Reads what the process has used so far, and what it used since.
final class CostMeter {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final List<MemoryPoolMXBean> HEAP = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    private static final EnergyCounter ENERGY = EnergyCounter.ofThisMachine();

    private final long cpu;
    private final long allocated;
    private final long used;
    private final double joules;
    private final long start;

    private CostMeter() {
        HEAP.forEach(MemoryPoolMXBean::resetPeakUsage);
        used = HEAP.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
        allocated = THREADS.getTotalThreadAllocatedBytes();
        cpu = SYSTEM.getProcessCpuTime();
        joules = ENERGY.joules();
        start = System.nanoTime();
    }

    /// Begins to measure.
    static CostMeter begun() {
        return new CostMeter();
    }

    /// The costs since, of a fit that ends now; the seconds of predicting are not known yet.
    FoldCost fitted() {
        long end = System.nanoTime();
        long cpuNow = SYSTEM.getProcessCpuTime();
        long allocatedNow = THREADS.getTotalThreadAllocatedBytes();
        long peak =
                HEAP.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        return new FoldCost(
                (end - start) / 1e9,
                0,
                cpu < 0 ? Double.NaN : (cpuNow - cpu) / 1e9,
                allocated < 0 ? Double.NaN : allocatedNow - allocated,
                Math.max(0, peak - used),
                ENERGY.since(joules));
    }
}
