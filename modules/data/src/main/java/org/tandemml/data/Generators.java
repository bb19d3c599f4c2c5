package org.tandemml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;

/// Makes artificial data of known structure.
///
/// Rows are made in blocks of 1,024 with a seed each, so the same seed gives the same bits on any machine and for any
/// number of threads, and a larger table begins with the rows of a smaller one. Only `+ − · / √` and `StrictMath` are
/// used. [Disguise] adds useless columns to any of them, or rotates them. **Cost**: O(rows · columns). **Errors**:
/// [InputException] for counts below 1 and negative
/// noise.
public final class Generators {
    private static final int BLOCK = 1024;

    private Generators() {}

    /// Writes the features of row `index` to `into[at …]` and returns its class or number.
    private interface Row {
        double make(int index, Seed.Stream random, double[] into, int at);
    }

    /// Two interleaved half circles of radius 1 in the plane, with normal noise; classes `upper` and `lower` in turn.
    public static Dataset moons(int rows, double noise, long seed) {
        Check.notNegative("noise", noise);
        return classes("moons", rows, 2, List.of("lower", "upper"), seed, (i, random, x, at) -> {
            double angle = Math.PI * random.nextDouble();
            boolean upper = i % 2 == 0;
            double c = StrictMath.cos(angle);
            double s = StrictMath.sin(angle);
            x[at] = (upper ? c : 1 - c) + noise * random.nextGaussian();
            x[at + 1] = (upper ? s : 0.5 - s) + noise * random.nextGaussian();
            return upper ? 1 : 0;
        });
    }

    /// Two circles around the origin, of radius 1 and 0.5, with normal noise; classes `inner` and `outer` in turn.
    public static Dataset circles(int rows, double noise, long seed) {
        Check.notNegative("noise", noise);
        return classes("circles", rows, 2, List.of("inner", "outer"), seed, (i, random, x, at) -> {
            double angle = 2 * Math.PI * random.nextDouble();
            double radius = i % 2 == 0 ? 1 : 0.5;
            x[at] = radius * StrictMath.cos(angle) + noise * random.nextGaussian();
            x[at + 1] = radius * StrictMath.sin(angle) + noise * random.nextGaussian();
            return i % 2 == 0 ? 1 : 0;
        });
    }

    /// `count` normal clouds of deviation 1 whose centres are uniform in a cube of side 20; classes `blob1, blob2, …`
    /// in turn.
    public static Dataset blobs(int rows, int columns, int count, long seed) {
        Check.atLeast("columns", columns, 1);
        eachHasRows("classes", count, rows);
        Seed.Stream centreStream = new Seed(seed).child("centres").stream();
        double[] centres = new double[Math.multiplyExact(count, columns)];
        Arrays.setAll(centres, k -> 20 * centreStream.nextDouble() - 10);
        List<String> names =
                IntStream.rangeClosed(1, count).mapToObj(k -> "blob" + k).toList();
        return classes("blobs", rows, columns, names, seed, (i, random, x, at) -> {
            int blob = i % count;
            for (int j = 0; j < columns; j++) {
                x[at + j] = centres[blob * columns + j] + random.nextGaussian();
            }
            return blob;
        });
    }

    /// Points uniform in the square from −1 to 1; class `same` where both coordinates have one sign, else `different`;
    /// then normal noise moves the points. No line does better than chance.
    public static Dataset xor(int rows, double noise, long seed) {
        Check.notNegative("noise", noise);
        return classes("xor", rows, 2, List.of("different", "same"), seed, (i, random, x, at) -> {
            double a = 2 * random.nextDouble() - 1;
            double b = 2 * random.nextDouble() - 1;
            x[at] = a + noise * random.nextGaussian();
            x[at + 1] = b + noise * random.nextGaussian();
            return a * b > 0 ? 1 : 0;
        });
    }

    /// Standard normal features; class `yes` with probability `1/(1 + e^(−f))` where `f = b₀ + Σ bⱼxⱼ` and the
    /// coefficients are standard normal, else `no`: logistic regression is the right model.
    public static Dataset linear(int rows, int columns, long seed) {
        double[] b = coefficients(columns, seed);
        return classes("linear", rows, columns, List.of("no", "yes"), seed, (i, random, x, at) -> {
            double f = response(b, columns, random, x, at);
            return random.nextDouble() < 1 / (1 + StrictMath.exp(-f)) ? 1 : 0;
        });
    }

