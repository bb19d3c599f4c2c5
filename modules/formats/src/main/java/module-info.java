/// The Tandem model file.
@org.jspecify.annotations.NullMarked
module org.tandemml.formats {
    requires static org.jspecify;
    requires transitive org.tandemml.core;

    exports org.tandemml.formats;

    uses org.tandemml.core.ModelCodec;
    uses org.tandemml.core.ModelExporter;
    uses org.tandemml.core.ModelImporter;
}
