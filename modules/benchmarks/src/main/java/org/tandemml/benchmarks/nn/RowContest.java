package org.tandemml.benchmarks.nn;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.Trainer;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Fitting;
import org.tandemml.nn.MlpClassifier;
import org.tandemml.nn.NetClassifier;
import org.tandemml.nn.Widths;

/// Class probabilities of single rows, one after the other, beside PyTorch (by DJL).
///
/// @param name the contest's name
/// @param columns inputs
/// @param first units of the first hidden layer
/// @param second units of the second
/// @param classes outputs
public record RowContest(String name, int columns, int first, int second, int classes) implements Contest {
    private static final int ROWS = 500;

    /// A small net and a wide one.
    public static List<Contest> all() {
        return List.of(new RowContest("nn-row-20", 20, 64, 64, 2), new RowContest("nn-row-784", 784, 256, 128, 10));
    }

    @Override
    public String task() {
        return "mlp " + columns + "-" + first + "-" + second + "-" + classes + ", " + ROWS + " rows one by one";
    }

    @Override
    public String qualityName() {
        return "sum of probabilities";
    }

    @Override
    public double target() {
        return 0.1;
    }

    @Override
    public List<Entrant> entrants() {
        return List.of(new Entrant("tandem", 1, this::ours), new Entrant("pytorch", 1, this::torch));
    }

    private Trial ours() {
        NetProblem problem = NetProblem.of(ROWS, columns, classes);
        NetClassifier model = new MlpClassifier()
                .withHidden(Widths.of(first, second))
                .withEpochs(1)
                .fit(problem.data(), Fitting.defaults());
        double[][] rows = new double[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = problem.row(i);
        }
        double[] out = new double[classes];
        return trial(() -> {
            double sum = 0;
            for (double[] row : rows) {
                model.probabilities(row, out);
                sum += out[0] + out[classes - 1];
            }
            return sum;
        });
    }

    private Trial torch() {
        NetContest net = new NetContest(name, columns, first, second, classes, ROWS, 50, 1, false, 1);
        NetProblem problem = NetProblem.of(ROWS, columns, classes);
        Trainer trainer = (Trainer) new TorchNet(net, problem).run();
        Model data = TorchNet.model();
        float[] row = new float[columns];
        return trial(() -> {
            double sum = 0;
            for (int i = 0; i < ROWS; i++) {
                for (int j = 0; j < columns; j++) {
                    row[j] = (float) problem.x()[i * columns + j];
                }
                try (NDArray x = data.getNDManager().create(row, new Shape(1, columns));
                        NDList y = trainer.evaluate(new NDList(x));
                        NDArray p = y.head().softmax(1)) {
                    float[] values = p.toFloatArray();
                    sum += values[0] + values[classes - 1];
                }
            }
            return sum;
        });
    }

    private static Trial trial(DoubleSupplier work) {
        return new Trial() {
            @Override
            public Object run() {
                return work.getAsDouble();
            }

            @Override
            public double quality(Object result) {
                return (double) result;
            }
        };
    }
}
