package org.tandemml.compare;

import java.util.Locale;
import java.util.regex.Pattern;
import org.tandemml.evaluation.CorrelatedBayes;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.ResampledMean;

/// How numbers are written in tables, verdicts and pictures: no more digits than the interval allows.
final class Wording {
    private static final int MOST_DECIMALS = 4;
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d+\\.\\d{5,}(E-?\\d+)?");

    private Wording() {}

    static String name(Metric metric) {
        return switch (metric) {
            case ACCURACY -> "accuracy";
            case BALANCED_ACCURACY -> "balanced accuracy";
            case AUC -> "AUC";
            case LOG_LOSS -> "log loss";
            case BRIER -> "Brier";
            case PRECISION -> "precision";
            case RECALL -> "recall";
            case F1 -> "F1";
            case RMSE -> "RMSE";
            case MAE -> "MAE";
            case R2 -> "R²";
            case MCC, NDCG, MAPE, ADJUSTED_RAND, ADJUSTED_MUTUAL_INFORMATION, MUTUAL_INFORMATION ->
                metric.key().toUpperCase(Locale.ROOT);
            default -> metric.key().replace('_', ' ');
        };
    }

    /// `0.974 ± 0.012`: the half-width with two digits at most, the mean with as many decimals.
    static String mean(ResampledMean mean) {
        if (Double.isNaN(mean.halfWidth())) {
            return plain(mean.mean(), 3);
        }
        int decimals = decimals(mean.halfWidth());
        return plain(mean.mean(), decimals) + " ± " + plain(mean.halfWidth(), decimals);
    }

    /// The mean alone, with the digits of [#mean(ResampledMean)].
    static String meanAlone(ResampledMean mean) {
        return plain(mean.mean(), Double.isNaN(mean.halfWidth()) ? 3 : decimals(mean.halfWidth()));
    }

    private static int decimals(double halfWidth) {
        if (halfWidth <= 0) {
            return 3;
        }
        int magnitude = (int) Math.floor(Math.log10(halfWidth));
        double leading = halfWidth / Math.pow(10, magnitude);
        // One digit of an uncertainty, two where the first is a 1: 0.012, but 0.03.
        int digits = leading < 1.95 ? 2 : 1;
        return Math.clamp(digits - 1 - magnitude, 0, MOST_DECIMALS);
    }

    /// A number with this many decimals, without a minus before zero.
    static String plain(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.startsWith("-") && text.matches("-[0.]+") ? text.substring(1) : text;
    }

    /// Seconds with two digits: `0.0012`, `0.34`, `12`; `0` below a microsecond.
    static String seconds(double seconds) {
        if (Double.isNaN(seconds)) {
            return "";
        }
        if (seconds < 1e-6) {
            return "0";
        }
        int magnitude = (int) Math.floor(Math.log10(seconds));
        return plain(seconds, Math.clamp(1 - magnitude, 0, 6));
    }

    /// The text with long fractions cut to three digits: `violation 0.0470587573` is `violation 0.0471`; whole parts
    /// stay.
    static String brief(String text) {
        return LONG_NUMBER.matcher(text).replaceAll(number -> {
            double value = Double.parseDouble(number.group());
            return String.format(Locale.ROOT, value < 1000 ? "%.3g" : "%.0f", value);
        });
    }

    /// `p = 0.031`, `p < 0.001`.
    static String pValue(double p) {
        return p < 0.001 ? "< 0.001" : plain(p, 3);
    }

    /// `320 ms`, `4.1 µs`, `12 s`: two digits.
    static String duration(double seconds) {
        if (Double.isNaN(seconds)) {
            return "–";
        }
        String[] units = {"s", "ms", "µs", "ns"};
        double value = seconds;
        int unit = 0;
        while (unit < 3 && value < 0.9995) {
            value *= 1000;
            unit++;
        }
        return (value < 9.95 ? plain(value, 1) : plain(value, 0)) + " " + units[unit];
    }

    /// `3.2 MB`, `410 kB`, `96 B`: powers of a thousand.
    static String bytes(double bytes) {
        if (Double.isNaN(bytes)) {
            return "–";
        }
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (unit < 4 && value >= 999.5) {
            value /= 1000;
            unit++;
        }
        return (unit == 0 || value >= 9.95 ? plain(value, 0) : plain(value, 1)) + " " + units[unit];
    }

    /// A whole number with thin spaces between thousands.
    static String count(double number) {
        return Double.isNaN(number)
                ? "–"
                : String.format(Locale.ROOT, "%,.0f", number).replace(',', '\u202f');
    }

    /// Rounded to one significant digit, from 10 on, one decimal below 2.
    static String oneDigit(double value) {
        if (value < 2) {
            return plain(value, 1);
        }
        double unit = Math.pow(10, Math.floor(Math.log10(value)));
        return plain(Math.round(value / unit) * unit, 0);
    }

    /// The half-width of a region of practical equivalence with its metric.
    static String region(Metric metric, CorrelatedBayes bayes) {
        return metric == Metric.RMSE
                ? String.format(Locale.ROOT, "%.2g", bayes.region()) + " (1 % of the best)"
                : plain(bayes.region(), 2);
    }
}
