package org.tandemml.core;

/// A service by which a module writes its models as files of another library; `formats` finds it by [#format()] and
/// [#accepts].
public interface ModelExporter {
    /// The name of the format: `xgboost`.
    String format();

    /// What it writes, in a few words.
    String meaning();

    /// Whether it writes models of this kind.
    boolean accepts(Model model);

    /// The bytes of a whole file. Throws [InputException] if the other library cannot express the model.
    byte[] write(Model model);
}
