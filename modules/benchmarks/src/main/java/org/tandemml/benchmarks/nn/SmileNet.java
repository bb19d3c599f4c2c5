package org.tandemml.benchmarks.nn;

import org.tandemml.benchmarks.Contest;
import smile.classification.MLP;
import smile.model.mlp.Layer;
import smile.model.mlp.OutputFunction;
import smile.util.function.TimeFunction;

/// Smile's net, row by row by stochastic descent at rate 0.01, in the same number of epochs.
final class SmileNet implements Contest.Trial {
    private final NetContest contest;
    private final NetProblem problem;
    private final double[][] rows;

    SmileNet(NetContest contest, NetProblem problem) {
        this.contest = contest;
        this.problem = problem;
        rows = new double[problem.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = problem.row(i);
        }
    }

    @Override
    public Object run() {
        MLP net = new MLP(
                Layer.input(contest.columns()),
                Layer.rectifier(contest.first()),
                Layer.rectifier(contest.second()),
                contest.classes() == 2
                        ? Layer.mle(1, OutputFunction.SIGMOID)
                        : Layer.mle(contest.classes(), OutputFunction.SOFTMAX));
        net.setLearningRate(TimeFunction.constant(0.01));
        for (int epoch = 0; epoch < contest.epochs(); epoch++) {
            for (int i = 0; i < rows.length; i++) {
                net.update(rows[i], problem.classes()[i]);
            }
        }
        return net;
    }

    @Override
    public double quality(Object result) {
        double[] p = new double[contest.classes()];
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            ((MLP) result).predict(rows[i], p);
            sum -= Math.log(Math.max(1e-300, p[problem.classes()[i]]));
        }
        return sum / rows.length;
    }
}
