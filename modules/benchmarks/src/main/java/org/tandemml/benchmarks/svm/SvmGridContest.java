package org.tandemml.benchmarks.svm;

import java.util.Arrays;
import java.util.List;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_problem;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Split;
import org.tandemml.core.Splits;
import org.tandemml.data.Datasets;
import org.tandemml.data.Standardize;
import org.tandemml.peers.SmileSvm;
import org.tandemml.svm.Svm;
import org.tandemml.svm.SvmGrid;

/// A grid of 5 × 5 values of C and γ with 5 folds on spambase, standardised: begun warm along C with shared kernel
/// rows, beside one fit after the other of the Java LIBSVM and of Smile's. All use the same
/// folds; the quality is the best error.
public final class SvmGridContest implements Contest {
    private static final double[] COSTS = {0.1, 1, 10, 100, 1000};
    private static final double[] GAMMAS = {0.001, 0.003, 0.01, 0.03, 0.1};
    private static final int FOLDS = 5;

    @Override
    public String name() {
        return "svm-grid";
    }

    @Override
    public String task() {
        return "RBF on spambase standardised, grid of 5 x 5 with 5 folds, eps 1e-3";
    }

    @Override
    public String qualityName() {
        return "error of the best";
    }

    @Override
    public double target() {
        return 0.1;
    }

    @Override
    public List<Entrant> entrants() {
        return List.of(
                new Entrant("tandem", 1, () -> ours(1)),
                new Entrant("tandem, 2 threads", 2, () -> ours(2)),
                new Entrant("libsvm-java", 1, SvmGridContest::libsvm),
                new Entrant(
                        "smile",
                        1,
                        SvmContest.ONE_PASS,
                        () -> fits((c, g) -> new SmileSvm().withCost(c).withGamma(g))));
    }

    static Dataset data() {
        Dataset read = Datasets.named("spambase");
        return new Standardize().fit(read).transform(read);
    }

    private static Trial ours(int threads) {
        Dataset data = data();
        return new Trial() {
            @Override
            public Object run() {
                return SvmGrid.search(
                        new Svm(),
                        data,
                        COSTS,
                        GAMMAS,
                        FOLDS,
                        Fitting.defaults().withThreads(threads));
            }

            @Override
            public double quality(Object result) {
                return 1 - ((SvmGrid) result).best().accuracy();
            }
        };
    }

    /// A learner with a cost and a γ.
    private interface At {
        Learner<? extends Classifier> at(double cost, double gamma);
    }

    /// One fit after the other.
    private static Trial fits(At learners) {
        List<Split> splits = Splits.kFold(data(), FOLDS, 42);
        return new Trial() {
            @Override
            public Object run() {
                double[] wrong = new double[COSTS.length * GAMMAS.length];
                for (int p = 0; p < wrong.length; p++) {
                    Learner<? extends Classifier> learner =
                            learners.at(COSTS[p % COSTS.length], GAMMAS[p / COSTS.length]);
                    for (Split split : splits) {
                        DenseMatrix scores =
                                learner.fit(split.train()).scores(split.test().features());
                        int[] codes = split.test().classes().codes();
                        for (int i = 0; i < codes.length; i++) {
                            int best = Classifier.indexOfLargest(scores.values(), scores.offset(i), scores.columns());
                            wrong[p] += best == codes[i] ? 0 : 1;
                        }
                    }
                }
                return wrong;
            }

            @Override
            public double quality(Object result) {
                int rows = splits.stream().mapToInt(s -> s.test().rows()).sum();
                return Arrays.stream((double[]) result).min().orElseThrow() / rows;
            }
        };
    }

    private static Trial libsvm() {
        svm.svm_set_print_string_function(text -> {});
        List<Split> splits = Splits.kFold(data(), FOLDS, 42);
        List<SvmProblem> folds = splits.stream()
                .map(s -> new SvmProblem(s.train(), s.test(), 1, 1))
                .toList();
        List<svm_problem> problems = folds.stream().map(SvmProblem::libsvm).toList();
        List<svm_node[][]> tests =
                folds.stream().map(f -> SvmProblem.nodes(f.test().features())).toList();
        return new Trial() {
            @Override
            public Object run() {
                double[] wrong = new double[COSTS.length * GAMMAS.length];
                for (int p = 0; p < wrong.length; p++) {
                    for (int f = 0; f < FOLDS; f++) {
                        SvmProblem fold = folds.get(f);
                        svm_model model = svm.svm_train(
                                problems.get(f), fold.parameter(COSTS[p % COSTS.length], GAMMAS[p / COSTS.length]));
                        int[] codes = fold.test().classes().codes();
                        for (int i = 0; i < codes.length; i++) {
                            wrong[p] += svm.svm_predict(model, tests.get(f)[i]) == codes[i] ? 0 : 1;
                        }
                    }
                }
                return wrong;
            }

            @Override
            public double quality(Object result) {
                int rows = folds.stream().mapToInt(f -> f.test().rows()).sum();
                return Arrays.stream((double[]) result).min().orElseThrow() / rows;
            }
        };
    }
}
