package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// The table of LIBSVM 3.24 `svm-train` on heart_scale (270 × 13) with its defaults: C = 1, γ = 1/13, ν = 0.5, tube
/// 0.1, eps 1e-3: objective, accuracy and numbers of support vectors. Rho, which at eps = 1e-3 is settled to about 2e-3
/// only, is that of `svm-train -e 1e-7`. Runs where the environment names the data with TANDEM_DATA.
class HeartScaleTest {
    private static final int COLUMNS = 13;
    private Matrix features = new DenseMatrix(0, COLUMNS, new double[0]);
    private double[] labels = {};

    @BeforeEach
    void read() throws IOException {
        String root = System.getenv("TANDEM_DATA");
        assumeTrue(root != null, "TANDEM_DATA is not set");
        Path file = Path.of(root, "heart_scale", "heart_scale");
        assumeTrue(Files.exists(file), "no heart_scale");
        List<String> lines = Files.readAllLines(file);
        double[] values = new double[lines.size() * COLUMNS];
        labels = new double[lines.size()];
        for (int i = 0; i < labels.length; i++) {
            String[] parts = lines.get(i).trim().split("\\s+");
            labels[i] = Double.parseDouble(parts[0]);
            for (int k = 1; k < parts.length; k++) {
                int colon = parts[k].indexOf(':');
                int column = Integer.parseInt(parts[k].substring(0, colon)) - 1;
                values[i * COLUMNS + column] = Double.parseDouble(parts[k].substring(colon + 1));
            }
        }
        features = new DenseMatrix(labels.length, COLUMNS, values);
    }

    private Dataset classes() {
        int[] codes = new int[labels.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = labels[i] > 0 ? 1 : 0;
        }
        Target target = new Target.Classes("y", List.of("-1", "+1"), codes);
        return Dataset.of("heart", Schema.numeric(COLUMNS), features, target);
    }

    @ParameterizedTest
    @CsvSource({
        "rbf, auto, -100.877288, 0.424508, 132, 107, 234",
        "rbf, 0.07, -101.855060, 0.426469, 130, 107, 234",
        "linear, auto, -92.473356, -1.049098, 101, 88, 229",
        "polynomial, auto, -131.800243, -0.165708, 177, 151, 232",
        "sigmoid, auto, -110.099362, -0.334335, 124, 116, 230"
    })
    void classification(
            String kernel, String gamma, double objective, double rho, int vectors, int bounded, int correct) {
        Svm learner = new Svm().withKernel(Kernel.parse(kernel)).withGamma(Gamma.parse(gamma));
        SvmClassifier loose = learner.fit(classes());
        assertEquals(objective, loose.report().objective(), 1e-5 * Math.abs(objective));
        assertEquals(correct, correct(loose));
        SvmClassifier model = learner.withTolerance(1e-7).fit(classes());
        SvmMachine machine = model.machines().getFirst();
        assertEquals(rho, -machine.intercept(), 1e-5);
        assertEquals(vectors, machine.coefficients().length);
        assertEquals(bounded, machine.bounded());
        assertEquals(correct, correct(model));
    }

    private int correct(SvmClassifier model) {
        int[] predicted = model.predict(features);
        int correct = 0;
        for (int i = 0; i < predicted.length; i++) {
            correct += predicted[i] == (labels[i] > 0 ? 1 : 0) ? 1 : 0;
        }
        return correct;
    }

    @Test
    void nuClassification() {
        SvmClassifier model =
                new NuSvm().withGamma(Gamma.AUTO).withTolerance(1e-7).fit(classes());
        assertEquals(9.563391, model.report().objective(), 1e-4 * 9.56);
        assertEquals(0.226564, -model.machines().getFirst().intercept(), 1e-5);
        assertEquals(145, model.supportRows().length);
        assertEquals(125, model.machines().getFirst().bounded());
        assertEquals(229, correct(model));
    }

    @Test
    void regression() {
        Dataset data = Dataset.numbers(features, labels);
        SvmRegressor epsilon =
                new Svr().withGamma(Gamma.AUTO).withTolerance(1e-7).fit(data);
        assertEquals(-95.509946, epsilon.report().objective(), 1e-4 * 95.5);
        assertEquals(0.225342, -epsilon.machine().intercept(), 1e-5);
        assertEquals(200, epsilon.supportRows().length);
        assertEquals(145, epsilon.machine().bounded());
        assertEquals(0.413585, error(epsilon), 2e-4);
        SvmRegressor nu = new NuSvr().withGamma(Gamma.AUTO).withTolerance(1e-7).fit(data);
        assertEquals(-107.405042, nu.report().objective(), 1e-4 * 107.4);
        assertEquals(0.332139, -nu.machine().intercept(), 1e-5);
        assertEquals(154, nu.supportRows().length);
        assertEquals(114, nu.machine().bounded());
        assertEquals(0.397133, error(nu), 2e-4);
        assertEquals(0.225923, nu.epsilon(), 1e-5);
    }

    private double error(SvmRegressor model) {
        double[] predicted = model.predict(features);
        double sum = 0;
        for (int i = 0; i < predicted.length; i++) {
            sum += (predicted[i] - labels[i]) * (predicted[i] - labels[i]);
        }
        return sum / predicted.length;
    }
}
