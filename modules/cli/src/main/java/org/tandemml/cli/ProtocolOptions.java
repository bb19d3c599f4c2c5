package org.tandemml.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.compare.Protocol;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import picocli.CommandLine.Option;

/// The options of `compare` that say how rows are divided and how long learners are tuned.
final class ProtocolOptions {
    @Option(names = "--folds", paramLabel = "K", description = "Folds (default: 5, 10 with --thorough).")
    @Nullable
    Integer folds;

    @Option(
            names = "--repeats",
            paramLabel = "R",
            description = "Divisions into folds (default: 3, 1 with --quick, 10 with --thorough).")
    @Nullable
    Integer repeats;

    @Option(names = "--quick", description = "One division only, without a claim of significance.")
    boolean quick;

    @Option(names = "--thorough", description = "10 folds, 10 times.")
    boolean thorough;

    @Option(names = "--group", paramLabel = "COL", description = "No fold divides rows with the same value here.")
    @Nullable
    String group;

    @Option(
            names = "--time",
            paramLabel = "COL",
            description = "Judge each of K blocks of rows, in this order, by models of all earlier rows.")
    @Nullable
    String time;

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            description = "Set this share of the rows aside and judge every learner on it once, with intervals.")
    double holdOut;

    @Option(
            names = "--tune",
            paramLabel = "SECONDS",
            description = "Search the settings of every learner for this long inside each fold (nested).")
    @Nullable
    Double tune;

    /// What the options ask for. Throws [InputException] where they contradict each other.
    Protocol protocol() {
        if (quick && thorough) {
            throw new InputException("--quick and --thorough contradict each other: give one of them");
        }
        Protocol base = quick ? Protocol.quick() : thorough ? Protocol.thorough() : Protocol.standard();
        int k = folds == null ? base.folds() : Check.atLeast("--folds", folds, 2);
        int r = repeats == null ? (time == null ? base.repeats() : 1) : Check.atLeast("--repeats", repeats, 1);
        Check.within("--holdout", holdOut, 0, 0.9);
        if (tune != null) {
            Check.positive("--tune", tune);
        }
        return new Protocol(
                k,
                r,
                Optional.ofNullable(group),
                Optional.ofNullable(time),
                holdOut,
                Optional.ofNullable(tune).map(seconds -> Duration.ofMillis(Math.max(1, Math.round(1000 * seconds)))));
    }

    /// The same as arguments, free of defaults.
    void addTo(List<String> arguments) {
        Protocol protocol = protocol();
        arguments.addAll(List.of(
                "--folds",
                Integer.toString(protocol.folds()),
                "--repeats",
                Integer.toString(protocol.repeats()),
                "--holdout",
                Double.toString(holdOut)));
        protocol.group().ifPresent(column -> arguments.addAll(List.of("--group", column)));
        protocol.time().ifPresent(column -> arguments.addAll(List.of("--time", column)));
        if (tune != null) {
            arguments.addAll(List.of("--tune", Double.toString(tune)));
        }
    }
}
