package org.tandemml.kmeans;

import org.tandemml.core.InputException;

/// How a pass avoids looking at rows whose cluster cannot have changed. All give the clusters that Lloyd's passes give;
/// they differ in time and memory.
public enum Acceleration {
    /// Chosen by the shape; the report says which and why.
    AUTO,
    /// Every row is measured against every centroid in every pass.
    NONE,
    /// For each row an upper bound of the distance to its own centroid and a lower bound of that to all others; both
    /// give way by as much as centroids move. A row is read only where the bounds meet. 8 bytes a row.
    ///
    /// **Source**: Hamerly, *Making k-means even faster*, SDM 2010.
    HAMERLY,
    /// For each row a lower bound for every centroid, so that of a row whose bounds meet only the centroids in question
    /// are measured. 4·k bytes a row.
    ///
    /// **Source**: Elkan, *Using the triangle inequality to accelerate k-means*, ICML 2003.
    ELKAN;

    private static final long MOST_BYTES = 32L << 20;
    private static final int WIDE = 128;
    private static final int MOST_CLUSTERS = 32;

    /// What is taken, and why.
    ///
    /// @param acceleration never [#AUTO]
    /// @param reason in words, for the report
    record Choice(Acceleration acceleration, String reason) {}

    /// The acceleration of these rows. Measured in time to the same clusters: 500,000 × 16 with k = 64, Hamerly's
    /// bounds take 0.32 of plain passes; 60,000 × 64 with k = 20, 0.19, and Elkan's twice that; 15,000 × 256 with k =
    /// 10, Elkan's take 0.6 of Hamerly's; 15,000 × 784 (MNIST), 0.4 with k = 10 and 0.6 with k = 30. So Elkan's are
    /// chosen where rows are wide, for reading one is dear then, and Hamerly's elsewhere.
    static Choice choose(Acceleration wanted, Rows rows, int k) {
        long bytes = 4L * rows.n * k;
        boolean fits = bytes <= MOST_BYTES;
        if (rows.partial) {
            if (wanted == HAMERLY || wanted == ELKAN) {
                throw new InputException("acceleration " + name(wanted)
                        + " needs the triangle inequality, which partial distances lack: choose none or auto");
            }
            return new Choice(NONE, "acceleration: none, partial distances obey no triangle inequality");
        }
        if (wanted == ELKAN && (rows.sparse() || !fits)) {
            throw new InputException(
                    "acceleration elkan needs dense rows and 4 bytes for each row and cluster, at most "
                            + (MOST_BYTES >> 20) + " MB, here " + (bytes >> 20) + " MB: choose hamerly or auto");
        }
        if (wanted != AUTO) {
            return new Choice(wanted, "acceleration: " + name(wanted) + ", as asked for");
        }
        if (k == 1) {
            return new Choice(NONE, "acceleration: none, there is one cluster");
        }
        if (!rows.sparse() && fits && rows.p >= WIDE && k <= MOST_CLUSTERS) {
            return new Choice(
                    ELKAN,
                    "acceleration: elkan, " + rows.p + " columns >= " + WIDE + " and k = " + k + " <= "
                            + MOST_CLUSTERS);
        }
        return new Choice(
                HAMERLY,
                "acceleration: hamerly, "
                        + (rows.sparse()
                                ? "the rows are sparse"
                                : rows.p < WIDE
                                        ? rows.p + " columns < " + WIDE
                                        : fits
                                                ? "k = " + k + " > " + MOST_CLUSTERS
                                                : "bounds for each cluster would" + " take " + (bytes >> 20) + " MB"));
    }

    private static String name(Acceleration acceleration) {
        return acceleration.name().toLowerCase(java.util.Locale.ROOT);
    }
}
