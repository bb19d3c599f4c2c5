package org.tandemml.data;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A file of a known data set at its public home.
///
/// @param name the data set
/// @param file its place below the cache
/// @param url its home
/// @param bytes size of the content, after decompression if the file's name ends in `.gz`
/// @param sha256 checksum of the same content in hexadecimal
/// @param licence of the set, as its home gives it
/// @param columns column names for a CSV file that has no header, where the catalogue reads another form of the set
record PublicFile(String name, String file, URI url, long bytes, String sha256, String licence, List<String> columns) {
    private static final List<PublicFile> ALL = load();

    /// Every file that can be fetched.
    static List<PublicFile> all() {
        return ALL;
    }

    /// The files of a set, none if it cannot be fetched.
    static List<PublicFile> of(String name) {
        return ALL.stream().filter(f -> f.name().equals(name)).toList();
    }

    private static List<PublicFile> load() {
        List<PublicFile> files = new ArrayList<>();
        InputStream in = PublicFile.class.getResourceAsStream("public-sets.csv");
        if (in == null) {
            throw new IllegalStateException("the list of public data sets is missing");
        }
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : rows) {
                files.add(new PublicFile(
                        row.getField("name"),
                        row.getField("file"),
                        URI.create(row.getField("url")),
                        Long.parseLong(row.getField("bytes")),
                        row.getField("sha256"),
                        row.getField("licence"),
                        Arrays.stream(row.getField("columns").split(";"))
                                .filter(c -> !c.isEmpty())
                                .toList()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the list of public data sets cannot be read", e);
        }
        return List.copyOf(files);
    }
}
