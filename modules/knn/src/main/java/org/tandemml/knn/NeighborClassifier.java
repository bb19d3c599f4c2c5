package org.tandemml.knn;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// Classes by the votes of the nearest training rows: what [NearestNeighbors] learns.
///
/// The probability of a class is its share of the votes, and so is its score; with two classes the scores are `±(p₂ −
/// p₁)`. One row alone is predicted without allocating, but under mahalanobis and metrics of the user.
public final class NeighborClassifier implements Classifier {
    private final Schema schema;
    private final String target;
    private final List<String> classes;
    private final NeighborRows rows;
    private final int[] codes;
    private final int k;
    private final Vote vote;
    private final FitReport report;
    private final Provenance provenance;

    NeighborClassifier(
            Schema schema,
            String target,
            List<String> classes,
            NeighborRows rows,
            int[] codes,
            int k,
            Vote vote,
            FitReport report,
            Provenance provenance) {
        Check.length("classes of the rows", codes.length, rows.weights.rows());
        for (int code : codes) {
            if (code < 0 || code >= classes.size()) {
                throw new InputException("class " + code + " of a row is not among the " + classes.size() + " classes");
            }
        }
        rows.weights.require(k);
        this.schema = schema;
        this.target = target;
        this.classes = List.copyOf(classes);
        this.rows = rows;
        this.codes = codes;
        this.k = k;
        this.vote = vote;
        this.report = report;
        this.provenance = provenance;
    }

    /// The number of neighbours that vote.
    public int k() {
        return k;
    }

    /// The training rows with the search over them.
    public NeighborIndex index() {
        return rows.index;
    }

    NeighborRows rows() {
        return rows;
    }

    int[] codes() {
        return codes;
    }

    Vote vote() {
        return vote;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    /// The cells of the rows kept, and their targets.
    @Override
    public OptionalLong parameters() {
        return OptionalLong.of((long) codes.length * (schema.size() + 1L));
    }

    @Override
    public FitReport report() {
        return report;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void scores(double[] row, double[] out) {
        probabilities(row, out);
        NeighborWeights.toScores(out, 0, classes.size());
    }

    @Override
    public void probabilities(double[] row, double[] out) {
        checkWidth(row.length);
        NeighborRows.Voting voting = rows.one(row, k, vote);
        NeighborWeights.shares(voting.single.indices, 0, voting.count, voting.votes, codes, classes.size(), out, 0);
        rows.giveBack(voting);
    }

    @Override
    public DenseMatrix scores(Matrix queries, Parallel loop) {
        return NeighborWeights.scores(probabilities(queries, loop));
    }

    @Override
    public DenseMatrix probabilities(Matrix queries, Parallel loop) {
        checkWidth(queries.columns());
        return rows.weights.shares(rows.index, queries, k, vote, codes, classes.size(), loop);
    }

    @Override
    public Outputs outputs(Matrix queries, Parallel loop) {
        DenseMatrix shares = probabilities(queries, loop);
        return new Outputs(NeighborWeights.scores(shares), java.util.Optional.of(shares));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NeighborClassifier that
                && schema.equals(that.schema)
                && target.equals(that.target)
                && classes.equals(that.classes)
                && rows.rows.equals(that.rows.rows)
                && rows.weights.equals(that.rows.weights)
                && rows.index.metric().equals(that.rows.index.metric())
                && Arrays.equals(codes, that.codes)
                && k == that.k
                && vote.equals(that.vote)
                && report.equals(that.report)
                && provenance.equals(that.provenance);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(codes) + k;
    }

    @Override
    public String toString() {
        return "NeighborClassifier[k = " + k + ", " + rows.index + ", classes " + classes + "]";
    }
}
