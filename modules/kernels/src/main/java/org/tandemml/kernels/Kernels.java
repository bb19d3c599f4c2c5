package org.tandemml.kernels;

import java.util.Locale;

/// The kernels this JVM runs: the Vector API implementation if the module `jdk.incubator.vector` is present, else the
/// scalar one.
///
/// The system property `tandem.simd` decides: `auto` (default) falls back to scalar with one log line that names the
/// cure, `off` takes scalar without a word, `required` throws `IllegalStateException` if SIMD is not to be had.
public final class Kernels {
    private static final String CURE = "--add-modules jdk.incubator.vector";
    private static final ScalarDoubleKernels SCALAR_DOUBLES = new ScalarDoubleKernels();
    private static final ScalarFloatKernels SCALAR_FLOATS = new ScalarFloatKernels();
    private static final boolean SIMD = choose();
    private static final DoubleKernels DOUBLES = SIMD ? Simd.doubles() : SCALAR_DOUBLES;
    private static final FloatKernels FLOATS = SIMD ? Simd.floats() : SCALAR_FLOATS;

    private Kernels() {}

    /// Returns the kernels on `double` that this JVM runs.
    public static DoubleKernels doubles() {
        return DOUBLES;
    }

    /// Returns the kernels on `float` that this JVM runs.
    public static FloatKernels floats() {
        return FLOATS;
    }

    /// Returns the reference kernels on `double` in plain Java.
    public static DoubleKernels scalarDoubles() {
        return SCALAR_DOUBLES;
    }

    /// Returns the reference kernels on `float` in plain Java.
    public static FloatKernels scalarFloats() {
        return SCALAR_FLOATS;
    }

    /// Returns whether the Vector API runs the kernels.
    public static boolean simd() {
        return SIMD;
    }

    /// Returns what runs, for a report: `SIMD 512-bit`, or `scalar` with the cure.
    public static String description() {
        if (SIMD) {
            return "SIMD " + Simd.bits() + "-bit";
        }
        return setting().equals("off") ? "scalar (tandem.simd is off)" : "scalar (add " + CURE + " for 5-10x)";
    }

    private static String setting() {
        return System.getProperty("tandem.simd", "auto").toLowerCase(Locale.ROOT);
    }

    private static boolean choose() {
        String setting = setting();
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        switch (setting) {
            case "off" -> {
                return false;
            }
            case "required" -> {
                if (!present) {
                    throw new IllegalStateException("tandem.simd is \"required\", but the module jdk.incubator.vector "
                            + "is missing: start java with " + CURE);
                }
            }
            case "auto" -> {
                if (!present) {
                    System.getLogger(Kernels.class.getName())
                            .log(
                                    System.Logger.Level.INFO,
                                    "Tandem runs on scalar kernels; start java with " + CURE + " for 5-10x");
                }
            }
            default ->
                throw new IllegalStateException("tandem.simd must be auto, off or required, was \"" + setting + "\"");
        }
        return present;
    }

    /// Loaded only when the Vector API is present, so that its absence is no linkage error.
    private static final class Simd {
        static DoubleKernels doubles() {
            return new VectorDoubleKernels();
        }

        static FloatKernels floats() {
            return new VectorFloatKernels();
        }

        static int bits() {
            return VectorDoubleKernels.bits();
        }
    }
}
