package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.optimization.FloatFirstOrderSteps;

class MlpTrainingTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /// Each of the eight products of a step below, three forward and five back, hands its threads two loops, of 64 and
    /// 88 bytes. There is nothing else; and not these either where the compiler sees that only this thread runs them.
    private static final long LOOPS = 8 * (64 + 88);

    /// The fused `float` net and the same net of `double` layers.
    @ParameterizedTest
    @EnumSource(value = Activation.class, mode = EnumSource.Mode.EXCLUDE, names = "STEP")
    void lossAndGradientAreThoseOfTheLayers(Activation activation) {
        int n = 17;
        Seed.Stream random = new Seed(4).stream();
        float[] dense = new float[n * 3];
        int[] codes = new int[n];
        double[] targets = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            codes[i] = random.nextInt(4);
            targets[i] = random.nextInt(3);
            weights[i] = 1;
            for (int j = 0; j < 3; j++) {
                dense[i * 3 + j] = (float) random.nextGaussian();
            }
        }
        MlpShape shape = new MlpShape(3, new int[] {4}, new int[] {7, 5}, 3, activation);
        MlpTraining training = new MlpTraining(
                shape,
                new TableInput.Rows(n, dense, codes),
                new RowLoss(RowLoss.Kind.CLASSES, targets, weights),
                0,
                n,
                Parallel.SEQUENTIAL);
        double[] point = new double[shape.size()];
        for (int i = 0; i < point.length; i++) {
            training.parameters()[i] = (float) (0.5 * random.nextGaussian());
            point[i] = training.parameters()[i];
        }
        double loss = training.gradient(IntStream.range(0, n).toArray(), 0, n, random);
        float[] gradient = training.gradients();

        Embedding embedding = new Embedding(4, shape.width(0));
        System.arraycopy(
                point, 0, embedding.weight().values(), 0, embedding.weight().values().length);
        Linear[] linear = new Linear[3];
        for (int l = 0; l < 3; l++) {
            linear[l] = new Linear(shape.in(l), shape.out(l));
            for (int i = 0; i < shape.in(l); i++) {
                for (int o = 0; o < shape.out(l); o++) {
                    linear[l].weight().values()[o * shape.in(l) + i] = point[shape.weights(l) + i * shape.out(l) + o];
                }
            }
            System.arraycopy(point, shape.biases(l), linear[l].bias().values(), 0, shape.out(l));
        }
        Sequential net = new Sequential(linear[0], activation.layer(), linear[1], activation.layer(), linear[2]);
        Pass pass = Pass.training(new Seed(1));
        double[] vectors = embedding
                .forward(new Tensor(Arrays.stream(codes).asDoubleStream().toArray(), n), pass)
                .values();
        Tensor x = Tensor.zeros(n, shape.in(0));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < shape.in(0); j++) {
                x.values()[i * shape.in(0) + j] = j < 3 ? dense[i * 3 + j] : vectors[i * shape.width(0) + j - 3];
            }
        }
        Tensor target = new Tensor(targets, n);
        Loss entropy = new ClassLoss.CrossEntropy();
        Tensor output = net.forward(x, pass);
        assertEquals(entropy.value(output, target, Reduction.MEAN), loss, 1e-5 * loss);
        Tensor back = net.backward(entropy.gradient(output, target, Reduction.MEAN));
        Tensor toVectors = Tensor.zeros(n, shape.width(0));
        for (int i = 0; i < n; i++) {
            System.arraycopy(
                    back.values(), i * shape.in(0) + 3, toVectors.values(), i * shape.width(0), shape.width(0));
        }
        embedding.backward(toVectors);
        for (int i = 0; i < embedding.weight().gradient().length; i++) {
            assertEquals(embedding.weight().gradient()[i], gradient[i], 1e-6);
        }
        for (int l = 0; l < 3; l++) {
            for (int i = 0; i < shape.in(l); i++) {
                for (int o = 0; o < shape.out(l); o++) {
                    double expected = linear[l].weight().gradient()[o * shape.in(l) + i];
                    assertEquals(
                            expected,
                            gradient[shape.weights(l) + i * shape.out(l) + o],
                            1e-6 + 1e-5 * Math.abs(expected));
                }
            }
            for (int o = 0; o < shape.out(l); o++) {
                assertEquals(linear[l].bias().gradient()[o], gradient[shape.biases(l) + o], 1e-6);
            }
        }
    }

    @Test
    void aStepAllocatesNothingButLoopsOnceWarm() {
        int n = 64;
        Seed.Stream random = new Seed(4).stream();
        float[] dense = new float[n * 20];
        double[] weights = new double[n];
        for (int i = 0; i < dense.length; i++) {
            dense[i] = (float) random.nextGaussian();
        }
        Arrays.fill(weights, 1);
        MlpShape shape = new MlpShape(20, new int[0], new int[] {64, 48}, 3, Activation.RELU);
        MlpTraining training = new MlpTraining(
                shape,
                new TableInput.Rows(n, dense, new int[0]),
                new RowLoss(RowLoss.Kind.CLASSES, new double[n], weights),
                0.1,
                n,
                Parallel.SEQUENTIAL);
        training.start(new double[3], new Seed(1));
        FloatFirstOrderSteps steps = FirstOrder.parse("adamw").startSingle(shape.size());
        int[] rows = IntStream.range(0, n).toArray();
        // The kernels make objects until the compiler has reached them: as soon as a round is free of them, it is over.
        long deadline = System.nanoTime() + 30_000_000_000L;
        long least = Long.MAX_VALUE;
        while (least > LOOPS && System.nanoTime() < deadline) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int step = 0; step < 10; step++) {
                training.gradient(rows, 0, n, random);
                steps.step(training.parameters(), training.gradients(), 1);
            }
            least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / 10);
        }
        assertThat(least).isLessThanOrEqualTo(LOOPS);
    }
}
