package org.tandemml.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Progress;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Traits;

/// The steps that the reference learners share: judging data, weighted means by blocks of rows, and looking like a
/// model; with the faults that belong to them.
final class Means {
    private static final int BLOCK = 512;
    private static final AtomicInteger FITS = new AtomicInteger();

    private Means() {}

    static void judge(Learner<?> learner, Dataset data, Fault fault) {
        if (fault == Fault.ACCEPTS_NO_ROWS && data.rows() == 0
                || fault == Fault.ACCEPTS_NO_COLUMNS && data.columns() == 0) {
            return;
        }
        if (fault == Fault.CRASHES_ON_TWO_ROWS && data.rows() == 2) {
            throw new ArrayIndexOutOfBoundsException(2);
        }
        Matrix.Place bad = data.features().firstNonFinite();
        boolean accepted = fault == Fault.ACCEPTS_NAN && Double.isNaN(bad.value())
                || fault == Fault.ACCEPTS_INFINITY && Double.isInfinite(bad.value())
                || fault == Fault.ACCEPTS_CATEGORIES && data.schema().hasCategories();
        if (accepted) {
            return;
        }
        if (fault == Fault.NAMES_NO_PLACE && bad.exists()) {
            throw new InputException("a value is missing or infinite: " + bad.value());
        }
        learner.traits().require(learner.name(), data);
        if (fault == Fault.WRITES_TO_DATA && data.isWeighted() && data.features() instanceof DenseMatrix dense) {
            dense.values()[0] += 1e-12;
        }
    }

    static double weight(Dataset data, int row, Fault fault) {
        return switch (fault) {
            case CAPS_WEIGHTS -> Math.min(1, data.weight(row));
            case KEEPS_WEIGHT_ZERO -> Math.max(0.01, data.weight(row));
            default -> data.weight(row);
        };
    }

    /// For each of `groups` the sum of weights and the weighted mean of each column: `groups × (1 + p)` numbers.
    static double[] of(Dataset data, int[] group, int groups, Fitting how, Fault fault) {
        int p = data.columns();
        int blocks = (data.rows() + BLOCK - 1) / BLOCK;
        double[][] partial = new double[blocks][groups * (1 + p)];
        how.parallel().run(blocks, b -> {
            double[] row = new double[p];
            for (int i = b * BLOCK; i < Math.min(data.rows(), (b + 1) * BLOCK); i++) {
                data.features().copyRow(i, row, 0);
                int at = group[i] * (1 + p);
                double weight = weight(data, i, fault);
                partial[b][at] += weight;
                for (int j = 0; j < p; j++) {
                    partial[b][at + 1 + j] += weight * row[j];
                }
            }
        });
        double[] means = new double[groups * (1 + p)];
        for (double[] each : partial) {
            for (int k = 0; k < means.length; k++) {
                means[k] += each[k];
            }
        }
        for (int g = 0; g < groups; g++) {
            tell(how, g, groups, fault);
            double weight = means[g * (1 + p)];
            for (int j = 1; j <= p && (weight > 0 || fault == Fault.LOSES_EMPTY_CLASS); j++) {
                means[g * (1 + p) + j] /= weight;
            }
        }
        if (p > 0) {
            means[1] += offset(data, how, fault);
        }
        return means;
    }

    private static void tell(Fitting how, int done, int total, Fault fault) {
        if (fault != Fault.NEVER_STOPS && (fault != Fault.STOPS_ONLY_AT_FIRST || done == 0)) {
            how.cancellation().check();
        } else {
            boolean ignored =
                    fault == Fault.STOPS_ONLY_AT_FIRST && how.cancellation().isRequested();
            assert !ignored || done > 0;
        }
        if (fault != Fault.TELLS_NOTHING) {
            how.progress().step("class", done + 1, total, Double.NaN);
        }
    }

    private static double offset(Dataset data, Fitting how, Fault fault) {
        return switch (fault) {
            case COUNTS_ITS_FITS -> 1e-12 * FITS.incrementAndGet();
            case ADDS_BY_THREAD -> data.rows() > 1000 ? 1e-12 * how.threads() : 0;
            case CHANGES_WHEN_WATCHED -> how.progress() == Progress.NONE ? 0 : 1e-12;
            case MISREADS_SPARSE -> data.features() instanceof SparseMatrix ? 1 : 0;
            case DIVIDES_BY_ZERO -> data.schema().indexOf("zero") >= 0 ? Double.NaN : 0;
            default -> 0;
        };
    }

    static FitReport report(int iterations, Fault fault) {
        String reason = fault == Fault.GIVES_NO_REASON ? "" : "all classes seen";
        return new FitReport(
                true, reason, iterations, 0.5, new double[] {1, 0.5}, Map.of("gap", 0.0), List.of("a note"));
    }

    static Provenance provenance(Learner<?> learner, Dataset data, Fitting how, Fault fault) {
        return Provenance.of(learner, data, fault == Fault.FORGETS_SEED ? how.withSeed(0) : how);
    }

    static Matrix align(Schema schema, Dataset data, Fault fault) {
        Matrix aligned = find(schema, data, fault);
        if (fault != Fault.PREDICTS_NAN) {
            Traits.NUMERIC_ONLY.requireFinite("the model", schema, aligned);
        }
        return aligned;
    }

    private static Matrix find(Schema schema, Dataset data, Fault fault) {
        if (fault == Fault.TAKES_COLUMNS_BY_POSITION && data.columns() >= schema.size()) {
            int[] first = IntStream.range(0, schema.size()).toArray();
            return data.features().selectColumns(first);
        }
        if (fault == Fault.FILLS_MISSING_COLUMN) {
            Dataset filled = data;
            for (Column column : schema.columns()) {
                if (data.schema().indexOf(column.name()) < 0) {
                    filled = Samples.withColumn(filled, column, new double[data.rows()]);
                }
            }
            return schema.align(filled, Schema.Unseen.ERROR);
        }
        if (fault == Fault.IGNORES_KIND) {
            return schema.align(
                    data.withFeatures(Schema.numeric(data.schema().names().toArray(String[]::new)), data.features()),
                    Schema.Unseen.ERROR);
        }
        return schema.align(data, Schema.Unseen.ERROR);
    }

    /// Calls `each` for blocks of rows; the faults of batches are for the caller.
    static void blocks(int rows, Parallel loop, IntConsumer each) {
        int blocks = (rows + BLOCK - 1) / BLOCK;
        loop.run(blocks, b -> {
            for (int i = b * BLOCK; i < Math.min(rows, (b + 1) * BLOCK); i++) {
                each.accept(i);
            }
        });
    }

    /// What a batch adds to every output of a row.
    static double batchError(int row, int rows, Parallel loop, Fault fault) {
        if (fault == Fault.CRASHES_ON_NO_ROWS && rows == 0) {
            throw new ArrayIndexOutOfBoundsException(0);
        }
        return switch (fault) {
            case ROUNDS_IN_BATCH -> 1e-9;
            case LOOKS_AT_ROW_NUMBER -> 1e-9 * row;
            case PREDICTS_BY_THREAD -> rows > 1000 ? 1e-9 * loop.threads() : 0;
            default -> 0;
        };
    }

    /// The codec of a model that trusts the file: as deep as it says.
    static long deep(long levels) {
        return levels == 0 ? 0 : 1 + deep(levels - 1);
    }
}
