package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Settings;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class SelectTest implements TransformerContract<ColumnSelection> {
    @Override
    public Select learner() {
        return new Select(ColumnChoice.parse("x1,x2*,type:categorical"));
    }

    @Override
    public Dataset data() {
        return Samples.withColumn(
                Samples.numbers(60, 4, 1), new Column.Categorical("kind", List.of("p", "q")), new double[60]);
    }

    @Override
    public Dataset largeData() {
        return Samples.numbers(6_000, 24, 2);
    }

    // A chosen column that is absent is refused at fitting; the contract's smallest data lack one.
    @Test
    void keepsWhatIsNamedOrOfAKind() {
        assertThat(learner().fit(data()).output().names()).containsExactly("x1", "x2", "kind");
        assertThat(learner().withDrop(true).fit(data()).output().names()).containsExactly("x3", "x4");
        assertThat(learner().fit(largeData()).output().names())
                .containsExactly("x1", "x2", "x20", "x21", "x22", "x23", "x24");
        assertThat(new Select(ColumnChoice.NUMERIC).fit(data()).output().size()).isEqualTo(4);
        assertThat(new Select().fit(data()).output()).isEqualTo(data().schema());
    }

    @Test
    void namesWithSignsAreQuoted() {
        Dataset odd = Samples.withColumn(Samples.numbers(3, 1, 1), new Column.Numeric("a,*\\ b"), 1, 2, 3);
        Select select = new Select(ColumnChoice.named("a,*\\ b"));
        assertThat(select.fit(odd).output().names()).containsExactly("a,*\\ b");
        assertThat(Settings.with(new Select(), "columns", select.columns().toString()))
                .isEqualTo(select);
        Dataset typed = Samples.withColumn(Samples.numbers(3, 1, 1), new Column.Numeric("type:x"), 1, 2, 3);
        assertThat(new Select(ColumnChoice.named("type:x")).fit(typed).output().names())
                .containsExactly("type:x");
    }

    @Test
    void refusesNamesThatFitNothing() {
        assertThatThrownBy(() -> new Select(ColumnChoice.named("kint")).fit(data()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("did you mean \"kind\"");
        assertThatThrownBy(() -> new Select().withDrop(true).fit(data()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("leaves none of the 5 columns");
        assertThatThrownBy(() -> ColumnChoice.parse("type:text"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("type:numeric");
        assertThatThrownBy(() -> ColumnChoice.parse("a,,b")).isInstanceOf(InputException.class);
    }
}
