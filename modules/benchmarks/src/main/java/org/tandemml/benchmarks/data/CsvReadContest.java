package org.tandemml.benchmarks.data;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.csv.CSVFormat;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.data.Datasets;
import org.tandemml.data.ReadOptions;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.data.csv.CSVLoader;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import smile.data.DataFrame;
import smile.io.CSV;
import weka.core.Instance;
import weka.core.Instances;

/// 100 MB of numbers from CSV into each library's own table, types of columns found by the reader where it can.
///
/// FastCSV with `Double.parseDouble` into one array is the floor that a careful program reaches by itself; it is told
/// that all is numeric. Quality is the largest relative error of the sum of all cells.
///
/// @param name the contest's name
/// @param task what is read
/// @param target largest ratio that the project claims
/// @param file the numbers
/// @param others whether the readers of whole libraries take part, or FastCSV alone
public record CsvReadContest(String name, String task, double target, NumbersFile file, boolean others)
        implements Contest {
    private static final long BYTES = 100_000_000;

    /// Numbers with six decimals and with all digits; then whole libraries beside us.
    public static List<Contest> all() {
        return List.of(
                new CsvReadContest(
                        "csv-read",
                        "100 MB of CSV, 20 columns of numbers with 6 decimals, types found, into a table",
                        0.6,
                        new NumbersFile(BYTES, false),
                        false),
                new CsvReadContest(
                        "csv-read-digits",
                        "100 MB of CSV, 20 columns of numbers with all digits, types found, into a table",
                        0.6,
                        new NumbersFile(BYTES, true),
                        false),
                new CsvReadContest(
                        "csv-read-libraries",
                        "100 MB of CSV, 20 columns of numbers with 6 decimals, beside readers of libraries",
                        0.3,
                        new NumbersFile(BYTES, false),
                        true));
    }

    @Override
    public String qualityName() {
        return "relative error of the sum of all cells";
    }

    @Override
    public List<Entrant> entrants() {
        Entrant one = new Entrant("tandem", 1, () -> trial(path -> ours(path, 1), CsvReadContest::sum));
        Entrant two = new Entrant("tandem, 2 threads", 2, () -> trial(path -> ours(path, 2), CsvReadContest::sum));
        return others
                ? List.of(
                        one,
                        new Entrant("smile", 1, () -> trial(CsvReadContest::smile, CsvReadContest::smileSum)),
                        new Entrant("tribuo", 1, () -> trial(CsvReadContest::tribuo, CsvReadContest::tribuoSum)),
                        new Entrant("weka", 1, () -> trial(CsvReadContest::weka, CsvReadContest::wekaSum)))
                : List.of(
                        one,
                        two,
                        new Entrant(
                                "fastcsv + parseDouble",
                                1,
                                () -> trial(
                                        CsvReadContest::fastCsv,
                                        table -> Arrays.stream((double[]) table).sum())));
    }

    /// Reads a file into whatever table a library has.
    private interface Reader {
        Object read(Path path) throws Exception;
    }

    private Trial trial(Reader reader, ToDoubleFunction<Object> sum) throws IOException {
        NumbersFile.Written written = file.write();
        return new Trial() {
            @Override
            public Object run() throws Exception {
                return reader.read(written.path());
            }

            @Override
            public double quality(Object result) {
                return Math.abs(sum.applyAsDouble(result) - written.sum()) / Math.abs(written.sum());
            }
        };
    }

    private static Dataset ours(Path path, int threads) {
        return Datasets.read(path, ReadOptions.defaults().withThreads(threads));
    }

    private static double sum(Object table) {
        return Arrays.stream(((DenseMatrix) ((Dataset) table).features()).values())
                .sum();
    }

    private static double[] fastCsv(Path path) throws IOException {
        double[] values = new double[1 << 20];
        int count = 0;
        boolean header = true;
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(path)) {
            for (CsvRecord row : rows) {
                int width = header ? 0 : row.getFieldCount();
                header = false;
                if (count + width > values.length) {
                    values = Arrays.copyOf(values, 2 * values.length);
                }
                for (int j = 0; j < width; j++) {
                    values[count++] = Double.parseDouble(row.getField(j));
                }
            }
        }
        return Arrays.copyOf(values, count);
    }

    private static DataFrame smile(Path path) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        return new CSV(format).read(path);
    }

    private static double smileSum(Object table) {
        DataFrame frame = (DataFrame) table;
        double sum = 0;
        for (int j = 0; j < frame.ncol(); j++) {
            for (int i = 0; i < frame.nrow(); i++) {
                sum += frame.column(j).getDouble(i);
            }
        }
        return sum;
    }

    private static MutableDataset<Regressor> tribuo(Path path) throws IOException {
        return new CSVLoader<>(new RegressionFactory()).load(path, "c20");
    }

    private static double tribuoSum(Object table) {
        double sum = 0;
        for (Example<?> example : (MutableDataset<?>) table) {
            for (Feature feature : example) {
                sum += feature.getValue();
            }
            sum += ((Regressor) example.getOutput()).getValues()[0];
        }
        return sum;
    }

    private static Instances weka(Path path) throws IOException {
        weka.core.converters.CSVLoader loader = new weka.core.converters.CSVLoader();
        loader.setSource(path.toFile());
        return loader.getDataSet();
    }

    private static double wekaSum(Object table) {
        double sum = 0;
        for (Instance row : (Instances) table) {
            for (int j = 0; j < row.numAttributes(); j++) {
                sum += row.value(j);
            }
        }
        return sum;
    }
}
