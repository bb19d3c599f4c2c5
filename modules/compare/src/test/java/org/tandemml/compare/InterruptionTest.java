package org.tandemml.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Traits;

/// Comparisons that are stopped, and go on.
class InterruptionTest {
    private static final Comparison SMALL = Comparison.standard()
            .withFolds(3, 2)
            .withWarmUp(Duration.ZERO)
            .withThreads(1)
            .withCloserLook(false);
    private static final List<Dataset> DATA =
            List.of(Samples.clouds("one", 60, 1, "a", "b"), Samples.clouds("two", 60, 2, "x", "y", "z"));

    private static List<Learner<?>> counting(AtomicInteger fits) {
        return List.of(
                new ColumnScorer("first", 0, Traits.NUMERIC_ONLY, data -> fits.incrementAndGet()),
                new ColumnScorer("second", 1, Traits.NUMERIC_ONLY, data -> fits.incrementAndGet()));
    }

    @Test
    void finishedPartsAreNotRepeatedAndGiveTheSameResult(@TempDir Path folder) {
        AtomicInteger fits = new AtomicInteger();
        // One list for both runs: the settings of the test learner name its lambda.
        List<Learner<?>> learners = counting(fits);
        ComparisonResult whole = Samples.timeless(SMALL.run(DATA, learners));
        int all = fits.get();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger done = new AtomicInteger();
        Path work = folder.resolve(".report.html.work");
        ComparisonResult partial = SMALL.withWorkFile(work)
                .withCancellation(stop::get)
                .withListener(new Comparison.Listener() {
                    @Override
                    public void fold(String data, String learner, int fold, int folds) {}

                    @Override
                    public void done(String data, String learner, boolean kept) {
                        stop.set(done.incrementAndGet() == 3);
                    }
                })
                .run(DATA, learners);
        assertThat(partial.complete()).isFalse();
        assertThat(partial.missing()).containsExactly("two: second");
        assertThat(HtmlReport.of(partial)).contains("This report is partial").contains("two: second");
        assertThat(ConsoleTable.of(partial)).contains("Partial: stopped before two: second");
        fits.set(0);
        ComparisonResult again = SMALL.withWorkFile(work).run(DATA, learners);
        assertThat(again.complete()).isTrue();
        assertThat(again.reused()).isEqualTo(3);
        assertThat(fits.get()).isEqualTo(all / 4);
        assertThat(HtmlReport.of(Samples.timeless(again))).isEqualTo(HtmlReport.of(whole));
        // Another seed has nothing to take over.
        assertThat(SMALL.withWorkFile(work).withSeed(1).run(DATA, learners).reused())
                .isZero();
        SMALL.withWorkFile(work).discardWork();
        assertThat(work).doesNotExist();
    }

    /// Stops when the tenth of the 12 folds of two learners begins, the fourth of the second.
    private static void stoppedInsideALearner(Comparison comparison, List<Learner<?>> learners) {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger begun = new AtomicInteger();
        ComparisonResult partial = comparison
                .withCancellation(stop::get)
                .withListener((data, learner, fold, folds) -> {
                    if (fold >= 1 && fold <= folds && begun.incrementAndGet() == 10) {
                        stop.set(true);
                    }
                })
                .run(DATA.subList(0, 1), learners);
        assertThat(partial.missing()).containsExactly("one: second");
    }

    @Test
    void foldsOfALearnerThatWasStoppedAreNotRepeated(@TempDir Path folder) {
        AtomicInteger fits = new AtomicInteger();
        List<Learner<?>> learners = counting(fits);
        for (boolean look : new boolean[] {false, true}) {
            Comparison comparison = SMALL.withCloserLook(look);
            fits.set(0);
            String whole = HtmlReport.of(Samples.timeless(comparison.run(DATA.subList(0, 1), learners)));
            int all = fits.get();
            Path work = folder.resolve("work" + look);
            stoppedInsideALearner(comparison.withWorkFile(work), learners);
            List<Integer> resumed = new ArrayList<>();
            List<Integer> begun = new ArrayList<>();
            fits.set(0);
            ComparisonResult again = comparison
                    .withWorkFile(work)
                    .withListener(new Comparison.Listener() {
                        @Override
                        public void fold(String data, String learner, int fold, int folds) {
                            if (fold >= 1 && fold <= folds) {
                                begun.add(fold);
                            }
                        }

                        @Override
                        public void resumed(String data, String learner, int folds) {
                            resumed.add(folds);
                        }
                    })
                    .run(DATA.subList(0, 1), learners);
            assertThat(again.reused()).isEqualTo(1);
            // The listener of the stopped run was called when the fourth fold began, and let it end.
            assertThat(resumed).hasSize(1);
            assertThat(resumed.getFirst()).isBetween(3, 4);
            int rest = 6 - resumed.getFirst();
            assertThat(begun).hasSize(rest).endsWith(6);
            // The fits of half of the folds' learners, less the finished folds, and the model of the first again.
            assertThat(fits.get()).isEqualTo(all / 2 - resumed.getFirst() + 1);
            assertThat(HtmlReport.of(Samples.timeless(again))).isEqualTo(whole);
        }
    }

    @Test
    void aFoldTornOffIsDoneAgain(@TempDir Path folder) throws IOException {
        List<Learner<?>> learners = counting(new AtomicInteger());
        String whole = HtmlReport.of(Samples.timeless(SMALL.run(DATA.subList(0, 1), learners)));
        Path work = folder.resolve("work");
        stoppedInsideALearner(SMALL.withWorkFile(work), learners);
        byte[] bytes = Files.readAllBytes(work);
        // A kill may leave any beginning of the file; a sample of them is enough.
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 40) {
            Files.write(work, Arrays.copyOf(bytes, length));
            ComparisonResult again = SMALL.withWorkFile(work).run(DATA.subList(0, 1), learners);
            assertThat(HtmlReport.of(Samples.timeless(again))).isEqualTo(whole);
        }
    }

    @Test
    void aTornEndIsDroppedAndTheRestIsUsed(@TempDir Path folder) throws IOException {
        List<Learner<?>> learners = counting(new AtomicInteger());
        Path work = folder.resolve("work");
        SMALL.withWorkFile(work).run(DATA, learners);
        byte[] bytes = Files.readAllBytes(work);
        Files.write(work, Arrays.copyOf(bytes, bytes.length - 5));
        assertThat(SMALL.withWorkFile(work).run(DATA, learners).reused()).isEqualTo(3);
        assertThat(SMALL.withWorkFile(work).run(DATA, learners).reused()).isEqualTo(4);
    }

    @Test
    void aFileOfAnotherKindIsNotTouched(@TempDir Path folder) throws IOException {
        Path work = folder.resolve("work");
        Files.writeString(work, "my diary, which nobody may overwrite");
        assertThatThrownBy(() -> SMALL.withWorkFile(work).run(DATA, counting(new AtomicInteger())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds something else");
        assertThat(Files.readString(work)).startsWith("my diary");
    }
}
