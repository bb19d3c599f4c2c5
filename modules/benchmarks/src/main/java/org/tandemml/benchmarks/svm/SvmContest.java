package org.tandemml.benchmarks.svm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_problem;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Classifier;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Parallel;
import org.tandemml.peers.SmileSvm;
import org.tandemml.peers.TribuoSvm;
import org.tandemml.svm.Svm;

/// Kernel SVM with the RBF kernel at eps = 1e-3, beside the Java LIBSVM, the one within Tribuo, and Smile's: the fit,
/// or the prediction of 5,000 rows.
///
/// All but Smile's stop at the same KKT violation. The quality of a fit is the dual objective ½ αᵀQα − Σα that it
/// reached, summed over the pairs of classes (less is better); Smile tells none. LIBSVM takes minutes for a fit of the
/// larger problems, so a contest of fits takes a quarter of an hour and more; `--entrants` leaves some out.
///
/// The quality of a prediction is the error on the test rows. There LIBSVM has the support vectors and coefficients of
/// our fit: the same work, and no wait for its own.
///
/// @param name the contest's name
/// @param task what is done
/// @param target largest ratio that the project claims
/// @param prediction whether the prediction is timed instead of the fit
/// @param problem makes the data
public record SvmContest(String name, String task, double target, boolean prediction, Supplier<SvmProblem> problem)
        implements Contest {
    static final String ONE_PASS = "it makes one pass of LASVM, which does not stop at a KKT violation";

    /// Fits and predictions.
    public static List<Contest> all() {
        return List.of(
                fit("svm-mnist", "MNIST, 10,000 x 784, C = 10, gamma = 0.02", 0.06, 0.25, SvmProblem::mnist),
                fit(
                        "svm-dense",
                        "dense 30,000 x 100, C = 1, gamma = 0.01",
                        0.04,
                        0.08,
                        () -> SvmProblem.dense(30_000, 100)),
                fit("svm-a9a", "a9a, 32,561 x 123, C = 1, gamma = 1/123", 0.05, 0.08, SvmProblem::a9a),
                predict("svm-mnist-predict", "MNIST, 5,000 rows", 0.04, SvmProblem::mnist),
                predict("svm-dense-predict", "5,000 rows of 100", 0.03, () -> SvmProblem.dense(30_000, 100)),
                predict("svm-a9a-predict", "a9a, 5,000 rows", 0.05, SvmProblem::a9a));
    }

    private static SvmContest fit(String name, String data, double target, double fresh, Supplier<SvmProblem> problem) {
        String task = "fit of " + data + ", RBF, eps 1e-3; of the first seconds, in a fresh JVM, at most " + fresh;
        return new SvmContest(name, task, target, false, problem);
    }

    private static SvmContest predict(String name, String data, double target, Supplier<SvmProblem> problem) {
        return new SvmContest(name, "prediction of " + data + ", RBF", target, true, problem);
    }

    @Override
    public String qualityName() {
        return prediction ? "test error" : "dual objective";
    }

    @Override
    public List<Entrant> entrants() {
        List<Entrant> entrants = new ArrayList<>(List.of(
                new Entrant("tandem", 1, () -> ours(1)),
                new Entrant("tandem, 2 threads", 2, () -> ours(2)),
                new Entrant("libsvm-java", 1, this::libsvm)));
        if (!prediction || name.equals("svm-mnist-predict")) {
            // Elsewhere its fit alone, before its predictions, takes two minutes.
            entrants.add(new Entrant("smile", 1, prediction ? "" : ONE_PASS, this::smile));
        }
        if (withTribuo()) {
            entrants.add(new Entrant("tribuo libsvm", 1, this::tribuo));
        }
        return entrants;
    }

    /// Tribuo's is the same LIBSVM, in 4.3 times its time on a9a; where that would be half an hour it stays out.
    private boolean withTribuo() {
        return !prediction && !name.equals("svm-dense");
    }

    private Trial ours(int threads) {
        SvmProblem data = problem.get();
        return trial(data, ours(data), threads);
    }

    private static Svm ours(SvmProblem data) {
        return new Svm().withCost(data.cost()).withGamma(data.gamma());
    }

    private Trial tribuo() {
        SvmProblem data = problem.get();
        LibsvmObjective objective = new LibsvmObjective();
        return objective.of(trial(data, new TribuoSvm().withCost(data.cost()).withGamma(data.gamma()), 1));
    }

    private Trial smile() {
        SvmProblem data = problem.get();
        return trial(data, new SmileSvm().withCost(data.cost()).withGamma(data.gamma()), 1);
    }

    /// The fit of a learner, or the prediction of its model. What a peer's learner does to hand its library the rows is
    /// counted: it is a pass over the data.
    private Trial trial(SvmProblem data, Learner<? extends Classifier> learner, int threads) {
        Fitting how = Fitting.defaults().withThreads(threads);
        Classifier fitted = prediction ? learner.fit(data.train(), how) : null;
        return new Trial() {
            @Override
            public Object run() {
                return fitted == null
                        ? learner.fit(data.train(), how)
                        : fitted.scores(data.test().features(), new Parallel(threads));
            }

            @Override
            public double quality(Object result) {
                if (result instanceof Classifier model) {
                    return model.report().objective();
                }
                DenseMatrix scores = (DenseMatrix) result;
                int[] codes = data.test().classes().codes();
                int wrong = 0;
                for (int i = 0; i < codes.length; i++) {
                    int best = Classifier.indexOfLargest(scores.values(), scores.offset(i), scores.columns());
                    wrong += best == codes[i] ? 0 : 1;
                }
                return (double) wrong / codes.length;
            }
        };
    }

    private Trial libsvm() {
        SvmProblem data = problem.get();
        LibsvmObjective objective = new LibsvmObjective();
        if (prediction) {
            return libsvmPrediction(data, LibsvmMachine.of(ours(data).fit(data.train()), data));
        }
        svm_problem theirs = data.libsvm();
        return objective.of(new Trial() {
            @Override
            public Object run() {
                return svm.svm_train(theirs, data.parameter(data.cost(), data.gamma()));
            }

            @Override
            public double quality(Object result) {
                return Double.NaN;
            }
        });
    }

    private static Trial libsvmPrediction(SvmProblem data, svm_model fitted) {
        svm_node[][] rows = SvmProblem.nodes(data.test().features());
        return new Trial() {
            @Override
            public Object run() {
                double[] labels = new double[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    labels[i] = svm.svm_predict(fitted, rows[i]);
                }
                return labels;
            }

            @Override
            public double quality(Object result) {
                double[] labels = (double[]) result;
                int[] codes = data.test().classes().codes();
                int wrong = 0;
                for (int i = 0; i < codes.length; i++) {
                    wrong += labels[i] == codes[i] ? 0 : 1;
                }
                return (double) wrong / codes.length;
            }
        };
    }
}
