package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

public class SettingsTest {
    public enum Solver {
        NEWTON_CHOLESKY,
        L_BFGS
    }

    public record Weighting(double lambda, boolean intercept) {
        public Weighting {
            Check.notNegative("lambda", lambda);
        }

        public static Weighting parse(String text) {
            if (!text.startsWith("l2:")) {
                throw new InputException("unknown penalty \"" + text + "\"");
            }
            return new Weighting(Double.parseDouble(text.substring(3)), false);
        }

        @Override
        public String toString() {
            return "l2:" + lambda;
        }
    }

    public record Sample(
            @Setting("the penalty") Weighting penalty,
            @Setting("where to stop") double tolerance,
            @Setting("how often at most") int maxIterations,
            @Setting("the part") long part,
            @Setting("whether to scale") boolean standardize,
            @Setting("the method") Solver solver,
            String label)
            implements Learner<Model> {
        public Sample {
            Check.positive("tolerance", tolerance);
        }

        @Override
        public String name() {
            return "sample";
        }

        @Override
        public Model fit(Dataset data, Fitting how) {
            throw new InputException("this learner has settings only");
        }
    }

    private final Sample sample =
            new Sample(new Weighting(0.5, true), 1e-8, 100, 1L << 40, true, Solver.NEWTON_CHOLESKY, "a b");

    @Test
    void listsNamesTypesValuesAndMeanings() {
        assertThat(Settings.of(sample))
                .containsExactly(
                        new Settings.Entry("penalty", "weighting", "l2:0.5", "the penalty"),
                        new Settings.Entry("tolerance", "number", "1.0E-8", "where to stop"),
                        new Settings.Entry("maxIterations", "int", "100", "how often at most"),
                        new Settings.Entry("part", "int", "1099511627776", "the part"),
                        new Settings.Entry("standardize", "true|false", "true", "whether to scale"),
                        new Settings.Entry("solver", "newton-cholesky|l-bfgs", "newton-cholesky", "the method"),
                        new Settings.Entry("label", "string", "a b", ""));
    }

    @Test
    void describesALearnerOnOneLine() {
        assertThat(Settings.describe(sample))
                .isEqualTo("sample(penalty=l2:0.5, tolerance=1.0E-8, maxIterations=100, part=1099511627776, "
                        + "standardize=true, solver=newton-cholesky, label=a b)");
    }

    @Test
    void setsOneValueAndLeavesTheRest() {
        assertThat(Settings.with(sample, "tolerance", "1e-3"))
                .isEqualTo(new Sample(sample.penalty, 1e-3, 100, 1L << 40, true, Solver.NEWTON_CHOLESKY, "a b"));
        assertThat(sample.tolerance()).isEqualTo(1e-8);
        assertThat(Settings.with(sample, "part", "-5").part()).isEqualTo(-5);
        assertThat(Settings.with(sample, "label", " x ").label()).isEqualTo(" x ");
        assertThat(Settings.with(sample, "penalty", "l2:3").penalty()).isEqualTo(new Weighting(3, false));
    }

    @Test
    void namesMatchWithoutCaseHyphensAndUnderscores() {
        for (String name : List.of("max-iterations", "MAX_ITERATIONS", "maxIterations", "maxiterations")) {
            assertThat(Settings.with(sample, name, "7").maxIterations()).isEqualTo(7);
        }
    }

    @Test
    void enumsAreSpelledInLowerCaseWithHyphens() {
        for (String text : List.of("l-bfgs", "L_BFGS", "lbfgs")) {
            assertThat(Settings.with(sample, "solver", text).solver()).isEqualTo(Solver.L_BFGS);
        }
        assertThatThrownBy(() -> Settings.with(sample, "solver", "l-bfsg"))
                .hasMessage("unknown value of solver \"l-bfsg\": did you mean \"l-bfgs\"? "
                        + "(known: newton-cholesky, l-bfgs)");
    }

