package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class PolynomialTest implements TransformerContract<PolynomialTerms> {
    @Override
    public Polynomial learner() {
        return new Polynomial();
    }

    // preprocessing.polynomial_degree2_first_two_columns: PolynomialFeatures of scikit-learn 1.2.1.
    @Test
    void equalsScikitLearn() {
        Dataset data = ScalingSamples.data().without("x3", "x4");
        PolynomialTerms step = new Polynomial().withBias(true).fit(data);
        ScalingSamples.equalWithin(
                Samples.dense(step.transform(data.features().select(new int[] {0, 5}))),
                1.0,
                1.0,
                200.0,
                1.0,
                200.0,
                40000.0,
                1.0,
                3.0,
                199.0,
                9.0,
                597.0,
                39601.0);
        assertThat(step.output().names()).containsExactly("1", "x1", "x2", "x1^2", "x1*x2", "x2^2");
    }

    // PolynomialFeatures(3) and PolynomialFeatures(3, interaction_only=True, include_bias=False), scikit-learn 1.6.1.
    @Test
    void equalsScikitLearnOfDegreeThree() {
        Dataset two = ScalingSamples.data().without("x3", "x4");
        PolynomialTerms cubic = new Polynomial().withDegree(3).withBias(true).fit(two);
        ScalingSamples.equalWithin(
                ScalingSamples.transformed(cubic, 2, 180),
                1.0,
                2.0,
                180.0,
                4.0,
                360.0,
                32400.0,
                8.0,
                720.0,
                64800.0,
                5832000.0);
        assertThat(cubic.output().names()).endsWith("x1^3", "x1^2*x2", "x1*x2^2", "x2^3");
        PolynomialTerms products = new Polynomial()
                .withDegree(3)
                .withInteractionOnly(true)
                .fit(ScalingSamples.data().without("x4"));
        ScalingSamples.equalWithin(
                ScalingSamples.transformed(products, 1, 200, -3), 1.0, 200.0, -3.0, 200.0, -3.0, -600.0, -600.0);
        assertThat(products.output().names()).containsExactly("x1", "x2", "x3", "x1*x2", "x1*x3", "x2*x3", "x1*x2*x3");
    }

    @Test
    void aProductWithAMissingFactorIsMissing() {
        PolynomialTerms step = learner().fit(Samples.numbers(5, 2, 1));
        assertThat(ScalingSamples.transformed(step, 2, Double.NaN))
                .containsExactly(2, Double.NaN, 4, Double.NaN, Double.NaN);
    }

    @Test
    void sparseRowsStaySparse() {
        Dataset data = Samples.sparse(Samples.withCell(Samples.numbers(20, 3, 1), 4, 1, 0));
        SparseMatrix terms = (SparseMatrix) learner().fit(data).transform(data.features());
        assertThat(terms.end(4) - terms.start(4)).isEqualTo(5);
    }

    @Test
    void refusesTooManyTerms() {
        Dataset wide = Samples.numbers(2, 200, 1);
        assertThatThrownBy(() -> new Polynomial().withDegree(4).fit(wide))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("more than 1048576 terms");
        Dataset twice = Samples.numbers(3, 2, 1);
        Dataset clash = twice.withFeatures(Schema.numeric("a", "a^2"), twice.features());
        assertThatThrownBy(() -> learner().fit(clash))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("both named \"a^2\"");
        assertThat(IntStream.of(1, 2, 3)
                        .map(d -> new Polynomial()
                                .withDegree(d)
                                .fit(twice)
                                .output()
                                .size()))
                .containsExactly(2, 5, 9);
    }
}
