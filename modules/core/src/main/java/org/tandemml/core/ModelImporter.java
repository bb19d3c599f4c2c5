package org.tandemml.core;

import java.util.List;
import java.util.stream.IntStream;

/// A service by which a module reads the model files of another library; `formats` finds it by [#format()].
public interface ModelImporter {
    /// What a foreign file may not say.
    ///
    /// @param target the name of the target column
    /// @param classes the names of the classes in the order of their numbers there; empty for `0, 1, 2, …`
    record Names(String target, List<String> classes) {
        /// `target` and numbered classes.
        public static final Names UNKNOWN = new Names("target", List.of());

        public Names {
            classes = List.copyOf(classes);
        }

        /// The class names, or the numbers `0..count-1` if none were given.
        public List<String> classes(int count) {
            if (classes.isEmpty()) {
                return IntStream.range(0, count).mapToObj(Integer::toString).toList();
            }
            if (classes.size() != count) {
                throw new InputException(
                        "the model has " + count + " classes, " + classes.size() + " names were given: " + classes);
            }
            return classes;
        }
    }

    /// The name of the format: `xgboost`.
    String format();

    /// What files it reads, in a few words.
    String meaning();

    /// The model that a whole file holds. Whatever is wrong with the bytes ends in an [InputException] that says what
    /// and where, without the file's name; memory stays within a small multiple of their number.
    Model read(byte[] file, Names names);
}
