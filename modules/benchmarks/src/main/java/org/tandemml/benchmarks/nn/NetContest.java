package org.tandemml.benchmarks.nn;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Matrix;
import org.tandemml.nn.Decline;
import org.tandemml.nn.MlpClassifier;
import org.tandemml.nn.NetClassifier;
import org.tandemml.nn.Widths;
import org.tandemml.optimization.FirstOrder;

/// Training a multi-layer perceptron with ReLU by Adam at 0.001 for a fixed number of steps, beside PyTorch (by DJL)
/// and Smile. The same loss, rows, batches and epochs; the quality is the log loss on the training rows afterwards.
///
/// Ours includes standardising the rows and the finished model; PyTorch gets its batches as tensors made before. Smile
/// goes row by row with its own method and rate, which its design asks for.
///
/// @param name the contest's name
/// @param columns inputs
/// @param first units of the first hidden layer
/// @param second units of the second
/// @param classes outputs
/// @param rows rows an epoch
/// @param batch rows a step
/// @param epochs passes
/// @param withSmile whether Smile takes part; on the wide nets it would take minutes
/// @param target largest ratio that the project claims
public record NetContest(
        String name,
        int columns,
        int first,
        int second,
        int classes,
        int rows,
        int batch,
        int epochs,
        boolean withSmile,
        double target)
        implements Contest {
    /// Small nets to wide ones.
    public static List<Contest> all() {
        return List.of(
                new NetContest("nn-train-20", 20, 64, 64, 2, 9_600, 32, 1, false, 0.1),
                new NetContest("nn-train-30", 30, 64, 32, 2, 10_000, 32, 5, true, 0.6),
                new NetContest("nn-train-784", 784, 256, 128, 10, 12_800, 128, 1, false, 0.6),
                new NetContest("nn-train-784-wide", 784, 512, 512, 10, 12_800, 256, 1, false, 1));
    }

    @Override
    public String task() {
        return "mlp " + columns + "-" + first + "-" + second + "-" + classes + ", " + epochs + " epochs of " + rows
                + " rows, batch " + batch + ", Adam";
    }

    @Override
    public String qualityName() {
        return "log loss";
    }

    @Override
    public double operations() {
        double parameters = (double) columns * first + (double) first * second + (double) second * classes;
        return 6 * parameters * rows * epochs - 2.0 * columns * first * rows * epochs;
    }

    @Override
    public List<Entrant> entrants() {
        List<Entrant> entrants = new ArrayList<>();
        entrants.add(new Entrant("tandem", 1, this::ours));
        entrants.add(new Entrant("pytorch", 1, () -> new TorchNet(this, problem())));
        if (withSmile) {
            entrants.add(new Entrant("smile", 1, () -> new SmileNet(this, problem())));
        }
        return entrants;
    }

    private NetProblem problem() {
        return NetProblem.of(rows, columns, classes);
    }

    private Trial ours() {
        NetProblem problem = problem();
        var data = problem.data();
        MlpClassifier learner = new MlpClassifier()
                .withHidden(Widths.of(first, second))
                .withOptimizer(new FirstOrder.Adam(1e-3, 0.9, 0.999, 1e-8, 0, false))
                .withBatch(batch)
                .withEpochs(epochs)
                .withWarmUp(0)
                .withDecline(Decline.CONSTANT)
                .withClip(0)
                .withValidation(0);
        return new Trial() {
            @Override
            public Object run() {
                return learner.fit(data, Fitting.defaults().withThreads(1));
            }

            @Override
            public double quality(Object result) {
                Matrix rows = data.features();
                DenseMatrix p = ((NetClassifier) result).probabilities(rows);
                double sum = 0;
                for (int i = 0; i < rows.rows(); i++) {
                    sum -= Math.log(Math.max(1e-300, p.get(i, problem.classes()[i])));
                }
                return sum / rows.rows();
            }
        };
    }
}
