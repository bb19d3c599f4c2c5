package org.tandemml.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;
import org.tandemml.core.Settings;
import org.tandemml.data.Impute;
import org.tandemml.data.OneHot;
import org.tandemml.data.Pipeline;

class SettingsTextTest {
    @Test
    void aPipelineIsItsLearnerAfterItsSteps() {
        SettingsText text = SettingsText.of(Settings.describe(
                Pipeline.of(new Impute(), new OneHot()).then((Learner.OfClasses<?>) Learners.classifier("knn"))));
        assertThat(text.name()).isEqualTo("knn");
        assertThat(text.steps()).hasSize(2);
        assertThat(text.steps().get(0)).startsWith("impute numeric=").contains(" categorical=");
        assertThat(text.steps().get(1)).startsWith("one-hot unseen=");
        assertThat(text.pairs()).contains("k=5", "vote=uniform", "metric=euclidean");
    }

    @Test
    void recordsOfSettingsAreFlatAndNothingIsWrittenForNothing() {
        SettingsText text = SettingsText.of(Settings.describe(Learners.classifier("boosting")));
        assertThat(text.pairs())
                .contains("rounds=100", "learningRate=0.1", "lambda=1", "scheme.method=hist", "scheme.booster=trees")
                .noneMatch(pair -> pair.endsWith("=") || pair.startsWith("monotone") || pair.contains(";"));
    }

    @Test
    void numbersAreWrittenAsPeopleWriteThem() {
        assertThat(SettingsText.of(
                        "a(tolerance=1.0E-8, c=100.0, rate=0.05, hidden=128,64, most=-1, steps=0.0/constant)"))
                .hasToString("a: tolerance=1e-8 c=100 rate=0.05 hidden=128,64 most=-1 steps=0.0/constant");
    }

    @Test
    void aLearnerInsideALearnerAndAnyOtherText() {
        assertThat(SettingsText.of("calibrated(method=platt, inner=svm(cost=1.0, kernel=rbf))")
                        .pairs())
                .containsExactlyInAnyOrder("method=platt", "inner=svm", "inner.cost=1", "inner.kernel=rbf");
        assertThat(SettingsText.of("baseline()")).hasToString("baseline");
        assertThat(SettingsText.of("no settings at all")).hasToString("no settings at all");
    }
}
