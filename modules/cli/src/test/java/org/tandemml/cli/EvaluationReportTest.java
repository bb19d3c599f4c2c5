package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationReportTest {
    @TempDir
    Path folder;

    private Path trained(String learner, Object... data) {
        Path model = folder.resolve("m.tandem");
        Object[] words = new Object[data.length + 5];
        words[0] = "train";
        words[1] = "--learner";
        words[2] = learner;
        words[3] = "--model";
        words[4] = model;
        System.arraycopy(data, 0, words, 5, data.length);
        tandem(words).succeeded();
        return model;
    }

    private static List<String> titles(String page) {
        return Pattern.compile("<title id=\"p\\d+-t\">([^<]*)</title>")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void classifierOfTwoClassesIsDrawn() throws IOException {
        Path model = trained("logistic", "--data", "wdbc");
        Path report = folder.resolve("e.html");
        String out = tandem("evaluate", "--model", model, "--data", "wdbc", "--report", report)
                .succeeded()
                .out();
        assertThat(out).contains("log loss").contains("The report with curves and pictures: " + report);
        String page = Files.readString(report);
        assertThat(titles(page))
                .containsExactly(
                        "ROC curve, positive class malignant",
                        "Precision-recall curve, positive class malignant",
                        "Reliability of the probability of malignant",
                        "Confusion matrix",
                        "Cumulative gain, positive class malignant",
                        "Predictions by true class");
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("These are the rows that the model was fitted on")
                .contains("(DeLong)")
                .contains("<td data-v=\"malignant\">malignant</td><td data-v=\"212.0\">212</td>")
                .doesNotContain("NaN")
                .doesNotContain("http")
                .doesNotContain("src=");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(model, report);
        }
    }

    @Test
    void theNumbersAreThoseOfTheCommand() throws IOException {
        Path model = trained("logistic", "--data", "titanic");
        Path report = folder.resolve("e.html");
        JsonNode answer = tandem("evaluate", "--model", model, "--data", "titanic", "--json", "--report", report)
                .json();
        assertThat(answer.get("report").asText()).isEqualTo(report.toString());
        String auc = String.format("%.4f", answer.at("/metrics/auc").asDouble());
        assertThat(Files.readString(report)).contains("<td>AUC ↑</td><td>" + auc + "</td>");
        assertThat(tandem("evaluate", "--model", model, "--data", "titanic", "--json")
                        .json()
                        .get("report")
                        .isNull())
                .isTrue();
    }

    @Test
    void moreClassesAreDrawnOneAgainstTheOthers() throws IOException {
        Path model = trained("logistic", "--data", "iris");
        Path report = folder.resolve("e.html");
        tandem("evaluate", "--model", model, "--data", "iris", "--report", report)
                .succeeded();
        String page = Files.readString(report);
        assertThat(titles(page))
                .startsWith("ROC curve, each class against the others")
                .contains("Reliability of the probability of the predicted class", "Right and wrong predictions");
        assertThat(page).contains("setosa, AUC 1.000");
    }

    @Test
    void regressorIsDrawn() throws IOException {
        Path model = trained("baseline", "--data", "diabetes");
        Path report = folder.resolve("e.html");
        tandem("evaluate", "--model", model, "--data", "diabetes", "--report", report)
                .succeeded();
        String page = Files.readString(report);
        assertThat(titles(page)).containsExactly("Predicted against actual values", "Residuals");
        assertThat(page).contains("RMSE ↓").doesNotContain("Classes</h2>").doesNotContain("NaN");
    }

    @Test
    void bytesDependOnNeitherRunNorThreads() throws IOException {
        Path model = trained("logistic", "--data", "wdbc");
        Path report = folder.resolve("e.html");
        String first = "";
        for (int threads : new int[] {1, 2, 5}) {
            tandem("evaluate", "--model", model, "--data", "wdbc", "--report", report, "--threads", threads)
                    .succeeded();
            first = first.isEmpty() ? Files.readString(report) : first;
            assertThat(Files.readString(report)).isEqualTo(first);
        }
    }

    @Test
    void whatTheDataDoNotDefineIsSaidAndNotDrawn() throws IOException {
        Path data = Files.writeString(folder.resolve("d.csv"), "x,y\n1,<b>no</b>\n2,<b>no</b>\n8,yes\n9,yes\n");
        Path one = Files.writeString(folder.resolve("one.csv"), "x,y\n1,<b>no</b>\n");
        Path model = trained("logistic", "--data", data, "--target", "y");
        Path report = folder.resolve("e.html");
        tandem("evaluate", "--model", model, "--data", one, "--report", report).succeeded();
        String page = Files.readString(report);
        assertThat(titles(page)).doesNotContain("ROC curve, positive class yes").contains("Confusion matrix");
        assertThat(page)
                .contains("undefined: ")
                .contains("&lt;b&gt;no&lt;/b&gt;")
                .doesNotContain("<b>no")
                .doesNotContain("NaN")
                .doesNotContain("These are the rows");
    }

    @Test
    void placesThatCannotBeWrittenAreNamedBeforeAnyWork() {
        tandem("evaluate", "--model", "none.tandem", "--data", "wdbc", "--report", folder.resolve("no/e.html"))
                .refused("e.html", "there is no folder");
        tandem("evaluate", "--model", "none.tandem", "--data", "wdbc", "--report", folder)
                .refused("is a directory");
    }
}
