package org.tandemml.benchmarks.linear;

import java.util.List;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Fitting;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.linear.PathSearch;
import org.tandemml.linear.RegularizationPath;
import org.tandemml.regularization.Penalty;

/// 100 values of λ for L1 logistic regression: along a path, each beginning at the one before, beside one fit after the
/// other from scratch. The path alone, as [PathSearch.Rule#GIVEN] fits it: no folds judge it.
public final class PathContest implements Contest {
    private static final LogisticRegression L1 = new LogisticRegression().withPenalty(Penalty.l1(1));

    @Override
    public String name() {
        return "logistic-path";
    }

    @Override
    public String task() {
        return "logistic L1 on 10,000 x 500, 100 values of lambda";
    }

    @Override
    public String qualityName() {
        return "loss at the smallest lambda";
    }

    @Override
    public double target() {
        return 0.1;
    }

    @Override
    public List<Entrant> entrants() {
        return List.of(
                new Entrant("tandem", 2, PathContest::path), new Entrant("100 single fits", 2, PathContest::singles));
    }

    private static Trial path() {
        LogisticProblem data = LogisticProblem.dense(10_000, 500);
        LogisticRegression learner = L1.withPath(PathSearch.given());
        return new Trial() {
            @Override
            public Object run() {
                return learner.path(data.data(), Fitting.defaults().withThreads(2));
            }

            @Override
            public double quality(Object result) {
                double[] losses = ((RegularizationPath) result).losses();
                return losses[losses.length - 1];
            }
        };
    }

    private static Trial singles() {
        LogisticProblem data = LogisticProblem.dense(10_000, 500);
        Fitting how = Fitting.defaults().withThreads(2);
        double[] lambdas =
                L1.withPath(PathSearch.given()).path(data.data(), how).lambdas();
        return new Trial() {
            @Override
            public Object run() {
                double loss = 0;
                for (double lambda : lambdas) {
                    loss = -L1.withPenalty(Penalty.l1(lambda))
                            .fit(data.data(), how)
                            .logLikelihood();
                }
                return loss / data.rows();
            }

            @Override
            public double quality(Object result) {
                return (Double) result;
            }
        };
    }
}
