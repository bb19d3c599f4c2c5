package org.tandemml.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// One axis of a [Chart]: a range with its ticks, linear, logarithmic or a row of names.
///
/// **Determinism**: ticks stand at 1, 2 or 5 times a power of ten and are written in the root locale.
/// **Errors**: `IllegalArgumentException` for a range that is not finite or empty, or not positive where logarithmic.
///
/// @param label what it measures, unit included
/// @param low the value at the lower end
/// @param high the value at the upper end, above `low`
/// @param scale how values are laid out between the ends
/// @param ticks where numbers or names stand
public record Axis(String label, double low, double high, Scale scale, List<Tick> ticks) {
    /// Beyond this, differences of values overflow.
    private static final double LARGEST = 1e300;

    /// How values are laid out.
    public enum Scale {
        /// Equal differences take equal lengths.
        LINEAR,
        /// Equal ratios take equal lengths.
        LOGARITHMIC,
        /// Category i stands at i and owns `i − ½ .. i + ½`.
        CATEGORIES
    }

    /// A value and how it is written.
    public record Tick(double value, String text) {}

    public Axis {
        if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
            throw new IllegalArgumentException(
                    "axis \"" + label + "\" must run from a smaller to a larger number, was " + low + " to " + high);
        }
        if (scale == Scale.LOGARITHMIC && low <= 0) {
            throw new IllegalArgumentException("logarithmic axis \"" + label + "\" must begin above 0, was " + low);
        }
        ticks = List.copyOf(ticks);
    }

    /// 0 to 1 in fifths.
    public static Axis unit(String label) {
        return new Axis(label, 0, 1, Scale.LINEAR, every(0.2, 0, 1));
    }

    /// Covers `low..high` and a little more, with about five ticks.
    public static Axis linear(String label, double low, double high) {
        double from = Math.clamp(finite(label, low), -LARGEST, LARGEST);
        double to = Math.max(from, Math.clamp(finite(label, high), -LARGEST, LARGEST));
        double least = Math.max(Math.max(Math.abs(from), Math.abs(to)) * 1e-9, 1e-300);
        double range = to - from >= least ? to - from : Math.max(least, Math.max(1e-3, Math.abs(to) * 0.1));
        double begin = from - 0.06 * range;
        double end = to + 0.06 * range;
        return new Axis(label, begin, end, Scale.LINEAR, every(niceStep(end - begin, 0), begin, end));
    }

    /// Begins at 0 and covers `high` and a little more: for shares and sizes of bars.
    public static Axis fromZero(String label, double high) {
        double end = finite(label, high) > 0 ? Math.min(high, LARGEST) * 1.06 : 1;
        return new Axis(label, 0, end, Scale.LINEAR, every(niceStep(end, 0), 0, end));
    }

    /// Begins at 0 and covers `high`, with whole numbers as ticks: for counts.
    public static Axis counts(String label, double high) {
        double end = finite(label, high) > 0 ? Math.min(high, LARGEST) * 1.06 : 1;
        return new Axis(label, 0, end, Scale.LINEAR, every(niceStep(end, 1), 0, end));
    }

    /// Logarithmic, in whole decades that cover `low..high`.
    public static Axis logarithmic(String label, double low, double high) {
        return decades(label, low, high, e -> e >= -3 && e <= 4 ? plain(Math.pow(10, e), Math.max(0, -e)) : "1e" + e);
    }

    /// Logarithmic seconds, in whole decades that cover `low..high`, with ticks such as `10 µs`.
    public static Axis seconds(String label, double low, double high) {
        return decades(label, low, high, Axis::duration);
    }

    private static Axis decades(String label, double low, double high, java.util.function.IntFunction<String> text) {
        if (!(finite(label, low) > 0)) {
            throw new IllegalArgumentException("logarithmic axis \"" + label + "\" must begin above 0, was " + low);
        }
        int first = Math.clamp((int) Math.floor(Math.log10(low) + 1e-9), -300, 299);
        int last = Math.clamp((int) Math.ceil(Math.log10(finite(label, high)) - 1e-9), first + 1, 300);
        int step = (last - first + 8) / 9;
        List<Tick> ticks = new ArrayList<>();
        for (int e = first; e <= last; e += step) {
            ticks.add(new Tick(Math.pow(10, e), text.apply(e)));
        }
        return new Axis(label, Math.pow(10, first), Math.pow(10, last), Scale.LOGARITHMIC, ticks);
    }

    private static String duration(int exponent) {
        int group = Math.clamp(Math.floorDiv(exponent, 3), -3, 0);
        String unit = switch (group) {
            case 0 -> " s";
            case -1 -> " ms";
            case -2 -> " µs";
            default -> " ns";
        };
        double size = Math.pow(10, exponent - 3.0 * group);
        return plain(size, size < 1 ? (int) -Math.floor(Math.log10(size) + 1e-9) : 0) + unit;
    }

    /// One place for each name.
    public static Axis categories(String label, List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("axis \"" + label + "\" needs at least one name");
        }
        List<Tick> ticks = IntStream.range(0, names.size())
                .mapToObj(i -> new Tick(i, names.get(i)))
                .toList();
        return new Axis(label, -0.5, names.size() - 0.5, Scale.CATEGORIES, ticks);
    }

    private static double finite(String label, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("axis \"" + label + "\" needs finite numbers, got " + value);
        }
        return value;
    }

    private static double niceStep(double range, double least) {
        double rough = range / 5;
        double unit = Math.pow(10, Math.floor(Math.log10(rough)));
        double leading = rough / unit;
        return Math.max(least, leading < 1.5 ? unit : leading < 3.5 ? 2 * unit : leading < 7.5 ? 5 * unit : 10 * unit);
    }

    private static List<Tick> every(double step, double from, double to) {
        List<Tick> ticks = new ArrayList<>();
        int decimals = Math.max(0, -(int) Math.floor(Math.log10(step) + 1e-9));
        boolean scientific = decimals > 6 || Math.max(Math.abs(from), Math.abs(to)) >= 1e6;
        double first = Math.ceil(from / step - 1e-9);
        for (int k = 0; (first + k) * step <= to + 1e-9 * step; k++) {
            double value = (first + k) * step;
            ticks.add(new Tick(value, scientific ? scientific(value, step) : plain(value, decimals)));
        }
        return ticks;
    }

    /// `1.25e6`, with as many digits as tell multiples of `step` apart.
    private static String scientific(double value, double step) {
        if (Math.abs(value) < step / 2) {
            return "0";
        }
        int digits = (int) (Math.floor(Math.log10(Math.abs(value)) + 1e-9) - Math.floor(Math.log10(step) + 1e-9));
        BigDecimal shown = new BigDecimal(value)
                .round(new java.math.MathContext(Math.clamp(digits, 0, 15) + 1, RoundingMode.HALF_EVEN));
        String unscaled = shown.unscaledValue().abs().toString().replaceAll("0+$", "");
        int exponent = shown.precision() - shown.scale() - 1;
        String mantissa = unscaled.length() > 1 ? unscaled.charAt(0) + "." + unscaled.substring(1) : unscaled;
        return (value < 0 ? "-" : "") + mantissa + "e" + exponent;
    }

    /// A number in three significant digits: `0.25`, `1.2e7`.
    static String compact(double value) {
        double size = Math.abs(value);
        if (value == 0 || (size >= 1e-3 && size < 1e6)) {
            int magnitude = value == 0 ? 0 : (int) Math.floor(Math.log10(size));
            String text = plain(value, Math.clamp(2 - magnitude, 0, 5));
            return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
        }
        return scientific(value, Math.pow(10, Math.floor(Math.log10(size)) - 2));
    }

    private static String plain(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.startsWith("-") && text.matches("-[0.]+") ? text.substring(1) : text;
    }

    /// Where `value` lies: 0 at the lower end, 1 at the upper end; values beyond the ends are moved to them.
    public double position(double value) {
        double inside = Math.clamp(value, low, high);
        return scale == Scale.LOGARITHMIC
                ? (Math.log10(inside) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
                : (inside - low) / (high - low);
    }
}
