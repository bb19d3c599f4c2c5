package org.tandemml.compare;

import java.util.ArrayList;
import java.util.List;

/// One axis of a [Plot]: a range, linear or logarithmic, with its ticks.
///
/// @param label what it measures, unit included
/// @param low the value at the lower end
/// @param high the value at the upper end, above `low`
/// @param logarithmic whether equal ratios take equal lengths; then both ends are positive
/// @param ticks where numbers stand
record Axis(String label, double low, double high, boolean logarithmic, List<Tick> ticks) {
    /// A value and how it is written.
    record Tick(double value, String text) {}

    Axis {
        ticks = List.copyOf(ticks);
    }

    /// 0 to 1 in fifths.
    static Axis unit(String label) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= 5; i++) {
            ticks.add(new Tick(i / 5.0, Wording.plain(i / 5.0, 1)));
        }
        return new Axis(label, 0, 1, false, ticks);
    }

    /// A linear axis that covers `low..high` and a little more, with about five ticks at 1, 2 or 5 times a power of
    /// ten.
    static Axis linear(String label, double low, double high) {
        double range = high > low ? high - low : Math.max(1e-3, Math.abs(high) * 0.1);
        double from = low - 0.08 * range;
        double to = Math.max(high, low) + 0.08 * range;
        double rough = (to - from) / 5;
        int magnitude = (int) Math.floor(Math.log10(rough));
        double unit = Math.pow(10, magnitude);
        double step =
                rough / unit < 1.5 ? unit : rough / unit < 3.5 ? 2 * unit : rough / unit < 7.5 ? 5 * unit : 10 * unit;
        int decimals = Math.clamp(-(int) Math.floor(Math.log10(step) + 1e-9), 0, 6);
        List<Tick> ticks = new ArrayList<>();
        for (long k = (long) Math.ceil(from / step); k * step <= to; k++) {
            ticks.add(new Tick(k * step, Wording.plain(k * step, decimals)));
        }
        return new Axis(label, from, to, false, ticks);
    }

    /// A logarithmic axis of seconds, in whole decades that cover `low..high`, with ticks such as `10 µs`.
    static Axis seconds(String label, double low, double high) {
        int first = (int) Math.floor(Math.log10(low) + 1e-9);
        int last = Math.max(first + 1, (int) Math.ceil(Math.log10(high) - 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (int e = first; e <= last; e++) {
            ticks.add(new Tick(Math.pow(10, e), duration(e)));
        }
        return new Axis(label, Math.pow(10, first), Math.pow(10, last), true, ticks);
    }

    private static String duration(int exponent) {
        int group = Math.clamp(Math.floorDiv(exponent, 3), -2, 0);
        String unit = group == 0 ? " s" : group == -1 ? " ms" : " µs";
        return Wording.plain(Math.pow(10, exponent - 3.0 * group), 0) + unit;
    }

    /// Where `value` lies: 0 at the lower end, 1 at the upper end; values beyond the ends are moved to them.
    double position(double value) {
        double clamped = Math.clamp(value, low, high);
        return logarithmic
                ? (Math.log10(clamped) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
                : (clamped - low) / (high - low);
    }
}
