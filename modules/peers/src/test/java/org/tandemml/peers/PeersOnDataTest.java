package org.tandemml.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;
import org.tandemml.core.Settings;
import org.tandemml.data.Datasets;
import org.tandemml.data.Preparation;
import org.tandemml.data.Standardize;
import org.tandemml.evaluation.Evaluation;

class PeersOnDataTest {
    @ParameterizedTest
    @CsvSource({"smile-logistic, wdbc", "smile-logistic, iris", "tribuo-logistic, wdbc", "tribuo-logistic, iris"})
    void beatsTheMajorityOnDataItHasNotSeen(String peer, String name) {
        Dataset data = Datasets.named(name);
        Dataset train = data.split(0.7, 1).train();
        Dataset test = data.split(0.7, 1).test();
        Classifier prior = Learners.classifier("baseline").fit(train);
        Classifier theirs = Preparation.wrap(Learners.classifier(peer), train).fit(train);
        assertThat(Evaluation.of(theirs, test).accuracy().value())
                .isGreaterThan(Evaluation.of(prior, test).accuracy().value() + 0.2);
    }

    @Test
    void smileWithTheSamePenaltyReachesOurOptimum() {
        // Smile minimises n times our objective: its lambda is n times ours.
        Dataset raw = Datasets.named("wdbc");
        Dataset data = new Standardize().fit(raw).transform(raw);
        Learner.OfClasses<?> ours = Settings.with(Learners.classifier("logistic"), "penalty", "l2:0.01");
        Classifier smile = new SmileLogistic(0.01 * data.rows(), 1e-8, 2000).fit(data, Fitting.defaults());
        double expected = Evaluation.of(ours.fit(data), data).logLoss().value();
        // Smile stops by its own rule, not at the optimum: equal log loss to four digits is what it reaches.
        assertThat(Evaluation.of(smile, data).logLoss().value()).isCloseTo(expected, within(1e-4));
    }
}
