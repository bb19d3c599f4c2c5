/// Readers, bundled data sets, generators, preprocessing and pipelines.
@org.jspecify.annotations.NullMarked
module org.tandemml.data {
    requires static org.jspecify;
    requires transitive java.sql;
    requires transitive org.tandemml.core;
    requires org.tandemml.kernels;
    requires org.tandemml.optimization;
    requires de.siegmar.fastcsv;
    requires org.apache.commons.statistics.distribution;

    exports org.tandemml.data;

    provides org.tandemml.core.LearnerProvider with
            org.tandemml.data.Preprocessing;
    provides org.tandemml.core.ModelCodec with
            org.tandemml.data.StandardizationCodec,
            org.tandemml.data.OneHotEncodingCodec,
            org.tandemml.data.ImputationCodec,
            org.tandemml.data.ColumnScalingCodec,
            org.tandemml.data.QuantileMappingCodec,
            org.tandemml.data.PowerMappingCodec,
            org.tandemml.data.RowNormalizationCodec,
            org.tandemml.data.OrdinalEncodingCodec,
            org.tandemml.data.TargetEncodingCodec,
            org.tandemml.data.PolynomialTermsCodec,
            org.tandemml.data.ColumnSelectionCodec,
            org.tandemml.data.PrincipalComponentsCodec,
            org.tandemml.data.TextTermsCodec,
            org.tandemml.data.TextBucketsCodec,
            org.tandemml.data.PipelineTransformerCodec,
            org.tandemml.data.PipelineClassifierCodec,
            org.tandemml.data.PipelineRegressorCodec;
}
