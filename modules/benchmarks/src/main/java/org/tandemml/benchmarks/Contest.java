package org.tandemml.benchmarks;

import java.util.List;

/// One claim about speed: the same task on the same data, done by Tandem and by its rivals, to the same quality.
public interface Contest {
    /// Short name that `--filter` matches: `logistic-dense`.
    String name();

    /// The task, its data and the quality asked for, in one line.
    String task();

    /// What the quality number is: `relative objective gap`, `max |error|`, `AUC`.
    String qualityName();

    /// The largest ratio of our median to the best rival's that the project claims; `NaN` when none is claimed.
    double target();

    /// Floating-point operations of one run, to print GFLOP/s; 0 when that says nothing.
    default double operations() {
        return 0;
    }

    /// Those who do the task; the one named `tandem…` is ours.
    List<Entrant> entrants();

    /// One way to do the task.
    ///
    /// @param name who: `tandem`, `liblinear-java -s 7`, `openblas`
    /// @param threads threads it uses
    /// @param aside why a rival is timed beside the others but sets no ratio, as it does not do the whole task; else
    ///     empty
    /// @param preparation makes the data outside the clock
    record Entrant(String name, int threads, String aside, Preparation preparation) {
        public Entrant(String name, int threads, Preparation preparation) {
            this(name, threads, "", preparation);
        }
    }

    /// Makes the data and returns the trial that will be timed.
    @FunctionalInterface
    interface Preparation {
        Trial prepare() throws Exception;
    }

    /// What is timed, and how its result is judged outside the clock.
    interface Trial {
        /// The timed work.
        Object run() throws Exception;

        /// The quality of a result of [#run()]; not timed.
        double quality(Object result) throws Exception;
    }
}
