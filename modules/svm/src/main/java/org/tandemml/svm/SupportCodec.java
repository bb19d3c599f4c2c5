package org.tandemml.svm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;

/// Writes and reads what all models of this module hold: kernel, support vectors, machines.
final class SupportCodec {
    /// What a file held.
    record Parts(List<SvmMachine> machines, int[] rows, KernelExpansion expansion) {}

    private SupportCodec() {}

    static void write(Fields.Writer out, List<SvmMachine> machines, int[] rows, KernelExpansion expansion) {
        out.text("kernel", expansion.function.kernel().saved());
        out.number("gamma", expansion.function.gamma());
        out.integer("degree", expansion.function.degree());
        out.number("coef0", expansion.function.coef0());
        out.integers("rows", rows.clone());
        out.flag("sparse", expansion.support instanceof SparseMatrix);
        switch (expansion.support) {
            case DenseMatrix dense -> out.numbers("vectors", dense.values().clone());
            case SparseMatrix sparse -> {
                int n = sparse.rows();
                out.integers(
                        "starts",
                        IntStream.rangeClosed(0, n)
                                .map(i -> i < n ? sparse.start(i) : sparse.end(n - 1))
                                .toArray());
                out.integers("indices", sparse.indices().clone());
                out.numbers("cells", sparse.values().clone());
            }
        }
        out.integers(
                "negative", machines.stream().mapToInt(SvmMachine::negative).toArray());
        out.integers(
                "positive", machines.stream().mapToInt(SvmMachine::positive).toArray());
        out.integers(
                "sizes", machines.stream().mapToInt(m -> m.support().length).toArray());
        out.integers(
                "support",
                machines.stream().flatMapToInt(m -> Arrays.stream(m.support())).toArray());
        out.numbers("coefficients", all(machines, SvmMachine::coefficients));
        out.numbers("bounds", all(machines, SvmMachine::bounds));
        out.numbers("slacks", all(machines, SvmMachine::slacks));
        out.numbers(
                "intercepts",
                machines.stream().mapToDouble(SvmMachine::intercept).toArray());
        out.numbers(
                "squared_norms",
                machines.stream().mapToDouble(SvmMachine::squaredNorm).toArray());
    }

    private static double[] all(List<SvmMachine> machines, java.util.function.Function<SvmMachine, double[]> part) {
        return machines.stream()
                .flatMapToDouble(m -> Arrays.stream(part.apply(m)))
                .toArray();
    }

    /// Reads and validates; classes are numbered up to `classes` − 1, −1 stands for none.
    static Parts read(Fields.Reader in, int classes) {
        Kernel kernel = Kernel.parse(in.text("kernel"));
        KernelFunction function = new KernelFunction(
                kernel,
                Check.finite("gamma", in.number("gamma")),
                in.integer("degree", 1, Integer.MAX_VALUE),
                Check.finite("coef0", in.number("coef0")));
        int[] rows = in.integers("rows");
        int width = in.schema().size();
        boolean precomputed = kernel.has(Kernel.Named.PRECOMPUTED);
        for (int row : rows) {
            if (row < 0 || precomputed && row >= width) {
                throw new InputException("a support vector is row " + row + " of " + width);
            }
        }
        Matrix support = in.flag("sparse")
                ? new SparseMatrix(width, in.integers("starts"), in.integers("indices"), in.numbers("cells"))
                : new DenseMatrix(
                        rows.length,
                        precomputed ? 0 : width,
                        in.numbers("vectors", Math.multiplyExact(rows.length, precomputed ? 0 : width)));
        if (support.rows() != rows.length) {
            throw new InputException(
                    "the file holds " + support.rows() + " support vectors and " + rows.length + " numbers of rows");
        }
        Matrix.Place bad = support.firstNonFinite();
        if (bad.exists()) {
            throw new InputException("a support vector holds " + bad.value());
        }
        List<SvmMachine> machines = machines(in, classes, rows.length);
        return new Parts(machines, rows, Machines.expansion(machines, function, support, rows, width, rows.length));
    }

    private static List<SvmMachine> machines(Fields.Reader in, int classes, int vectors) {
        int[] sizes = in.integers("sizes");
        int[] negative = in.integers("negative");
        int[] positive = in.integers("positive");
        Check.length("negative classes", negative.length, sizes.length);
        Check.length("positive classes", positive.length, sizes.length);
        double[] intercepts = in.numbers("intercepts", sizes.length);
        double[] norms = in.numbers("squared_norms", sizes.length);
        int[] support = in.integers("support");
        double[] coefficients = in.numbers("coefficients", support.length);
        double[] bounds = in.numbers("bounds", support.length);
        double[] slacks = in.numbers("slacks", support.length);
        if (sizes.length == 0 || 1L * sizes.length * vectors > Integer.MAX_VALUE - 8) {
            throw new InputException("a model cannot have " + sizes.length + " machines of " + vectors + " vectors");
        }
        List<SvmMachine> machines = new ArrayList<>();
        int from = 0;
        for (int m = 0; m < sizes.length; m++) {
            if (sizes[m] < 0 || sizes[m] > support.length - from) {
                throw new InputException("machine " + m + " has " + sizes[m] + " support vectors of "
                        + (support.length - from) + " left");
            }
            int to = from + sizes[m];
            if (negative[m] < -1 || negative[m] >= classes || positive[m] < -1 || positive[m] >= classes) {
                throw new InputException("machine " + m + " is for classes that are not among " + classes);
            }
            Check.finite("intercept", intercepts[m]);
            int last = -1;
            for (int i = from; i < to; i++) {
                Check.finite("coefficient", coefficients[i]);
                if (support[i] <= last || support[i] >= vectors) {
                    throw new InputException(
                            "support vectors must ascend below " + vectors + ", were " + last + ", " + support[i]);
                }
                last = support[i];
            }
            machines.add(new SvmMachine(
                    negative[m],
                    positive[m],
                    Arrays.copyOfRange(support, from, to),
                    Arrays.copyOfRange(coefficients, from, to),
                    Arrays.copyOfRange(bounds, from, to),
                    Arrays.copyOfRange(slacks, from, to),
                    intercepts[m],
                    norms[m]));
            from = to;
        }
        return machines;
    }
}
