package org.tandemml.core;

import java.util.HashSet;
import java.util.List;

/// Name and kind of one column of a table.
public sealed interface Column {
    /// The column's name, unique in its schema.
    String name();

    /// A column of numbers.
    record Numeric(String name) implements Column {
        public Numeric {
            checkName(name);
        }
    }

    /// A column of categories: the matrix holds the codes `0..levels.size()-1`, this holds their names.
    record Categorical(String name, List<String> levels) implements Column {
        public Categorical {
            checkName(name);
            levels = List.copyOf(levels);
            if (new HashSet<>(levels).size() != levels.size()) {
                throw new InputException("column \"" + name + "\" names a level twice: " + levels);
            }
        }
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw new InputException("a column needs a name, this one is empty");
        }
    }
}
