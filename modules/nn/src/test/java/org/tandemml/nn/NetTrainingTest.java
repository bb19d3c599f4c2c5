package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Settings;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.regularization.Penalty;

class NetTrainingTest {
    private final Dataset xor = NetFixtures.xor(400);
    private final MlpClassifier learner =
            new MlpClassifier().withHidden(Widths.of(24, 12)).withEpochs(20).withValidation(0);

    private static MlpNet net(NetClassifier model) {
        return (MlpNet) model.net();
    }

    private static long zeros(NetClassifier model) {
        MlpNet net = net(model);
        MlpShape shape = net.shape();
        return IntStream.range(0, shape.layers())
                .flatMap(l -> IntStream.range(shape.weights(l), shape.biases(l)))
                .filter(i -> net.parameters()[i] == 0)
                .count();
    }

    @Test
    void anL1PenaltySetsWeightsToExactlyZeroAndMoreOfThemWhenItIsStronger() {
        long none = zeros(learner.fit(xor));
        long weak = zeros(learner.withPenalty(Penalty.l1(0.5)).fit(xor));
        long strong = zeros(learner.withPenalty(Penalty.l1(3)).fit(xor));
        // Without a penalty only a unit that never fires keeps the weight 0 it began with.
        assertThat(weak).isGreaterThan(none + 5);
        assertThat(strong).isGreaterThan(weak);
    }

    @Test
    void theSmoothPartOfAPenaltyIsItsGradient() {
        TrainedNet.Weights weights = new TrainedNet.Weights(1, 2, 2, true);
        WeightControl control = new WeightControl(Penalty.elasticNet(0.3, 0.25), 0, List.of(weights));
        float[] point = {9, 1, -2, 0.5f, 0, 9};
        float[] gradient = new float[6];
        double value = control.addSmooth(point, gradient);
        assertThat(value).isEqualTo(Penalty.elasticNet(0.3, 0.25).value(new double[] {1, -2, 0.5, 0}));
        float l2 = (float) (0.3 * 0.75);
        assertThat(gradient).containsExactly(0, l2, -2 * l2, 0.5f * l2, 0, 0);
    }

    @Test
    void aPenaltyMakesTheWeightsSmaller() {
        double free = squares(net(learner.fit(xor)));
        double bound = squares(net(learner.withPenalty(Penalty.l2(0.05)).fit(xor)));
        assertThat(bound).isLessThan(0.7 * free);
    }

    private static double squares(MlpNet net) {
        double sum = 0;
        for (float p : net.parameters()) {
            sum += (double) p * p;
        }
        return sum;
    }

    @Test
    void noUnitHasIncomingWeightsLongerThanTheLargestNorm() {
        MlpNet net = net(learner.withMaxNorm(0.75).fit(xor));
        MlpShape shape = net.shape();
        double longest = 0;
        for (int l = 0; l < shape.layers(); l++) {
            for (int unit = 0; unit < shape.out(l); unit++) {
                double sum = 0;
                for (int i = 0; i < shape.in(l); i++) {
                    double w = net.parameters()[shape.weights(l) + i * shape.out(l) + unit];
                    sum += w * w;
                }
                longest = Math.max(longest, Math.sqrt(sum));
            }
        }
        assertThat(longest).isBetween(0.74, 0.75 + 1e-6);
    }

    @Test
    void noNumberOfAGradientIsLargerThanTheClippedValue() {
        // Plain descent at rate 1 for one step moves each parameter by its clipped gradient.
        MlpClassifier step = learner.withOptimizer(FirstOrder.parse("sgd:1"))
                .withEpochs(1)
                .withBatch(400)
                .withWarmUp(0)
                .withDecline(Decline.CONSTANT)
                .withClip(0);
        float[] free = net(step.fit(xor)).parameters();
        float[] clipped = net(step.withClipValue(1e-4).fit(xor)).parameters();
        double most = IntStream.range(0, free.length)
                .mapToDouble(i -> Math.abs(free[i] - clipped[i]))
                .max()
                .orElseThrow();
        assertThat(most).isGreaterThan(1e-3);
        float[] other = net(step.withClipValue(2e-4).fit(xor)).parameters();
        double apart = IntStream.range(0, free.length)
                .mapToDouble(i -> Math.abs(other[i] - clipped[i]))
                .max()
                .orElseThrow();
        assertThat(apart).isBetween(0.5e-4, 1.01e-4);
        // The norm that is clipped as well is that of what the first clip has left, which is small enough.
        assertThat(net(step.withClipValue(1e-4).withClip(0.01).fit(xor)).parameters())
                .containsExactly(clipped);
    }

    @Test
    void namedWeightsOfClassesAreTheBalancedOnesWhenTheyAreTheSame() {
        double yes = IntStream.of(xor.classes().codes()).sum();
        double n = xor.rows();
        Map<String, Double> named = Map.of("yes", n / (2 * yes), "no", n / (2 * (n - yes)));
        double[] a = probabilities(new ClassWeights.Named(named));
        assertThat(a).containsExactly(probabilities(ClassWeights.balanced()));
        double[] c = probabilities(ClassWeights.parse("yes:5"));
        double more = IntStream.range(0, xor.rows())
                .mapToDouble(i -> c[2 * i + 1] - a[2 * i + 1])
                .average()
                .orElseThrow();
        assertThat(more).isGreaterThan(0.05);
        assertThatThrownBy(() ->
                        learner.withClassWeights(ClassWeights.parse("maybe:2")).fit(xor))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("maybe");
    }

    private double[] probabilities(ClassWeights weights) {
        return learner.withClassWeights(weights)
                .fit(xor)
                .probabilities(xor.features())
                .values();
    }

    @Test
    void theTraceTellsWhatComesOutOfEachLayer() {
        NetClassifier model = learner.fit(xor);
        assertThat(model.trace().layers()).containsExactly("hidden layer 1", "hidden layer 2");
        for (TrainingTrace.Epoch epoch : model.trace().epochs()) {
            assertThat(epoch.activity()).hasSize(2);
            for (TrainingTrace.Activity each : epoch.activity()) {
                assertThat(each.mean()).isPositive(); // of rectified units
                assertThat(each.deviation()).isPositive();
                assertThat(each.flat()).isBetween(0.05, 0.95);
            }
        }
        assertThat(model.trace().activityTable()).contains("hidden layer 2");
    }

    @Test
    void aDeepNetOfSigmoidsShowsVanishingGradients() {
        NetClassifier model = learner.withHidden(Widths.of(16, 16, 16, 16, 16, 16))
                .withActivation(Activation.SIGMOID)
                .withEpochs(2)
                .fit(xor);
        double[] norms = model.trace().epochs().getFirst().gradientNorms();
        assertThat(norms[0]).isLessThan(0.05 * norms[norms.length - 1]);
    }

    @Test
    void settingsOfTheTrainingAreSetByTheirNamesAlone() {
        assertThat(Settings.with(learner, "epochs", "7").training().epochs()).isEqualTo(7);
        assertThat(Settings.with(learner, "max-norm", "2").training().maxNorm()).isEqualTo(2);
        assertThat(Settings.with(learner, "penalty", "l1:0.01").training().penalty())
                .isEqualTo(Penalty.l1(0.01));
        assertThat(Settings.with(learner, "optimizer.rate", "0.5")
                        .training()
                        .optimizer()
                        .rate())
                .isEqualTo(0.5);
        assertThatThrownBy(() -> learner.withMaxNorm(-1)).hasMessage("maxNorm must be >= 0, was -1.0");
    }
}
