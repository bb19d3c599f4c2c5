package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.testing.Samples;

/// What is refused and what is warned of, and kernels that are not tiles of products.
class SvmInputTest {
    private static String refusal(org.junit.jupiter.api.function.Executable run) {
        return assertThrows(InputException.class, run).getMessage();
    }

    @Test
    void costsMustBePositiveAndFinite() {
        assertTrue(refusal(() -> new Svm().withCost(0)).contains("cost must be > 0"));
        assertTrue(refusal(() -> new Svm().withCost(-1)).contains("was -1.0"));
        assertTrue(refusal(() -> new Svm().withCost(Double.POSITIVE_INFINITY)).contains("hardMargin=true"));
        assertTrue(refusal(() -> new Svm().withCost(Double.NaN)).contains("NaN"));
        assertTrue(refusal(() -> new NuSvm().withNu(0)).contains("nu must be > 0"));
        assertTrue(refusal(() -> new Svr().withEpsilon(-1)).contains("epsilon"));
        assertTrue(refusal(() -> Gamma.parse("-1")).contains("gamma"));
        assertTrue(refusal(() -> Kernel.parse("rfb")).contains("did you mean \"rbf\""));
    }

    @Test
    void kernelOfTheUserThatGivesNoNumberIsNamedWithItsRows() {
        Dataset data = Samples.classes(20, 2, 2, 1);
        double[] seventh = Samples.dense(data.features().select(new int[] {6}));
        Kernel broken = new Kernel.Custom("mine", (x, y) -> {
            double own = Arrays.equals(x, seventh) && x != y ? Double.NaN : 1;
            return own + x[0] * y[0];
        });
        String message = refusal(() -> new Svm().withKernel(broken).fit(data));
        assertTrue(message.contains("kernel mine of rows") && message.contains("NaN"), message);
        assertTrue(message.contains("rows 7 and"), message);
    }

