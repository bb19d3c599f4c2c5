package org.tandemml.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;

class ClusterCountsTest {
    private static Dataset blobs(int n, int clusters) {
        Seed.Stream stream = new Seed(4).stream();
        double[] values = new double[n * 2];
        for (int i = 0; i < n; i++) {
            values[2 * i] = 10 * Math.cos(i % clusters * 1.5) + stream.nextGaussian();
            values[2 * i + 1] = 10 * Math.sin(i % clusters * 1.5) + stream.nextGaussian();
        }
        return Dataset.of("blobs", Schema.numeric(2), new DenseMatrix(n, 2, values), new Target.None());
    }

    @Test
    void silhouetteAndGapFindTheNumberOfClearClusters() {
        ClusterCounts counts = ClusterCounts.of(new KMeans().withRuns(5), blobs(400, 4), 1, 7, Fitting.defaults());
        assertEquals(4, counts.bySilhouette());
        assertEquals(4, counts.byGap());
        assertThat(counts.rows().getFirst().silhouette()).isNaN();
        assertThat(IntStream.range(1, 7)
                        .allMatch(i -> counts.rows().get(i).inertia()
                                < counts.rows().get(i - 1).inertia()))
                .isTrue();
        assertThat(counts.elbow().svg()).contains("Inertia by number of clusters");
        assertThat(counts.silhouette().svg()).contains("largest, k = 4");
    }

    @Test
    void manyRowsAreJudgedByASample() {
        ClusterCounts counts = ClusterCounts.of(new KMeans().withRuns(2), blobs(12_000, 3), 2, 4, Fitting.defaults());
        assertEquals(3, counts.bySilhouette());
        assertEquals(
                counts,
                ClusterCounts.of(
                        new KMeans().withRuns(2),
                        blobs(12_000, 3),
                        2,
                        4,
                        Fitting.defaults().withThreads(1)));
    }

    @Test
    void refusesARangeThatTheRowsCannotFill() {
        assertThatThrownBy(() -> ClusterCounts.of(new KMeans(), blobs(10, 2), 2, 10, Fitting.defaults()))
                .hasMessageContaining("at most 9");
        assertThatThrownBy(() -> ClusterCounts.of(new KMeans(), blobs(10, 2), 0, 3, Fitting.defaults()))
                .hasMessageContaining("smallest k");
    }
}
