package org.tandemml.svm;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;

/// The kernel settings that all learners of this module share, checked once.
record KernelSettings(Kernel kernel, Gamma gamma, int degree, double coef0) {
    /// Bytes of kernel rows kept unless set otherwise: more saves few rows and costs first touches of memory.
    private static final long CACHE_BYTES = 256L << 20;

    KernelSettings {
        Check.atLeast("degree", degree, 1);
        Check.finite("coef0", coef0);
    }

    /// The kernel with the γ of the points, after a look at what the kernel asks of them.
    KernelFunction function(Dataset data, Points points) {
        if (kernel.has(Kernel.Named.PRECOMPUTED)) {
            requireSquare(data);
        }
        if (kernel.has(Kernel.Named.CHI_SQUARED)) {
            requireNotNegative(data, points);
        }
        boolean used = !kernel.has(Kernel.Named.PRECOMPUTED);
        return new KernelFunction(kernel, used ? gamma.resolve(points) : 1, degree, coef0);
    }

    private void requireSquare(Dataset data) {
        if (kernel != Kernel.Named.PRECOMPUTED) {
            throw new InputException("a precomputed kernel cannot be part of the kernel " + kernel
                    + ": put the parts together before the fit");
        }
        int n = data.rows();
        if (data.columns() != n) {
            throw new InputException("a precomputed kernel needs a column for each row, the data are " + n + " x "
                    + data.columns() + ": column j of row i is the kernel of rows i and j");
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double below = data.features().get(i, j);
                double above = data.features().get(j, i);
                if (Math.abs(below - above) > 1e-9 * Math.max(1, Math.max(Math.abs(below), Math.abs(above)))) {
                    throw new InputException("the precomputed kernel must be symmetric: row " + (i + 1) + ", column "
                            + (j + 1) + " is " + below + ", row " + (j + 1) + ", column " + (i + 1) + " is " + above);
                }
            }
        }
    }

    private static void requireNotNegative(Dataset data, Points points) {
        for (int i = 0; i < points.rows; i++) {
            double[] row = points.row(i);
            for (int j = 0; j < row.length; j++) {
                if (row[j] < 0) {
                    throw new InputException("the chi-squared kernel needs values of at least 0, column \""
                            + data.schema().column(j).name() + "\", row " + (points.original[i] + 1) + " is " + row[j]
                            + ": scale the columns to 0..1, or choose another kernel");
                }
            }
        }
    }

    /// Bytes for kernel rows: as set, at most what the heap can spare.
    static long cacheBytes(int megabytes) {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return megabytes > 0 ? (long) megabytes << 20 : Math.min(CACHE_BYTES, quarter);
    }

    /// Which points of the data of each class have weight, refused unless two classes have.
    static int[] rowsOfClass(int[] codes, int classes, java.util.List<String> names) {
        int[] counts = new int[classes];
        Arrays.stream(codes).forEach(c -> counts[c]++);
        long present = Arrays.stream(counts).filter(c -> c > 0).count();
        if (present < 2) {
            throw new InputException(
                    "labels contain 1 class (\"" + names.get(codes[0]) + "\"): a classifier needs at least 2");
        }
        return counts;
    }
}
