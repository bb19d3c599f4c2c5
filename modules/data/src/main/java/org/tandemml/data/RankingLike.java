package org.tandemml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;

/// Made-up search results: queries of 5 to 40 documents each, and how relevant each document is, 0 to 4.
///
/// The first column, `query`, numbers the queries; rows of a query stand together. A query shifts all of its documents'
/// features and bends what counts, so only comparisons within a query mean something. Relevance is the grade of a score
/// with noise, most documents get 0. Queries have a seed each: the same seed gives the same bits, and a larger table
/// begins with the rows of a smaller one. **Cost**: O(rows · columns).
public final class RankingLike {
    private static final double[] GRADES = {0.3, 0.9, 1.5, 2.2};

    private RankingLike() {}

    /// `rows` documents with `columns` features beside the query; the target is `relevance`.
    public static Dataset make(int rows, int columns, double noise, long seed) {
        Check.atLeast("rows", rows, 1);
        Check.atLeast("columns", columns, 2);
        Check.notNegative("noise", noise);
        Seed.Stream common = new Seed(seed).child("weights").stream();
        double[] weights = new double[columns];
        Arrays.setAll(weights, j -> common.nextGaussian() / Math.sqrt(columns));
        int p = columns + 1;
        double[] values = DenseMatrix.allocate(rows, p);
        double[] relevance = new double[rows];
        Seed queries = new Seed(seed).child("queries");
        double[] shift = new double[columns];
        for (int query = 0, i = 0; i < rows; query++) {
            Seed.Stream random = queries.child(query).stream();
            int end = Math.min(rows, i + 5 + random.nextInt(36));
            Arrays.setAll(shift, j -> random.nextGaussian());
            for (; i < end; i++) {
                relevance[i] = document(random, weights, shift, noise, values, i * p + 1);
                values[i * p] = query + 1;
            }
        }
        List<Column> names = new ArrayList<>(List.of(new Column.Numeric("query")));
        names.addAll(Schema.numeric(columns).columns());
        return Dataset.of(
                "ranking-like",
                new Schema(names),
                new DenseMatrix(rows, p, values),
                new Target.Numbers("relevance", relevance));
    }

    private static double document(
            Seed.Stream random, double[] weights, double[] shift, double noise, double[] x, int at) {
        double score = 0;
        for (int j = 0; j < weights.length; j++) {
            double own = random.nextGaussian();
            x[at + j] = own + shift[j];
            score += weights[j] * own;
        }
        // Two features count for more together, in the direction that the query gives.
        score += 0.3 * shift[0] * (x[at] - shift[0]) * (x[at + 1] - shift[1]) + noise * random.nextGaussian();
        int grade = 0;
        while (grade < GRADES.length && score > GRADES[grade]) {
            grade++;
        }
        return grade;
    }
}
