package org.tandemml.hnsw;

import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Setting;
import org.tandemml.knn.Metric;

/// How to build a graph of neighbours, in which those of a query are found without looking at every row: most of them,
/// mostly. How many is measured by [ApproximateIndex#recall].
///
/// Rows are nodes linked to near ones; a sparse graph over a part of the rows leads a search quickly to the right
/// region, the full one from there to the nearest. Equal rows are one node. For exact neighbours see `NeighborIndex` of
/// `knn`, which up to some
/// ten thousand rows, or a dozen columns, is quick enough.
///
/// **Source**: Malkov and Yashunin, *Efficient and robust approximate nearest neighbor search using hierarchical
/// navigable small world graphs*, IEEE TPAMI 42(4), 2020; links are pruned as by Subramanya et al., *DiskANN*, NeurIPS
/// 2019. The graph is built and searched by the library jvector (Apache-2.0). **Shapes**: n × p, dense. **Cost**:
/// O(n·log n) distances to build, O(log n) a query; memory 4 bytes a cell and about 8·links bytes a row beside the
/// rows,
/// which cosine copies. **Determinism**: built on one thread, levels drawn from a fixed seed and distances added in a
/// fixed order, so that the same rows give the same graph, on processors of one vector width; queries may use several
/// threads. **Errors**: `InputException` for sparse rows, values that are not finite, other metrics than euclidean and
/// cosine, rows of zeros under cosine.
///
/// @param links neighbours that a node is linked to
/// @param buildBreadth candidates kept while a row is linked: more make a better graph, later
/// @param searchBreadth candidates kept in a search: more find more of the neighbours, later
/// @param metric euclidean or cosine
public record Hnsw(
        @Setting("neighbours that a row is linked to in the graph")
        int links,

        @Setting("candidates kept while a row is linked: more make a better graph, later")
        int buildBreadth,

        @Setting("candidates kept in a search: more find more of the neighbours, later")
        int searchBreadth,

        @Setting("what near means: euclidean or cosine") Metric metric) {
    /// Checks the settings.
    public Hnsw {
        Check.atLeast("links", links, 2);
        Check.atLeast("buildBreadth", buildBreadth, links);
        Check.atLeast("searchBreadth", searchBreadth, 1);
        if (!(metric instanceof Metric.Euclidean || metric instanceof Metric.Cosine)) {
            throw new InputException("an approximate index takes the metrics euclidean and cosine, not " + metric
                    + ": choose one of these, or an exact index");
        }
    }

    /// 16 links, breadth 100 to build and to search, Euclidean.
    public Hnsw() {
        this(16, 100, 100, new Metric.Euclidean());
    }

    public Hnsw withLinks(int newLinks) {
        return new Hnsw(newLinks, buildBreadth, searchBreadth, metric);
    }

    public Hnsw withBuildBreadth(int newBuildBreadth) {
        return new Hnsw(links, newBuildBreadth, searchBreadth, metric);
    }

    public Hnsw withSearchBreadth(int newSearchBreadth) {
        return new Hnsw(links, buildBreadth, newSearchBreadth, metric);
    }

    public Hnsw withMetric(Metric newMetric) {
        return new Hnsw(links, buildBreadth, searchBreadth, newMetric);
    }

    /// Builds the graph of these rows.
    public ApproximateIndex build(Matrix rows) {
        return build(rows, GraphBuild.Watch.NONE);
    }

    /// The same; `watch` hears of the rows linked, of which equal ones count once.
    ApproximateIndex build(Matrix rows, GraphBuild.Watch watch) {
        if (!(rows instanceof DenseMatrix dense)) {
            throw new InputException("an approximate index needs dense rows, these are sparse: make them dense, or"
                    + " choose an exact index");
        }
        return ApproximateIndex.of(this, dense, watch);
    }
}
