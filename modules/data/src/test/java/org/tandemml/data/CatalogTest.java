package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Target;

class CatalogTest {
    private static final Path HOME = Path.of("../..");

    static Stream<String> bundled() {
        return Datasets.catalog().stream().filter(DatasetInfo::bundled).map(DatasetInfo::name);
    }

    static Stream<String> external() {
        return Datasets.catalog().stream().filter(e -> !e.bundled()).map(DatasetInfo::name);
    }

    private static void assertAsCatalogued(DatasetInfo info, Found found) {
        Dataset data = found.train();
        assertThat(data.name()).isEqualTo(info.name());
        assertThat(data.rows()).isEqualTo(info.rows());
        assertThat(data.columns()).isEqualTo(info.columns());
        assertThat(found.test().map(Dataset::rows).orElse(0)).isEqualTo(info.testRows());
        switch (data.target()) {
            case Target.Classes classes -> {
                assertThat(info.task()).isEqualTo(DatasetInfo.Task.CLASSIFICATION);
                Map<String, Integer> counts = new HashMap<>();
                for (int k = 0; k < classes.names().size(); k++) {
                    counts.put(classes.names().get(k), classes.counts()[k]);
                }
                assertThat(counts).isEqualTo(info.classes());
            }
            case Target.Numbers numbers -> assertThat(info.task()).isEqualTo(DatasetInfo.Task.REGRESSION);
            case Target.None none -> throw new AssertionError(info.name() + " came without a target");
        }
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void everyBundledSetIsAsTheCatalogueSays(String name) throws Exception {
        DatasetInfo info = Catalog.require(name);
        byte[] bytes = Files.readAllBytes(HOME.resolve("datasets").resolve(info.file()));
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo(info.sha256());
        Catalog catalog = new Catalog(Optional.of(HOME), Optional.empty(), Path.of("none"));
        assertAsCatalogued(info, catalog.read(info));
        assertThat(info.licence()).isNotBlank();
        assertThat(info.source()).isNotBlank();
        assertThat(info.reference()).contains("scikit-learn 1.2.1");
    }

    @ParameterizedTest
    @MethodSource("external")
    void everyExternalSetIsAsTheCatalogueSays(String name) {
        DatasetInfo info = Catalog.require(name);
        String directory = System.getenv("TANDEM_DATA");
        boolean present = directory != null && Files.exists(Path.of(directory, info.file()));
        assumeTrue(present, "skipped: TANDEM_DATA does not lead to " + info.file());
        assertAsCatalogued(info, Datasets.find(name, Optional.empty()));
    }

    @Test
    void everyLicenceIsALicenceAndNoShiftedColumn() {
        for (DatasetInfo info : Datasets.catalog()) {
            assertThat(info.licence())
                    .as(info.name())
                    .isNotEqualTo(info.target())
                    .matches(
                            "(CC BY(-SA)? .*|CC0 .*|GPL-2.*|BSD-3 .*|US government work .*|free for research .*|unknown .*"
                                    + "|unknown)")
                    .doesNotContain("column", "field");
        }
    }

    @Test
    void checksumsFileAgreesWithTheCatalogue() throws IOException {
        assertThat(Files.readAllLines(HOME.resolve("datasets/SHA256SUMS")))
                .containsExactlyElementsOf(Datasets.catalog().stream()
                        .filter(DatasetInfo::bundled)
                        .map(e -> e.sha256() + "  " + e.file())
                        .toList());
    }

    @Test
    void smallSetsComeFromTheClassPath() {
        Catalog nowhere = new Catalog(Optional.empty(), Optional.empty(), Path.of("none"));
        for (DatasetInfo info : Datasets.catalog()) {
            if (info.bundled() && !info.name().equals("coil2000")) {
                assertThat(nowhere.read(info).train().rows()).isEqualTo(info.rows());
            }
        }
        Dataset iris = Datasets.named("iris");
        assertThat(iris.classes().names()).containsExactly("setosa", "versicolor", "virginica");
    }

    @Test
    void digitsAreClassesAndNamesAreNoFeatures() {
        assertThat(Datasets.named("digits").classes().names()).hasSize(10);
        assertThat(Datasets.named("titanic").schema().names()).containsExactly("sex", "age", "passengerClass");
        assertThat(Datasets.named("diabetes").numbers()).hasSize(442);
    }

    @Test
    void knownButAbsentSetNamesTheCure(@TempDir Path empty) {
        assertThatThrownBy(() -> Datasets.find("covtype_20k", Optional.of(empty)))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("covtype_20k/covtype.20k.data.gz", "TANDEM_DATA", "--data-dir");
    }

    @Test
    void unknownNameSuggestsTheNearest() {
        assertThatThrownBy(() -> Datasets.find("spambas", Optional.empty()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("unknown data set \"spambas\"", "did you mean \"spambase\"?");
        assertThatThrownBy(() -> Datasets.named("ires")).hasMessageContaining("did you mean \"iris\"?");
    }

    @Test
    void filesAreFoundByPath(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("own.csv"), "a,b\n1,x\n2,x\n");
        Found found = Datasets.find(file.toString(), Optional.empty());
        assertThat(found.train().rows()).isEqualTo(2);
        assertThat(found.info()).isEmpty();
        assertThatThrownBy(() -> Datasets.find(folder.resolve("no.csv").toString(), Optional.empty()))
                .hasMessageContaining("does not exist");
    }
}