    @Test
    void partsOfARecordAreSetByTheirPath() {
        assertThat(Settings.with(sample, "penalty.lambda", "2").penalty()).isEqualTo(new Weighting(2, true));
        assertThat(Settings.with(sample, "Penalty.Intercept", "off").penalty()).isEqualTo(new Weighting(0.5, false));
        assertThatThrownBy(() -> Settings.with(sample, "penalty.lamda", "2"))
                .hasMessage(
                        "unknown setting of sample.penalty \"lamda\": did you mean \"lambda\"? (known: lambda, intercept)");
        assertThatThrownBy(() -> Settings.with(sample, "penalty.lambda", "-1"))
                .hasMessage("lambda must be >= 0, was -1.0");
        assertThatThrownBy(() -> Settings.with(sample, "tolerance.part", "1")).isInstanceOf(InputException.class);
    }

    /// Settings that several learners share, as a component without a setting of its own.
    public record Shared(
            @Setting("steps") int steps,
            @Setting("the weight") Weighting weight) {}

    public record Grouped(@Setting("how wide") int width, Shared shared) implements Learner<Model> {
        @Override
        public String name() {
            return "grouped";
        }

        @Override
        public Model fit(Dataset data, Fitting how) {
            throw new InputException("this learner has settings only");
        }
    }

    @Test
    void aGroupOfSettingsIsListedAndSetAsItsParts() {
        Grouped grouped = new Grouped(3, new Shared(7, new Weighting(0.5, true)));
        assertThat(Settings.describe(grouped)).isEqualTo("grouped(width=3, steps=7, weight=l2:0.5)");
        assertThat(Settings.with(grouped, "steps", "9").shared().steps()).isEqualTo(9);
        assertThat(Settings.with(grouped, "shared.steps", "8").shared().steps()).isEqualTo(8);
        assertThat(Settings.with(grouped, "lambda", "2").shared().weight()).isEqualTo(new Weighting(2, true));
        assertThat(Settings.with(grouped, "weight.lambda", "2").shared().weight())
                .isEqualTo(new Weighting(2, true));
        assertThat(Settings.entry(grouped, "steps").meaning()).isEqualTo("steps");
        assertThatThrownBy(() -> Settings.with(grouped, "step", "9"))
                .hasMessageStartingWith("unknown setting of grouped \"step\": did you mean \"steps\"?");
    }

    @Test
    void everySettingCanBeSetToTheTextItIsPrintedAs() {
        Sample changed = new Sample(new Weighting(0.1, false), 1.0 / 3, -1, -1, false, Solver.L_BFGS, "");
        for (Settings.Entry entry : Settings.of(changed)) {
            assertThat(Settings.with(changed, entry.name(), entry.value())).isEqualTo(changed);
        }
    }

    @Test
    void refusesUnknownNamesAndWrongValuesWithTheCure() {
        assertThatThrownBy(() -> Settings.with(sample, "tolerence", "1"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("unknown setting of sample \"tolerence\": did you mean \"tolerance\"?");
        assertThatThrownBy(() -> Settings.with(sample, "maxIterations", "many"))
                .hasMessage("maxIterations must be a whole number, was \"many\"");
        assertThatThrownBy(() -> Settings.with(sample, "maxIterations", "3000000000"))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Settings.with(sample, "tolerance", "small"))
                .hasMessage("tolerance must be a number, was \"small\"");
        assertThatThrownBy(() -> Settings.with(sample, "standardize", "maybe"))
                .hasMessage("standardize must be true or false, was \"maybe\"");
        assertThatThrownBy(() -> Settings.with(sample, "penalty", "l7")).hasMessage("penalty: unknown penalty \"l7\"");
        assertThatThrownBy(() -> Settings.with(sample, "tolerance", "-0.1"))
                .isInstanceOf(InputException.class)
                .hasMessage("tolerance must be > 0, was -0.1");
    }
}
