package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Seed;

class DecimalNumberTest {
    private static double parse(String text) {
        char[] padded = ("12" + text + "34").toCharArray();
        return new DecimalNumber().parse(padded, 2, padded.length - 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+1.5e-3",
                ".5",
                "1.",
                "-.25E+2",
                "9007199254740993",
                "123456789012345678901234567890",
                "1e22",
                "1e23",
                "1e-22",
                "3e-324",
                "2.2250738585072014E-308",
                "1.7976931348623157e308",
                "0.1",
                "007",
                "1e-400",
                "999999999999999e22",
                "4503599627370497.5",
                "0.000000000000000000000000000001234"
            })
    void agreesWithTheJdk(String text) {
        assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
        assertThat(Double.doubleToRawLongBits(parse(text)))
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }

    @Test
    void agreesWithTheJdkOnRandomNumbers() {
        Seed.Stream random = new Seed(1).stream();
        for (int trial = 0; trial < 200_000; trial++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isFinite(value)) {
                continue;
            }
            int digits = 1 + random.nextInt(20);
            String text = switch (trial % 3) {
                case 0 -> Double.toString(value);
                case 1 -> String.format(Locale.ROOT, "%." + digits + "e", value);
                default -> String.format(Locale.ROOT, "%." + digits + "f", 1e4 * random.nextGaussian());
            };
            assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void agreesWithTheJdkHalfwayBetweenNeighbours() {
        Seed.Stream random = new Seed(2).stream();
        for (int trial = 0; trial < 100_000; trial++) {
            double value = Math.scalb(1 + random.nextDouble(), random.nextInt(120) - 60);
            BigDecimal half = new BigDecimal(value)
                    .add(new BigDecimal(Math.nextUp(value)))
                    .divide(BigDecimal.TWO);
            String text = half.round(new MathContext(19)).toString();
            assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
            String whole = (1L << 53) + 1 + 2L * random.nextInt(1000) + "";
            assertThat(parse(whole)).as(whole).isEqualTo(Double.parseDouble(whole));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.5,x|3", "2e5|3", "1e|1", "1e+|1", "-7-|2", "0.00000000000000000000123;|25", "abc|0", "-|0"})
    void scanStopsBehindTheNumber(String both) {
        String text = both.substring(0, both.indexOf('|'));
        DecimalNumber scanner = new DecimalNumber();
        scanner.scan(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
        assertThat(scanner.end()).isEqualTo(Integer.parseInt(both.substring(both.indexOf('|') + 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "-",
                ".",
                "e5",
                "1e",
                "1e+",
                "1e5.5",
                "1.2.3",
                "1,5",
                "abc",
                "1d",
                "1f",
                "0x10",
                "NaN",
                "inf",
                "Infinity",
                "1 2",
                "--1",
                "１"
            })
    void refusesWhatIsNoDecimalNumber(String text) {
        assertThat(parse(text)).isNaN();
    }

    @Test
    void overflowIsInfinite() {
        assertThat(parse("-1e999")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(parse("1e99999999999")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "-INF", "Infinity", "+infinity"})
    void knowsInfinity(String text) {
        assertThat(DecimalNumber.isInfinite(text.toCharArray(), 0, text.length()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "in", "infinit", "xnf", "nan", ""})
    void knowsWhatIsNotInfinity(String text) {
        assertThat(DecimalNumber.isInfinite(text.toCharArray(), 0, text.length()))
                .isFalse();
    }
}
