package org.tandemml.core;

import java.util.List;

/// Named, typed fields of a model on their way to or from a file. Names are unique within one model.
public interface Fields {
    /// Takes the fields of a model.
    interface Writer {
        void integer(String name, long value);

        void number(String name, double value);

        void flag(String name, boolean value);

        void text(String name, String value);

        void numbers(String name, double[] values);

        void integers(String name, int[] values);

        void texts(String name, List<String> values);

        void schema(String name, Schema value);

        /// A model inside this one, written by its own codec with its own schema, report and provenance.
        void model(String name, Model value);
    }

    /// Gives the fields of a model. Each method throws [InputException] if the field is absent or of another type.
    interface Reader {
        /// The model's own schema.
        Schema schema();

        /// The model's own report.
        FitReport report();

        /// The model's own provenance.
        Provenance provenance();

        long integer(String name);

        /// An integer between `low` and `high`, both included; another one is an error. Any integer that sizes an array
        /// or bounds a loop is read this way, since a file may claim anything.
        default int integer(String name, int low, int high) {
            long value = integer(name);
            if (value < low || value > high) {
                throw new InputException(
                        "the field \"" + name + "\" must be between " + low + " and " + high + ", was " + value);
            }
            return (int) value;
        }

        double number(String name);

        boolean flag(String name);

        String text(String name);

        double[] numbers(String name);

        /// Numbers of a known count; another count is an error.
        double[] numbers(String name, int count);

        int[] integers(String name);

        List<String> texts(String name);

        Schema schema(String name);

        Model model(String name);

        /// A model of a known kind; another kind is an error.
        default <M extends Model> M model(String name, Class<M> kind) {
            Model model = model(name);
            if (!kind.isInstance(model)) {
                throw new InputException("the field \"" + name + "\" must hold a " + kind.getSimpleName() + ", held a "
                        + model.getClass().getSimpleName());
            }
            return kind.cast(model);
        }
    }
}
