package org.tandemml.core;

/// A service by which a module writes and reads one type of model as named fields; `formats` puts them into a file.
///
/// Schema, report and provenance are kept by the file itself and handed back by [Fields.Reader]. A codec's reader must
/// validate what it reads (lengths against each other, indices against sizes) and throw [InputException] otherwise.
///
/// @param <M> the type of model
public interface ModelCodec<M extends Model> {
    /// The name of the type in the file, for ever: `logistic`.
    String type();

    /// The class that this codec writes.
    Class<M> modelClass();

    /// Writes the fields that, with schema, report and provenance, make the model.
    void write(M model, Fields.Writer out);

    /// The model from its fields.
    M read(Fields.Reader in);
}
