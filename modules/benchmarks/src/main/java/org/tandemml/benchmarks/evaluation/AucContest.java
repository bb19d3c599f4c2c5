package org.tandemml.benchmarks.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Seed;
import org.tandemml.evaluation.Auc;
import org.tandemml.kernels.Functions;
import org.tribuo.classification.evaluation.LabelEvaluationUtil;
import smile.validation.metric.AUC;

/// The area under the ROC curve of 10 million probabilities in random order, beside Smile and Tribuo.
///
/// Equal quality: all give the same area, the share of pairs ranked correctly, counted here without any code judged.
public record AucContest() implements Contest {
    private static final int ROWS = 10_000_000;

    @Override
    public String name() {
        return "auc";
    }

    @Override
    public String task() {
        return "area under the ROC curve of 10,000,000 probabilities, a third of them of positive rows";
    }

    @Override
    public String qualityName() {
        return "|AUC - exact AUC|";
    }

    @Override
    public double target() {
        return 0.5;
    }

    @Override
    public List<Entrant> entrants() {
        return List.of(
                new Entrant("tandem", 1, () -> {
                    Rows rows = Rows.generated();
                    return new Area(rows, r -> Auc.of(r.positive, r.scores).value());
                }),
                new Entrant("smile", 1, () -> {
                    Rows rows = Rows.generated();
                    int[] codes = new int[ROWS];
                    for (int i = 0; i < ROWS; i++) {
                        codes[i] = rows.positive[i] ? 1 : 0;
                    }
                    return new Area(rows, r -> AUC.of(codes, r.scores));
                }),
                new Entrant("tribuo", 1, () -> {
                    Rows rows = Rows.generated();
                    return new Area(rows, r -> LabelEvaluationUtil.binaryAUCROC(r.positive, r.scores));
                }));
    }

    private record Area(Rows rows, ToDoubleFunction<Rows> area) implements Trial {
        @Override
        public Object run() {
            return area.applyAsDouble(rows);
        }

        @Override
        public double quality(Object result) {
            return Math.abs((Double) result - rows.exact);
        }
    }

    private record Rows(boolean[] positive, double[] scores, double exact) {
        static Rows generated() {
            Seed.Stream random = new Seed(42).stream();
            boolean[] positive = new boolean[ROWS];
            double[] scores = new double[ROWS];
            double[][] sides = new double[2][ROWS];
            int[] counts = new int[2];
            for (int i = 0; i < ROWS; i++) {
                positive[i] = random.nextInt(3) == 0;
                scores[i] = Functions.sigmoid(random.nextGaussian() + (positive[i] ? 1 : 0));
                int side = positive[i] ? 1 : 0;
                sides[side][counts[side]++] = scores[i];
            }
            Arrays.sort(sides[0], 0, counts[0]);
            Arrays.sort(sides[1], 0, counts[1]);
            long twice = 0;
            int below = 0;
            int upTo = 0;
            for (int i = 0; i < counts[1]; i++) {
                while (below < counts[0] && sides[0][below] < sides[1][i]) {
                    below++;
                }
                while (upTo < counts[0] && sides[0][upTo] <= sides[1][i]) {
                    upTo++;
                }
                twice += below + upTo;
            }
            return new Rows(positive, scores, twice / (2.0 * counts[0] * counts[1]));
        }
    }
}
