package org.tandemml.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Model;
import org.tandemml.core.Schema;
import org.tandemml.core.Settings;
import org.tandemml.core.Transformer;

/// What every learner refuses, in one line that names the value and the place; and what its settings promise.
///
/// @param <M> the kind of model
public interface RefusalContract<M extends Model> extends Subject<M> {
    /// No rows.
    @Test
    default void refusesEmptyData() {
        Expect.refusal("a fit on no rows", () -> fitted(data().select()), "row");
    }

    /// No feature columns.
    @Test
    default void refusesDataWithoutFeatures() {
        if (!looksAtFeatures()) {
            return;
        }
        String[] all = data().schema().names().toArray(String[]::new);
        Expect.refusal("a fit on no columns", () -> fitted(data().without(all)), "column");
    }

    /// Infinite values are refused, with column and row; missing ones too, unless the traits allow them.
    @Test
    default void refusesNonFiniteValuesByPlace() {
        int column = numericColumn();
        if (column < 0 || !looksAtFeatures()) {
            return;
        }
        String name = data().schema().column(column).name();
        for (double value : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            Dataset bad = Samples.withCell(data(), 4, column, value);
            Expect.refusal(value + " in row 5", () -> fitted(bad), name, "5", Double.toString(value));
        }
        Dataset missing = Samples.withCell(data(), 4, column, Double.NaN);
        if (learner().traits().missing()) {
            Expect.that(
                    Expect.refusalOrEmpty("a missing value", () -> outputs(fitted(missing), missing.features()))
                            .isEmpty(),
                    "the traits say that missing values are taken, they were refused");
        } else {
            Expect.refusal("a missing value in row 5", () -> fitted(missing), name, "5", "missing");
        }
    }

    /// A value that is missing in new data is refused with column and row, or the prediction is a number all the same.
    @Test
    default void refusesMissingNewValuesItCannotTake() {
        int column = numericColumn();
        if (column < 0) {
            return;
        }
        M model = fitted(data());
        Dataset missing = Samples.withCell(data(), 4, column, Double.NaN);
        String refusal = Expect.refusalOrEmpty("a missing value to predict", () -> outputs(model, missing));
        if (refusal.isEmpty()) {
            Expect.that(model.takesMissing(), "a missing value was taken by a model that says it takes none");
            if (!(model instanceof Transformer)) {
                Expect.noNaN(outputs(model, missing), "the prediction for a row with a missing value");
            }
            return;
        }
        Expect.that(
                !learner().traits().missing(),
                "the traits say that missing values are taken, a new one was refused: " + refusal);
        for (String part : List.of(data().schema().column(column).name(), "5", "missing")) {
            Expect.that(refusal.contains(part), "the refusal does not name " + part + ": " + refusal);
        }
    }

    private int numericColumn() {
        return IntStream.range(0, data().columns())
                .filter(j -> data().schema().column(j) instanceof Column.Numeric)
                .findFirst()
                .orElse(-1);
    }

    /// Categories are refused by column and cure, unless the traits allow them; then an unseen level is refused.
    @Test
    default void refusesCategoriesItCannotTake() {
        Column.Categorical color = new Column.Categorical("colour of it", List.of("red", "blue"));
        Dataset data = Samples.withColumn(
                data(),
                color,
                IntStream.range(0, data().rows()).mapToDouble(i -> i / 2 % 2).toArray());
        if (!learner().traits().categories()) {
            Expect.refusal("a column of categories", () -> fitted(data), "colour of it", "OneHot");
            return;
        }
        M model = fitted(data);
        Column.Categorical wider = new Column.Categorical("colour of it", List.of("blue", "mauve", "red"));
        double[] levels = new double[data.rows()];
        Arrays.setAll(levels, i -> i == 3 ? 1 : 2);
        Dataset unseen = Samples.withColumn(data(), wider, levels);
        switch (model.unseen()) {
            case ERROR ->
                Expect.refusal(
                        "an unseen level", () -> outputs(model, unseen), "colour of it", "\"mauve\"", "row 4", "blue");
            case MISSING -> Expect.noNaN(new double[] {outputs(model, unseen).length}, "an unseen level");
        }
    }

    /// A column that held numbers in training may not hold categories afterwards.
    @Test
    default void refusesAColumnOfAnotherKind() {
        M model = fitted(data());
        Column old = data().schema().column(0);
        Column other = old instanceof Column.Numeric
                ? new Column.Categorical(old.name(), List.of("only"))
                : new Column.Numeric(old.name());
        List<Column> columns = new ArrayList<>(data().schema().columns());
        columns.set(0, other);
        Dataset changed = data();
        for (int i = 0; i < data().rows(); i++) {
            changed = Samples.withCell(changed, i, 0, 0);
        }
        Dataset wrong = changed.withFeatures(new Schema(columns), changed.features());
        Expect.refusal("a column of another kind", () -> outputs(model, wrong), '"' + old.name() + '"');
    }

    /// The name is one word in lower case, so that it can be typed.
    @Test
    default void nameCanBeTyped() {
        Expect.that(
                learner().name().matches("[a-z0-9]+(-[a-z0-9]+)*"),
                "the name was \"" + learner().name() + "\"");
    }

    /// Every setting says what it means.
    @Test
    default void settingsHaveMeanings() {
        for (Settings.Entry entry : Settings.of(learner())) {
            Expect.that(
                    !entry.meaning().isBlank(), "the setting \"" + entry.name() + "\" has no meaning: add @Setting");
        }
    }

    /// Every setting can be set to the text it is printed as.
    @Test
    default void settingsComeBackFromTheirText() {
        for (Settings.Entry entry : Settings.of(learner())) {
            Expect.that(
                    Settings.with(learner(), entry.name(), entry.value()).equals(learner()),
                    "the setting \"" + entry.name() + "\" set to its own value \"" + entry.value()
                            + "\" gave another learner");
        }
    }

    /// A mistyped setting is refused with the right name suggested.
    @Test
    default void refusesUnknownSettingsWithTheNearestName() {
        Expect.refusal("an unknown setting", () -> Settings.with(learner(), "no such setting at all", "1"), "unknown");
        for (Settings.Entry entry : Settings.of(learner())) {
            Expect.refusal(
                    "a mistyped setting",
                    () -> Settings.with(learner(), entry.name() + "x", entry.value()),
                    "did you mean \"" + entry.name() + "\"");
        }
    }
}
