package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.regularization.Penalty;

/// Longley's macroeconomic data of 1947 to 1962, the classic of ill-conditioned least squares.
///
/// Data: Longley, *An appraisal of least squares programs*, JASA 62, 1967, as in R 4.2.2's `longley`. Expected numbers:
/// `summary(lm(Employed ~ ., longley))` of R 4.2.2, 17 digits.
class LongleyTest {
    /// GNP deflator, GNP, unemployed, armed forces, population, year; employed last.
    private static final double[][] LONGLEY = {
        {83.0, 234.289, 235.6, 159.0, 107.608, 1947, 60.323},
        {88.5, 259.426, 232.5, 145.6, 108.632, 1948, 61.122},
        {88.2, 258.054, 368.2, 161.6, 109.773, 1949, 60.171},
        {89.5, 284.599, 335.1, 165.0, 110.929, 1950, 61.187},
        {96.2, 328.975, 209.9, 309.9, 112.075, 1951, 63.221},
        {98.1, 346.999, 193.2, 359.4, 113.270, 1952, 63.639},
        {99.0, 365.385, 187.0, 354.7, 115.094, 1953, 64.989},
        {100.0, 363.112, 357.8, 335.0, 116.219, 1954, 63.761},
        {101.2, 397.469, 290.4, 304.8, 117.388, 1955, 66.019},
        {104.6, 419.180, 282.2, 285.7, 118.734, 1956, 67.857},
        {108.4, 442.769, 293.6, 279.8, 120.445, 1957, 68.169},
        {110.8, 444.546, 468.1, 263.7, 121.950, 1958, 66.513},
        {112.6, 482.704, 381.3, 255.2, 123.366, 1959, 68.655},
        {114.2, 502.601, 393.1, 251.4, 125.368, 1960, 69.564},
        {115.7, 518.173, 480.6, 257.2, 127.852, 1961, 69.331},
        {116.9, 554.894, 400.7, 282.7, 130.081, 1962, 70.551}
    };
    private static final double[] COEFFICIENTS = {
        0.015061872271372709,
        -0.035819179292590986,
        -0.020202298038168233,
        -0.010332268671735883,
        -0.051104105653579125,
        1.8291514646135498
    };
    private static final double[] ERRORS = {
        0.084914925774767475,
        0.033491007772243453,
        0.0048839968165170352,
        0.0021427416316167599,
        0.22607320006937290,
        0.45547849914221422,
        890.42038360737718
    };

    private static Dataset longley() {
        double[] values = new double[16 * 6];
        double[] employed = new double[16];
        for (int i = 0; i < 16; i++) {
            System.arraycopy(LONGLEY[i], 0, values, i * 6, 6);
            employed[i] = LONGLEY[i][6];
        }
        Schema schema = Schema.numeric("deflator", "gnp", "unemployed", "armed_forces", "population", "year");
        return Dataset.of("longley", schema, new DenseMatrix(16, 6, values), new Target.Numbers("employed", employed));
    }

    @Test
    void leastSquaresAgreeWithRToTenDigits() {
        LinearModel model = new LinearRegression().withPenalty(Penalty.none()).fit(longley(), Fitting.defaults());
        assertThat(model.report().converged()).isTrue();
        double[] coefficients = model.coefficients();
        for (int j = 0; j < 6; j++) {
            assertThat(coefficients[j] / COEFFICIENTS[j]).isCloseTo(1, within(1e-9));
        }
        assertThat(model.intercept() / -3482.2586345958).isCloseTo(1, within(1e-9));
        assertThat(model.residualVariance() / 0.09293600616732467).isCloseTo(1, within(1e-9));
        assertThat(model.degreesOfFreedom()).isEqualTo(9);
        double[] errors = model.storedStandardErrors();
        for (int j = 0; j < 7; j++) {
            assertThat(errors[j] / ERRORS[j]).isCloseTo(1, within(1e-8));
        }
    }
}
