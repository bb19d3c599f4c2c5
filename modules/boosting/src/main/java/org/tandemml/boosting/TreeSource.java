package org.tandemml.boosting;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;

/// Grows the trees of a fit by its [Method].
final class TreeSource {
    private final Method method;
    private final Matrix features;
    private final Schema schema;
    private final TreeSettings trees;
    private final int maxBins;
    private final int threads;
    private final @Nullable SortedColumns sorted;
    private final @Nullable ExactGrower exact;
    private final @Nullable DenseBins bins;
    /// Growers that have no tree in hand.
    private final ConcurrentLinkedQueue<HistGrower> idle = new ConcurrentLinkedQueue<>();
    /// Of histograms with one set of cuts, null for the other methods.
    final @Nullable HistGrower hist;
    final FeatureBins[] cuts;

    TreeSource(
            BoostingSettings settings,
            Schema schema,
            Matrix features,
            double[] rowWeights,
            int threads,
            Parallel loop) {
        this.method = settings.scheme().method();
        this.features = features;
        this.schema = schema;
        this.threads = threads;
        trees = settings.trees(schema);
        maxBins = settings.maxBins();
        if (method == Method.EXACT) {
            SortedColumns.requireNumbers(schema);
        }
        if (method == Method.HIST) {
            cuts = BinCuts.of(schema, features, rowWeights, maxBins, loop);
            bins = DenseBins.of(features, cuts, true, loop);
            hist = new HistGrower(bins, trees, threads);
            sorted = null;
            exact = null;
        } else {
            cuts = new FeatureBins[0];
            bins = null;
            hist = null;
            sorted = SortedColumns.of(features, loop);
            exact = method == Method.EXACT ? new ExactGrower(sorted, features, trees) : null;
        }
    }

    /// Grows a tree on the calling thread while others grow theirs from the same rows, and hands it to `use` before its
    /// memory serves another.
    void growAlone(double[] gradient, double[] hessian, int offset, RoundContext round, Consumer<HistGrown> use) {
        if (bins == null) {
            throw new IllegalStateException("only trees of histograms are grown side by side");
        }
        HistGrower grower = idle.poll();
        if (grower == null) {
            grower = new HistGrower(bins, trees, 1);
        }
        use.accept(grower.grow(new Derivatives.OfArrays(gradient, hessian, offset), round));
        idle.add(grower);
    }

    /// @param direct derivatives for histograms where they need no arrays, else null
    Grown grow(@Nullable Derivatives direct, double[] gradient, double[] hessian, int offset, RoundContext round) {
        if (hist != null) {
            return hist.grow(direct != null ? direct : new Derivatives.OfArrays(gradient, hessian, offset), round);
        }
        if (exact != null) {
            return exact.grow(gradient, hessian, offset, round);
        }
        if (sorted == null) {
            throw new IllegalStateException("no columns for " + method);
        }
        FeatureBins[] anew = SortedCuts.of(sorted, schema, hessian, offset, round.sampled(), maxBins, round.loop());
        HistGrower grower = new HistGrower(DenseBins.of(features, anew, true, round.loop()), trees, threads);
        return grower.grow(gradient, hessian, offset, round);
    }
}
