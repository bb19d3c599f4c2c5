package org.tandemml.hnsw;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One graph built by jvector on one thread: places are linked one after the other, then the links are refined in one
/// call of the library. That call asks for the similarities of a place before it works on it, and there it can be
/// ended; the calling thread waits for it, tells how far it is and asks whether to go on.
final class GraphBuild implements BuildScoreProvider {
    /// Hears on the calling thread how far the graph is; may throw to end the work.
    interface Watch {
        Watch NONE = (stage, done, total) -> {};

        /// @param stage what is being done, empty while places are linked
        /// @param total 0 if unknown
        void at(String stage, int done, int total);
    }

    static final String REFINING = "refining";

    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;
    private static final long MILLIS_BETWEEN = 20;
    private static final int ASKED_OF_STEP = 64;

    private final NarrowRows rows;
    /// How often the library asked for the similarities of a place, by the one thread that works; told now and then.
    private int asked;

    private volatile int told;
    private volatile boolean stopped;

    private GraphBuild(NarrowRows rows) {
        this.rows = rows;
    }

    static Links links(Hnsw settings, NarrowRows rows, int columns, Watch watch) {
        GraphBuild build = new GraphBuild(rows);
        try (ForkJoinPool one = new ForkJoinPool(1);
                GraphIndexBuilder builder = new GraphIndexBuilder(
                        build,
                        columns,
                        settings.links(),
                        settings.buildBreadth(),
                        OVERFLOW,
                        ALPHA,
                        true,
                        true,
                        one,
                        one)) {
            for (int i = 0; i < rows.places(); i++) {
                watch.at("", i, rows.places());
                builder.addGraphNode(i, rows.searchProviderFor(i));
            }
            build.refine(builder, watch);
            return Links.of(builder.getGraph());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refine(GraphIndexBuilder builder, Watch watch) {
        int before = asked;
        FutureTask<Boolean> work = new FutureTask<>(builder::cleanup, true);
        Thread worker = Thread.ofPlatform().daemon().name("hnsw-refining").start(work);
        try {
            watch.at(REFINING, 0, 0);
            while (!ended(work)) {
                watch.at(REFINING, Math.max(0, told - before), 0);
            }
        } finally {
            // The builder may be closed only when nobody works on it.
            stopped = true;
            join(worker);
        }
    }

    /// Waits a little; true once the work is done.
    private static boolean ended(FutureTask<Boolean> work) {
        try {
            return work.get(MILLIS_BETWEEN, TimeUnit.MILLISECONDS);
        } catch (TimeoutException later) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stop(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private static CancellationException stop(InterruptedException e) {
        CancellationException cancelled = new CancellationException("interrupted");
        cancelled.initCause(e);
        return cancelled;
    }

    private static void join(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        if (++asked % ASKED_OF_STEP == 0) {
            told = asked;
            if (stopped) {
                throw new CancellationException("cancelled");
            }
        }
    }

    @Override
    public boolean isExact() {
        return rows.isExact();
    }

    @Override
    public SearchScoreProvider searchProviderFor(int node) {
        ask();
        return rows.searchProviderFor(node);
    }

    @Override
    public SearchScoreProvider diversityProviderFor(int node) {
        ask();
        return rows.diversityProviderFor(node);
    }

    @Override
    public SearchScoreProvider searchProviderFor(VectorFloat<?> vector) {
        return rows.searchProviderFor(vector);
    }

    @Override
    public VectorFloat<?> approximateCentroid() {
        return rows.approximateCentroid();
    }
}
