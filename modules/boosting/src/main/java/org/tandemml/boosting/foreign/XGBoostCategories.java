package org.tandemml.boosting.foreign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.tandemml.core.InputException;

/// The names of categories that XGBoost 3.1 and later keep in a model that was trained on a data frame: the member
/// `cats` of the tree model.
///
/// `enc` has an element a feature: of names `{offsets, values}`, the UTF-8 bytes of all names end to end (as signed
/// numbers) and where each begins; of numbers `{type, values}`; both empty for a feature that is no category. Code c of
/// the splits is the c-th of them. `feature_segments` and `sorted_idx` follow from these and are not needed.
final class XGBoostCategories {
    private XGBoostCategories() {}

    /// For each feature the names of its categories, none where it has none or they are not told apart by them. Nothing
    /// for a model without names.
    static List<List<String>> of(Value model, int features) {
        List<Value> columns = model.find("cats")
                .flatMap(cats -> cats.find("enc"))
                .map(Value::items)
                .orElse(List.of());
        if (columns.isEmpty()) {
            return List.of();
        }
        if (columns.size() > features) {
            throw new InputException(
                    "cats.enc has " + columns.size() + " columns, the model " + features + " features");
        }
        List<List<String>> names = new ArrayList<>();
        for (Value column : columns) {
            List<String> levels = column.find("offsets").isPresent() ? texts(column) : numbers(column);
            names.add(new HashSet<>(levels).size() == levels.size() ? levels : List.of());
        }
        while (names.size() < features) {
            names.add(List.of());
        }
        return names;
    }

    private static List<String> texts(Value column) {
        int[] bytes = column.get("values").integers(Byte.MIN_VALUE, 255);
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) bytes[i];
        }
        int[] offsets = column.get("offsets").integers(0, all.length);
        List<String> names = new ArrayList<>();
        for (int k = 0; k + 1 < offsets.length; k++) {
            if (offsets[k + 1] < offsets[k]) {
                throw new InputException(
                        column.path() + ".offsets must ascend, " + offsets[k + 1] + " follows " + offsets[k]);
            }
            names.add(new String(all, offsets[k], offsets[k + 1] - offsets[k], StandardCharsets.UTF_8));
        }
        return names;
    }

    /// Categories that are numbers, as a CSV file would show them.
    private static List<String> numbers(Value column) {
        return column.find("values").stream()
                .flatMap(values -> Arrays.stream(values.numbers()).boxed())
                .map(x -> x == Math.rint(x) && Math.abs(x) < 0x1p53 ? Long.toString(x.longValue()) : x.toString())
                .toList();
    }
}