    /// Standard normal features; `y = b₀ + Σ bⱼxⱼ` plus normal noise, standard normal coefficients: least squares is
    /// the right model.
    public static Dataset linearNumbers(int rows, int columns, double noise, long seed) {
        Check.notNegative("noise", noise);
        double[] b = coefficients(columns, seed);
        return numbers(
                "linear",
                rows,
                columns,
                seed,
                (i, random, into, at) -> response(b, columns, random, into, at) + noise * random.nextGaussian());
    }

    /// The true intercept and coefficients of [#linear] and [#linearNumbers] with this seed.
    public static double[] coefficients(int columns, long seed) {
        Check.atLeast("columns", columns, 1);
        Seed.Stream random = new Seed(seed).child("coefficients").stream();
        double[] b = new double[columns + 1];
        Arrays.setAll(b, j -> random.nextGaussian());
        return b;
    }

    private static double response(double[] b, int columns, Seed.Stream random, double[] x, int at) {
        double f = b[0];
        for (int j = 0; j < columns; j++) {
            x[at + j] = random.nextGaussian();
            f += b[j + 1] * x[at + j];
        }
        return f;
    }

    /// Interleaved spirals of one and a half turns around the origin, with normal noise; classes `arm1, arm2, …` in
    /// turn.
    public static Dataset spirals(int rows, int arms, double noise, long seed) {
        eachHasRows("classes", arms, rows);
        Check.notNegative("noise", noise);
        List<String> names =
                IntStream.rangeClosed(1, arms).mapToObj(k -> "arm" + k).toList();
        return classes("spirals", rows, 2, names, seed, (i, random, x, at) -> {
            int arm = i % arms;
            // The root makes the points equally dense along the arm.
            double radius = Math.sqrt(random.nextDouble());
            double angle = 3 * Math.PI * radius + 2 * Math.PI * arm / arms;
            x[at] = radius * StrictMath.cos(angle) + noise * random.nextGaussian();
            x[at + 1] = radius * StrictMath.sin(angle) + noise * random.nextGaussian();
            return arm;
        });
    }

    /// `columns` ≥ 5 uniform features and `y = 10·sin(π·x₁·x₂) + 20·(x₃ − ½)² + 10·x₄ + 5·x₅` plus normal noise; the
    /// columns after the fifth are useless. **Source**: Friedman, "Multivariate adaptive regression splines", *Annals
    /// of Statistics* 19(1), 1991, section 4.3.
    public static Dataset friedman1(int rows, int columns, double noise, long seed) {
        Check.atLeast("columns", columns, 5);
        Check.notNegative("noise", noise);
        return numbers("friedman1", rows, columns, seed, (i, random, x, at) -> {
            for (int j = 0; j < columns; j++) {
                x[at + j] = random.nextDouble();
            }
            double middle = x[at + 2] - 0.5;
            return 10 * StrictMath.sin(Math.PI * x[at] * x[at + 1])
                    + 20 * middle * middle
                    + 10 * x[at + 3]
                    + 5 * x[at + 4]
                    + noise * random.nextGaussian();
        });
    }

    /// An electric circuit: resistance, frequency, inductance and capacitance of very different scale, and the
    /// impedance `√(x₁² + (x₂x₃ − 1/(x₂x₄))²)` plus normal noise (a deviation of 125 gives 3 to 1 signal to noise).
    /// **Source**: as [#friedman1], section 4.4.
    public static Dataset friedman2(int rows, double noise, long seed) {
        Check.notNegative("noise", noise);
        return numbers("friedman2", rows, 4, seed, (i, random, x, at) -> {
            double reactance = circuit(random, x, at);
            return Math.sqrt(x[at] * x[at] + reactance * reactance) + noise * random.nextGaussian();
        });
    }

    /// The circuit of [#friedman2] and its phase `atan((x₂x₃ − 1/(x₂x₄))/x₁)` plus normal noise (0.1 for 3 to 1).
    public static Dataset friedman3(int rows, double noise, long seed) {
        Check.notNegative("noise", noise);
        return numbers("friedman3", rows, 4, seed, (i, random, x, at) -> {
            double reactance = circuit(random, x, at);
            return StrictMath.atan(reactance / x[at]) + noise * random.nextGaussian();
        });
    }

