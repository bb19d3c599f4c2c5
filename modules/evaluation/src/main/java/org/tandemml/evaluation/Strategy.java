package org.tandemml.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;

/// Which settings a [Search] tries.
public sealed interface Strategy {
    /// The settings to try, in order, each key in the order of the space.
    List<Map<String, String>> candidates(Map<String, Range> space, long seed);

    /// Every combination, of ranges `points` values at even distances.
    record Grid(int points) implements Strategy {
        /// More combinations are surely a mistake.
        public static final int MOST = 10_000;

        public Grid {
            Check.atLeast("points of a range", points, 2);
        }

        @Override
        public List<Map<String, String>> candidates(Map<String, Range> space, long seed) {
            long count = 1;
            for (Range range : space.values()) {
                count *= range.grid(points).size();
                if (count > MOST) {
                    throw new InputException(
                            "the grid has more than " + MOST + " combinations: give fewer values, or search at random");
                }
            }
            List<Map<String, String>> all = new ArrayList<>();
            all.add(Map.of());
            for (Map.Entry<String, Range> entry : space.entrySet()) {
                List<Map<String, String>> longer = new ArrayList<>();
                for (Map<String, String> begun : all) {
                    for (String value : entry.getValue().grid(points)) {
                        Map<String, String> next = new LinkedHashMap<>(begun);
                        next.put(entry.getKey(), value);
                        longer.add(next);
                    }
                }
                all = longer;
            }
            return all;
        }
    }

    /// `trials` independent draws.
    record Random(int trials) implements Strategy {
        public Random {
            Check.atLeast("trials", trials, 1);
        }

        @Override
        public List<Map<String, String>> candidates(Map<String, Range> space, long seed) {
            List<Map<String, String>> all = new ArrayList<>();
            for (int t = 0; t < trials; t++) {
                Map<String, String> one = new LinkedHashMap<>();
                Seed trial = new Seed(seed).child("trial").child(t);
                space.forEach((key, range) -> one.put(key, range.draw(trial.child(key).stream())));
                all.add(one);
            }
            return all;
        }
    }

    /// Successive halving: `trials` draws on a small part of the rows, the best 1/`factor` of them on `factor` times as
    /// many, and so on until the last few are judged on all rows.
    ///
    /// **Source**: Jamieson, Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization",
    /// AISTATS 2016.
    record Halving(int trials, int factor) implements Strategy {
        public Halving {
            Check.atLeast("trials", trials, 1);
            Check.atLeast("factor", factor, 2);
        }

        @Override
        public List<Map<String, String>> candidates(Map<String, Range> space, long seed) {
            return new Random(trials).candidates(space, seed);
        }

        /// How many rounds: as many as trials can be divided by the factor, but none on fewer rows than `leastRows`.
        int rounds(int rows, int leastRows) {
            int rounds = 1;
            long survivors = factor;
            while (survivors <= trials && rows / survivors >= leastRows) {
                rounds++;
                survivors *= factor;
            }
            return rounds;
        }
    }
}
