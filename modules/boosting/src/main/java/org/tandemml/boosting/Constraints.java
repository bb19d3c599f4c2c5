package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;

/// Reads constraints, by column names or as XGBoost writes them.
final class Constraints {
    private Constraints() {}

    /// `age:1,price:-1`, or `(1,-1,0)` with a direction for each column; −1, 0 or 1 for each column, or an empty array.
    static int[] monotone(String text, Schema schema) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return new int[0];
        }
        int[] directions = new int[schema.size()];
        boolean listed = stripped.startsWith("(") && stripped.endsWith(")");
        String[] parts = (listed ? stripped.substring(1, stripped.length() - 1) : stripped).split(",", -1);
        if (listed && parts.length > directions.length) {
            throw new InputException(
                    "monotone lists " + parts.length + " directions, the data have " + directions.length + " columns");
        }
        for (int k = 0; k < parts.length; k++) {
            int colon = parts[k].lastIndexOf(':');
            if (!listed && colon < 1) {
                throw new InputException("monotone must be written name:1,name:-1 or (1,-1,0), was \"" + text + "\"");
            }
            int column = listed ? k : column(parts[k].substring(0, colon), schema, "monotone");
            directions[column] = direction(listed ? parts[k] : parts[k].substring(colon + 1));
            if (directions[column] != 0 && schema.column(column) instanceof Column.Categorical) {
                throw new InputException("monotone names the column \""
                        + schema.column(column).name() + "\", which holds categories: they have no order");
            }
        }
        return directions;
    }

    private static int direction(String text) {
        return switch (text.strip()) {
            case "1", "+1" -> 1;
            case "-1" -> -1;
            case "0" -> 0;
            default -> throw new InputException("a monotone direction must be -1, 0 or 1, was \"" + text + "\"");
        };
    }

    /// `a,b;c,d`, or `[[0,1],[2,3]]` by column numbers; the members of each group, or null.
    static boolean @Nullable [][] interactions(String text, Schema schema) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return null;
        }
        boolean numbered = stripped.startsWith("[");
        String groups = numbered ? stripped.replaceAll("\\]\\s*,\\s*\\[", ";").replaceAll("[\\[\\]\\s]", "") : stripped;
        List<boolean[]> all = new ArrayList<>();
        for (String group : groups.split(";", -1)) {
            boolean[] members = new boolean[schema.size()];
            for (String name : group.split(",", -1)) {
                members[numbered ? number(name, schema) : column(name, schema, "interactions")] = true;
            }
            all.add(members);
        }
        return all.toArray(boolean[][]::new);
    }

    private static int number(String text, Schema schema) {
        try {
            int column = Integer.parseInt(text.strip());
            if (column >= 0 && column < schema.size()) {
                return column;
            }
        } catch (NumberFormatException e) {
            return column(text.replaceAll("[\"']", ""), schema, "interactions");
        }
        throw new InputException(
                "interactions name the column number " + text.strip() + ", the data have 0.." + (schema.size() - 1));
    }

    private static int column(String name, Schema schema, String setting) {
        int column = schema.indexOf(name.strip());
        if (column < 0) {
            throw Check.unknown("column in " + setting, name.strip(), schema.names());
        }
        return column;
    }
}
