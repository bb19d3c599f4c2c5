package org.tandemml.boosting.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tandemml.boosting.Boosted;
import org.tandemml.core.ModelImporter;

/// Models of other libraries and what those predict with them, see `PROVENANCE.md` beside them.
final class ForeignFiles {
    private ForeignFiles() {}

    static byte[] bytes(String name) {
        try (InputStream in = ForeignFiles.class.getResourceAsStream("/foreign/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no test resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[][] table(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8)
                .lines()
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    static Boosted xgboost(String name) {
        return new XGBoostImporter().read(bytes(name), ModelImporter.Names.UNKNOWN);
    }

    static Boosted lightgbm(String name) {
        return new LightGbmImporter().read(bytes(name), ModelImporter.Names.UNKNOWN);
    }

    /// The rows that XGBoost predicted.
    static double[][] rows() {
        return table("rows.csv");
    }

    /// The rows that LightGBM predicted.
    static double[][] rowsWithZeros() {
        double[][] rows = rows();
        int columns = rows[0].length;
        for (int cell = 0; cell < rows.length * columns; cell += 17) {
            rows[cell / columns][cell % columns] = 0;
        }
        return rows;
    }
}
