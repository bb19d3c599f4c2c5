package org.tandemml.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static List<String> texts(Axis axis) {
        return axis.ticks().stream().map(Axis.Tick::text).toList();
    }

    @Test
    void ticksAreRoundNumbers() {
        assertThat(texts(Axis.unit(""))).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(texts(Axis.linear("", -3, 3))).containsExactly("-3", "-2", "-1", "0", "1", "2", "3");
        assertThat(texts(Axis.linear("", 0.913, 0.968)))
                .containsExactly("0.91", "0.92", "0.93", "0.94", "0.95", "0.96", "0.97");
        assertThat(texts(Axis.linear("", 0, 3e7))).containsExactly("0", "5e6", "1e7", "1.5e7", "2e7", "2.5e7", "3e7");
        assertThat(texts(Axis.linear("", 1e-9, 3e-9))).containsExactly("1e-9", "1.5e-9", "2e-9", "2.5e-9", "3e-9");
        assertThat(texts(Axis.counts("", 3))).containsExactly("0", "1", "2", "3");
        assertThat(texts(Axis.fromZero("", 0.3)))
                .containsExactly("0.00", "0.05", "0.10", "0.15", "0.20", "0.25", "0.30");
        assertThat(texts(Axis.logarithmic("", 0.02, 200))).containsExactly("0.01", "0.1", "1", "10", "100", "1000");
        assertThat(texts(Axis.seconds("", 2e-6, 20)))
                .containsExactly("1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s", "10 s", "100 s");
        assertThat(texts(Axis.categories("", List.of("a", "b")))).containsExactly("a", "b");
    }

    @Test
    void positionsRunFromZeroToOneAndStayInside() {
        Axis linear = new Axis("", 2, 4, Axis.Scale.LINEAR, List.of());
        assertThat(linear.position(2)).isEqualTo(0);
        assertThat(linear.position(3)).isEqualTo(0.5);
        assertThat(linear.position(9)).isEqualTo(1);
        Axis decades = Axis.logarithmic("", 1, 100);
        assertThat(decades.position(10)).isCloseTo(0.5, within(1e-15));
        assertThat(decades.position(0)).isEqualTo(0);
    }

    @Test
    void anyFiniteRangeHasTicksInsideIt() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            double low = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(600) - 300);
            double high = low + random.nextDouble() * Math.pow(10, random.nextInt(600) - 300);
            for (Axis axis : List.of(
                    Axis.linear("", low, high),
                    Axis.fromZero("", high),
                    Axis.counts("", high),
                    Axis.logarithmic("", Math.abs(low) + 1e-300, Math.max(Math.abs(low) + 1e-300, high)))) {
                assertThat(axis.ticks().size()).as("%s to %s", low, high).isBetween(1, 13);
                double slack = 1e-6 * (axis.high() - axis.low());
                assertThat(axis.ticks())
                        .allMatch(t -> t.value() >= axis.low() - slack && t.value() <= axis.high() + slack);
            }
            Axis covers = Axis.linear("", low, high);
            assertThat(covers.low()).isLessThanOrEqualTo(low);
            assertThat(covers.high()).isGreaterThanOrEqualTo(high);
        }
    }

    @Test
    void rangesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> Axis.linear("loss", Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"loss\"")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Axis.logarithmic("time", 0, 1)).hasMessageContaining("above 0, was 0");
        assertThatThrownBy(() -> new Axis("x", 1, 1, Axis.Scale.LINEAR, List.of()))
                .hasMessageContaining("1.0 to 1.0");
        assertThatThrownBy(() -> Axis.categories("x", List.of())).hasMessageContaining("at least one name");
    }

    @Test
    void compactNumbersHaveThreeDigits() {
        assertThat(List.of(0.0, 0.25, 1.0, 1234.0, 1.2e7, -1e-5).stream().map(Axis::compact))
                .containsExactly("0", "0.25", "1", "1234", "1.2e7", "-1e-5");
    }
}
