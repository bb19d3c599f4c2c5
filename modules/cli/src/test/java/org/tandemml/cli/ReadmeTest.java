package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.Classifier;
import org.tandemml.formats.ModelFile;

/// The README tells the truth: its program is the compiled one, and it runs.
class ReadmeTest {
    private static final String SOURCE = "modules/cli/src/test/java/org/tandemml/cli/ReadmeExample.java";

    @TempDir
    Path folder;

    /// The folder of the project, above the module in which tests run.
    private static Path home() {
        Path path = Path.of("").toAbsolutePath();
        while (!Files.exists(path.resolve(SOURCE))) {
            path = path.getParent();
        }
        return path;
    }

    @Test
    void programInTheReadmeIsTheCompiledOne() throws IOException {
        Matcher shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(home().resolve("README.md")));
        assertThat(shown.find()).as("the README shows a Java program").isTrue();
        String compiled = Files.readString(home().resolve(SOURCE));
        assertThat(compiled).isEqualTo("package org.tandemml.cli;\n\n" + shown.group(1));
        List<String> body = compiled.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("import") && !line.startsWith("package"))
                .toList();
        assertThat(body).as("a program of at most 15 lines").hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void programInTheReadmeRuns() throws IOException {
        Path model = folder.resolve("titanic.tandem");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ReadmeExample.main(
                    new String[] {home().resolve("datasets/titanic.csv").toString(), model.toString()});
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .matches("accuracy 0\\.7\\d+, AUC 0\\.8\\d+, converged .*\\R");
        assertThat(((Classifier) ModelFile.read(model)).classes()).containsExactly("no", "yes");
    }

    @Test
    void launcherAndCheckAreBash() throws IOException, InterruptedException {
        for (String script : List.of("tandem", ".ci/run")) {
            Path file = home().resolve(script);
            assertThat(Files.isExecutable(file)).as(script).isTrue();
            assertThat(new ProcessBuilder("bash", "-n", file.toString()).start().waitFor())
                    .as(script)
                    .isZero();
        }
    }
}
