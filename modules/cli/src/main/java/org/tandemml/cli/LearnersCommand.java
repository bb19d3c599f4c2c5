package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;
import org.tandemml.core.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tandem learners [NAME]`: every learner with its settings, their defaults and meaning.
@Command(name = "learners", description = "Lists the learners, or the settings of one.")
final class LearnersCommand implements Runnable {
    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Show the settings of this learner.")
    @Nullable
    String name;

    LearnersCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        List<Learner<?>> learners = name == null ? Learners.all() : Learners.named(name);
        if (shared.json) {
            print(learners);
        } else if (name == null) {
            list(learners, console.out());
        } else {
            learners.forEach(learner -> show(learner, console.out()));
        }
    }

    private void print(List<Learner<?>> learners) {
        ObjectNode answer = Console.object();
        ArrayNode list = answer.putArray("learners");
        for (Learner<?> learner : learners) {
            ObjectNode entry = list.addObject();
            entry.put("name", learner.name());
            entry.put("kind", kind(learner));
            ArrayNode settings = entry.putArray("settings");
            for (Settings.Entry setting : Settings.of(learner)) {
                settings.addObject()
                        .put("name", setting.name())
                        .put("type", setting.type())
                        .put("default", setting.value())
                        .put("meaning", setting.meaning());
            }
        }
        console.print(answer);
    }

    private static void list(List<Learner<?>> learners, PrintStream out) {
        Text.print(out, 32, String.format(Locale.ROOT, "%-12s %s", "kind", "learner"), "settings");
        for (Learner<?> learner : learners) {
            String settings =
                    Settings.of(learner).stream().map(Settings.Entry::name).collect(Collectors.joining(", "));
            String name = String.format(Locale.ROOT, "%-12s %s", kind(learner), learner.name());
            Text.print(out, 32, name, settings.isEmpty() ? "none" : settings);
        }
        out.println();
        out.println("tandem learners NAME shows the meaning and the default of each setting.");
    }

    private static void show(Learner<?> learner, PrintStream out) {
        out.println(learner.name() + ", a " + kind(learner));
        List<Settings.Entry> settings = Settings.of(learner);
        if (settings.isEmpty()) {
            out.println("  no settings");
        }
        for (Settings.Entry setting : settings) {
            out.println("  --set " + setting.name() + "=" + setting.value() + "    (" + setting.type() + ")");
            Text.print(out, 8, "", setting.meaning());
        }
    }

    private static String kind(Learner<?> learner) {
        return Learners.Kind.of(learner).name().toLowerCase(Locale.ROOT);
    }
}