    /// Writes a circuit to `x[at .. at+3]` and returns its reactance.
    private static double circuit(Seed.Stream random, double[] x, int at) {
        x[at] = 100 * (1 - random.nextDouble());
        x[at + 1] = Math.PI * (40 + 520 * random.nextDouble());
        x[at + 2] = random.nextDouble();
        x[at + 3] = 1 + 10 * random.nextDouble();
        return x[at + 1] * x[at + 2] - 1 / (x[at + 1] * x[at + 3]);
    }

    /// Standard normal features; class `rare` in exactly the share `share` of the rows, spread evenly, whose centre
    /// lies 2 away from that of `common` in a random direction.
    public static Dataset imbalanced(int rows, int columns, double share, long seed) {
        Check.atLeast("columns", columns, 1);
        if (!(share > 0 && share < 1)) {
            throw new InputException("share must be between 0 and 1, was " + share);
        }
        Seed.Stream random = new Seed(seed).child("direction").stream();
        double[] shift = new double[columns];
        double squares = 0;
        for (int j = 0; j < columns; j++) {
            shift[j] = random.nextGaussian();
            squares += shift[j] * shift[j];
        }
        double length = Math.sqrt(squares);
        return classes("imbalanced", rows, columns, List.of("common", "rare"), seed, (i, stream, x, at) -> {
            boolean rare = Math.floor((i + 1) * share) > Math.floor(i * share);
            for (int j = 0; j < columns; j++) {
                x[at + j] = stream.nextGaussian() + (rare ? 2 * shift[j] / length : 0);
            }
            return rare ? 1 : 0;
        });
    }

    /// A terrain and what grows there, in the manner of the Covertype data, see [CovertypeLike]; 54 columns, seven
    /// classes of very different size.
    public static Dataset covertypeLike(int rows, long seed) {
        double[] codes = new double[Check.atLeast("rows", rows, 1)];
        DenseMatrix x = fill(rows, CovertypeLike.COLUMNS, seed, codes, CovertypeLike::row);
        return Dataset.of(
                "covertype-like",
                Schema.numeric(CovertypeLike.names().toArray(String[]::new)),
                x,
                new Target.Classes("cover", CovertypeLike.CLASSES, codes(codes)));
    }

    /// A hard binary problem in the manner of the Higgs data, see [HiggsLike]; classes `background` and `signal`.
    public static Dataset higgsLike(int rows, long seed) {
        double[] codes = new double[Check.atLeast("rows", rows, 1)];
        DenseMatrix x =
                fill(rows, HiggsLike.COLUMNS, seed, codes, (i, random, into, at) -> HiggsLike.row(random, into, at));
        List<Column> columns = new ArrayList<>();
        HiggsLike.names().forEach(n -> columns.add(new Column.Numeric(n)));
        return Dataset.of("higgs-like", new Schema(columns), x, target(List.of("background", "signal"), codes));
    }

    /// Classes without rows would only cost memory.
    private static void eachHasRows(String name, int count, int rows) {
        Check.within(name, count, 1, Math.max(rows, 1));
    }

    private static Dataset classes(String name, int rows, int columns, List<String> names, long seed, Row row) {
        double[] codes = new double[Check.atLeast("rows", rows, 1)];
        DenseMatrix x = fill(rows, columns, seed, codes, row);
        return Dataset.of(name, Schema.numeric(columns), x, target(names, codes));
    }

    private static Dataset numbers(String name, int rows, int columns, long seed, Row row) {
        double[] y = new double[Check.atLeast("rows", rows, 1)];
        DenseMatrix x = fill(rows, columns, seed, y, row);
        return Dataset.of(name, Schema.numeric(columns), x, new Target.Numbers("y", y));
    }

    private static Target.Classes target(List<String> names, double[] codes) {
        return new Target.Classes("class", names, codes(codes));
    }

    private static int[] codes(double[] codes) {
        return Arrays.stream(codes).mapToInt(c -> (int) c).toArray();
    }

    private static DenseMatrix fill(int rows, int columns, long seed, double[] y, Row row) {
        double[] values = DenseMatrix.allocate(rows, columns);
        Seed blocks = new Seed(seed).child("rows");
        int count = (rows + BLOCK - 1) / BLOCK;
        new Parallel(Runtime.getRuntime().availableProcessors())
                .forWork(50.0 * rows * columns)
                .run(count, block -> {
                    Seed.Stream random = blocks.child(block).stream();
                    for (int i = block * BLOCK; i < Math.min(rows, (block + 1) * BLOCK); i++) {
                        y[i] = row.make(i, random, values, i * columns);
                    }
                });
        return new DenseMatrix(rows, columns, values);
    }
}
