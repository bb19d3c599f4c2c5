package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;

class CsvColumnsTest {
    @TempDir
    Path folder;

    @Test
    void typesAreOverriddenByColumn() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "zip,age,id\n01067,30,a\n80331,41,b\n");
        Dataset data = Datasets.read(file, ReadOptions.defaults().withType("zip", ReadOptions.Type.CATEGORY));
        assertThat(data.schema().column(0)).isEqualTo(new Column.Categorical("zip", List.of("01067", "80331")));
        assertThat(data.schema().column(1)).isEqualTo(new Column.Numeric("age"));
        assertThatThrownBy(() -> Datasets.read(file, ReadOptions.defaults().withType("id", ReadOptions.Type.NUMERIC)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column \"id\", row 1 holds \"a\", no number (t.csv:2)");
        assertThatThrownBy(() -> Datasets.read(file, ReadOptions.defaults().withType("zpi", ReadOptions.Type.NUMERIC)))
                .hasMessageContaining("did you mean \"zip\"?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-31",
                "2024-01-31T10:11:12Z",
                "2024-01-31 10:11:12.123+02:00",
                "31.01.2024",
                "1/31/2024 9:05 PM",
                "2024/1/31",
                "31-Jan-2024",
                "Jan 31, 2024",
                "31 January 2024"
            })
    void datesAreRefusedByNameWithTheCure(String date) throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "joined;x\n" + date + ";1\n" + date + ";2\nNA;3\n");
        ReadOptions options = ReadOptions.defaults().withSeparator(';');
        assertThatThrownBy(() -> Datasets.read(file, options))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "column \"joined\" of t.csv holds dates such as \"" + date + "\"",
                        "--ignore \"joined\"",
                        "--type \"joined\"=category");
        assertThat(Datasets.read(file, options.withIgnored("joined")).columns()).isEqualTo(1);
        assertThat(Datasets.read(file, options.withType("joined", ReadOptions.Type.CATEGORY))
                        .schema()
                        .column(0))
                .isEqualTo(new Column.Categorical("joined", List.of(date)));
    }

    @Test
    void wordsThatOnlyResembleDatesAreCategories() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "a,b\n1-2,May 5\n3-4,2024-01\n10-12,12:30\n");
        assertThat(Datasets.csv(file).schema().hasCategories()).isTrue();
    }

    /// The fast reader and the general one must agree on every file that the fast one accepts.
    @Test
    void chunksAgreeWithTheGeneralReader() throws IOException {
        Seed.Stream random = new Seed(11).stream();
        String[] cells = {"1", " -2.5e3 ", "", "NA", "x", "ü", " a b ", "0.1234567890123456789", "+7", ".5", "NaN", "?"
        };
        for (int trial = 0; trial < 200; trial++) {
            int width = 1 + random.nextInt(4);
            int kinds = random.nextInt(2) == 0 ? 2 : cells.length;
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < width; j++) {
                text.append(j == 0 ? "h" : ",h").append(j);
            }
            String end = random.nextInt(2) == 0 ? "\n" : "\r\n";
            text.append(end);
            int rows = 1 + random.nextInt(50);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < width; j++) {
                    text.append(j == 0 ? "" : ",").append(cells[random.nextInt(kinds)]);
                }
                text.append(i == rows - 1 && random.nextInt(2) == 0 ? "" : end);
            }
            Path file = Files.writeString(folder.resolve("t.csv"), text);
            // ISO-8859-1 is read by the general reader only; so is UTF-8 when a marker is a number.
            ReadOptions fast = ReadOptions.defaults();
            ReadOptions general = fast.withMissing("", "NA", "NaN", "nan", "?", "null", "NULL", "-987654321");
            Reading a = readingOrNone(file, fast);
            Reading b = readingOrNone(file, general);
            assertThat(a == null).as(text.toString()).isEqualTo(b == null);
            if (a != null && b != null) {
                assertThat(a.data().schema()).isEqualTo(b.data().schema());
                assertThat(a.data().features())
                        .as(text.toString())
                        .isEqualTo(b.data().features());
                assertThat(a.notes()).isEqualTo(b.notes());
            }
        }
    }

    private static Reading readingOrNone(Path file, ReadOptions options) {
        try {
            return Datasets.reading(file, options);
        } catch (InputException refused) {
            return null;
        }
    }

    @Test
    void threadsAndChunksDoNotShow() throws IOException {
        StringBuilder text = new StringBuilder("a,b,c\n");
        Seed.Stream random = new Seed(12).stream();
        for (int i = 0; i < 120_000; i++) {
            text.append(random.nextGaussian())
                    .append(",level ")
                    .append(random.nextInt(3000))
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("t.csv"), text);
        Dataset one = Datasets.read(file, ReadOptions.defaults().withThreads(1));
        Dataset three = Datasets.read(file, ReadOptions.defaults().withThreads(3));
        assertThat(one.rows()).isEqualTo(120_000);
        assertThat(one.features().get(119_999, 2)).isEqualTo(119_999);
        assertThat(three.fingerprint()).isEqualTo(one.fingerprint());
        Dataset general = Datasets.read(file, ReadOptions.defaults().withMissing("-987654321"));
        assertThat(general.fingerprint()).isEqualTo(one.fingerprint());
    }
}
