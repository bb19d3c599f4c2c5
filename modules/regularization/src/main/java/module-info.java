/// Penalties on coefficients, shared by all learners that shrink.
@org.jspecify.annotations.NullMarked
module org.tandemml.regularization {
    requires static org.jspecify;
    requires org.tandemml.core;

    exports org.tandemml.regularization;
}