    @Test
    void kernelOfTheUserEqualsTheNamedOne() {
        Dataset data = Samples.classes(60, 3, 2, 2);
        Kernel mine = new Kernel.Custom("mine", (x, y) -> {
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
                sum += (x[j] - y[j]) * (x[j] - y[j]);
            }
            return Math.exp(-0.5 * sum);
        });
        SvmClassifier own = new Svm().withKernel(mine).withTolerance(1e-9).fit(data);
        SvmClassifier named = new Svm().withGamma(0.5).withTolerance(1e-9).fit(data);
        assertArrayEquals(decisions(named, data), decisions(own, data), 1e-7);
    }

    private static double[] decisions(SvmClassifier model, Dataset data) {
        return model.decisions(data.features(), Parallel.SEQUENTIAL).values();
    }

    @Test
    void sumsAndProductsOfKernels() {
        Dataset data = Samples.classes(60, 3, 2, 2);
        Svm learner = new Svm().withGamma(0.5).withTolerance(1e-9);
        // exp(-g d1) * exp(-g d2) by a product, against the same by hand.
        Kernel byHand = new Kernel.Custom("hand", (x, y) -> {
            double squares = 0;
            double sizes = 0;
            double dot = 0;
            for (int j = 0; j < x.length; j++) {
                squares += (x[j] - y[j]) * (x[j] - y[j]);
                sizes += Math.abs(x[j] - y[j]);
                dot += x[j] * y[j];
            }
            return Math.exp(-0.5 * squares) * Math.exp(-0.5 * sizes) + dot;
        });
        assertArrayEquals(
                decisions(learner.withKernel(byHand).fit(data), data),
                decisions(
                        learner.withKernel(Kernel.parse("rbf*laplacian+linear")).fit(data), data),
                1e-7);
        assertEquals(
                "rbf*laplacian+linear", Kernel.parse("rbf * laplacian + linear").toString());
    }

    private static Dataset precomputed(Dataset data, double gamma) {
        int n = data.rows();
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int c = 0; c < data.columns(); c++) {
                    double d = data.features().get(i, c) - data.features().get(j, c);
                    sum += d * d;
                }
                values[i * n + j] = Math.exp(-gamma * sum);
            }
        }
        return data.withFeatures(Schema.numeric(n), new DenseMatrix(n, n, values));
    }

    @Test
    void precomputedKernelEqualsTheNamedOne() {
        Dataset data = Samples.classes(60, 3, 3, 2);
        Dataset kernel = precomputed(data, 0.5);
        Svm learner = new Svm().withGamma(0.5).withTolerance(1e-9);
        SvmClassifier named = learner.fit(data);
        SvmClassifier own = learner.withKernel(Kernel.Named.PRECOMPUTED).fit(kernel);
        assertArrayEquals(decisions(named, data), decisions(own, kernel), 1e-7);
        assertArrayEquals(named.supportRows(), own.supportRows());
    }

    @Test
    void precomputedKernelMustBeSquareAndSymmetric() {
        Dataset data = Samples.classes(12, 3, 2, 2);
        Svm learner = new Svm().withKernel(Kernel.Named.PRECOMPUTED);
        assertTrue(refusal(() -> learner.fit(data)).contains("12 x 3"));
        Dataset kernel = precomputed(data, 0.5);
        Dataset crooked = Samples.withCell(kernel, 2, 7, 0.9);
        String message = refusal(() -> learner.fit(crooked));
        assertTrue(message.contains("symmetric") && message.contains("0.9"), message);
    }

    @Test
    void chiSquaredKernelNeedsValuesOfAtLeastZero() {
        Dataset data = Samples.classes(12, 3, 2, 2);
        String message =
                refusal(() -> new Svm().withKernel(Kernel.Named.CHI_SQUARED).fit(data));
        assertTrue(message.contains("at least 0") && message.contains("column"), message);
        double[] values =
                Arrays.stream(Samples.dense(data.features())).map(Math::abs).toArray();
        Dataset positive = data.withFeatures(data.schema(), new DenseMatrix(12, 3, values));
        assertTrue(new Svm()
                .withKernel(Kernel.Named.CHI_SQUARED)
                .fit(positive)
                .report()
                .converged());
    }

    @Test
    void wideColumnIsNamedWithTheCure() {
        Dataset data = Samples.classes(60, 3, 2, 2);
        double[] income = new double[60];
        for (int i = 0; i < 60; i++) {
            income[i] = 1e5 * Math.sin(i);
        }
        Dataset wide = Samples.withColumn(data, new Column.Numeric("income"), income);
        SvmClassifier model = new Svm().fit(wide);
        List<String> notes = model.report().notes();
        assertEquals(1, notes.size(), notes.toString());
        assertTrue(notes.getFirst().contains("\"income\"") && notes.getFirst().contains("Standardize"));
        assertEquals(List.of(), new Svm().fit(data).report().notes());
    }

    @Test
    void sigmoidKernelComesWithAWarning() {
        Dataset data = Samples.classes(60, 3, 2, 2);
        SvmClassifier model = new Svm().withKernel(Kernel.Named.SIGMOID).fit(data);
        assertTrue(model.report().notes().getFirst().contains("not positive semi-definite"));
    }

    @Test
    void identicalRowsOfBothClassesEnd() {
        double[] values = new double[40 * 3];
        Arrays.fill(values, 1.5);
        Dataset same = Samples.classes(40, 3, 2, 1);
        Dataset equal = same.withFeatures(same.schema(), new DenseMatrix(40, 3, values));
        for (String kernel : List.of("rbf", "linear", "polynomial", "sigmoid", "laplacian")) {
            SvmClassifier model =
                    new Svm().withKernel(Kernel.parse(kernel)).withCost(1e6).fit(equal);
            assertTrue(
                    model.report().converged(), kernel + ": " + model.report().reason());
        }
    }

    @Test
    void customKernelsLiveInMemoryOnly() {
        Kernel mine = new Kernel.Custom("mine", (x, y) -> x[0] * y[0] + 1);
        SvmClassifier model = new Svm().withKernel(mine).fit(Samples.classes(20, 2, 2, 1));
        assertTrue(refusal(() -> org.tandemml.formats.ModelFile.toBytes(model)).contains("cannot be saved"));
    }
}
