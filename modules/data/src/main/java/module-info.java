/// Readers, bundled data sets, generators, preprocessing and pipelines.
@org.jspecify.annotations.NullMarked
module org.tandemml.data {
    requires static org.jspecify;
    requires transitive java.sql;
    requires transitive org.tandemml.core;
    requires de.siegmar.fastcsv;

    exports org.tandemml.data;

    provides org.tandemml.core.LearnerProvider with
            org.tandemml.data.Preprocessing;
    provides org.tandemml.core.ModelCodec with
            org.tandemml.data.StandardizationCodec,
            org.tandemml.data.OneHotEncodingCodec,
            org.tandemml.data.ImputationCodec,
            org.tandemml.data.PipelineTransformerCodec,
            org.tandemml.data.PipelineClassifierCodec,
            org.tandemml.data.PipelineRegressorCodec;
}
