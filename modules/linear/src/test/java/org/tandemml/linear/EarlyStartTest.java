package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Target;
import org.tandemml.regularization.Penalty;

/// Beginning near the optimum changes the way, not the optimum, nor the bits on any number of threads.
class EarlyStartTest {
    @Test
    void aSampleLeadsToTheSameOptimum() {
        Dataset data = Fixtures.random(60_000, 20, 2, 5);
        for (Penalty penalty : new Penalty[] {Penalty.none(), Penalty.l2(0.01), Penalty.l1(0.01)}) {
            Solver named = penalty.l1() > 0 ? Solver.PROXIMAL_NEWTON : Solver.NEWTON_CHOLESKY;
            agree(new LogisticRegression().withPenalty(penalty), named, data, "began at the optimum of");
        }
    }

    @Test
    @Tag("slow")
    void epochsLeadToTheSameOptimum() {
        Dataset data = Fixtures.random(30_000, 400, 9, 6);
        LogisticRegression learner = new LogisticRegression().withPenalty(Penalty.l2(0.01));
        agree(learner, Solver.NEWTON_CG, data, "epochs of mini-batches");
    }

    @Test
    void fewRowsOfAClassAreNoSample() {
        Dataset data = Fixtures.random(60_000, 20, 2, 5);
        int[] codes = new int[data.rows()];
        for (int i = 0; i < 300; i++) {
            codes[i * 200] = 1;
        }
        Dataset rare = data.withTarget(new Target.Classes("y", List.of("often", "rarely"), codes));
        LogisticModel model =
                new LogisticRegression().withPenalty(Penalty.l2(0.01)).fit(rare);
        assertThat(model.report().notes()).noneMatch(note -> note.contains("began"));
    }

    private static void agree(LogisticRegression learner, Solver named, Dataset data, String note) {
        LogisticRegression sharp = learner.withTolerance(1e-10);
        LogisticModel early = sharp.fit(data, Fitting.defaults().withThreads(1));
        LogisticModel plain = sharp.withSolver(named).fit(data);
        assertThat(early.report().notes()).anyMatch(text -> text.contains(note));
        assertThat(plain.report().notes()).noneMatch(text -> text.contains("began"));
        assertThat(early.report().converged()).isTrue();
        assertThat(early.coefficients()).usingComparatorWithPrecision(1e-7).containsExactly(plain.coefficients());
        for (int threads : new int[] {2, 7}) {
            LogisticModel again = sharp.fit(data, Fitting.defaults().withThreads(threads));
            assertThat(again.coefficients()).containsExactly(early.coefficients());
        }
    }
}
