package org.tandemml.kernels;

import java.util.Locale;
import jdk.incubator.vector.DoubleVector;

/// The kernels this JVM runs: the Vector API implementation if the module `jdk.incubator.vector` is present and the
/// vectors hold 128 to 512 bits, else the scalar one.
///
/// The system property `tandem.simd` decides: `auto` (default) falls back to scalar with one log line that names the
/// cure, `off` takes scalar without a word, `required` throws `IllegalStateException` if SIMD is not to be had.
public final class Kernels {
    private static final String CURE = "--add-modules jdk.incubator.vector";
    private static final ScalarDoubleKernels SCALAR_DOUBLES = new ScalarDoubleKernels();
    private static final ScalarFloatKernels SCALAR_FLOATS = new ScalarFloatKernels();
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
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
        if (setting().equals("off")) {
            return "scalar (tandem.simd is off)";
        }
        return PRESENT ? "scalar (" + unusable() + ")" : "scalar (add " + CURE + " for 5-10x)";
    }

    private static String setting() {
        return System.getProperty("tandem.simd", "auto").toLowerCase(Locale.ROOT);
    }

    private static boolean choose() {
        String setting = setting();
        boolean usable = PRESENT && Simd.usable();
        switch (setting) {
            case "off" -> {
                return false;
            }
            case "required" -> {
                if (PRESENT && !usable) {
                    throw new IllegalStateException("tandem.simd is \"required\", but " + unusable());
                }
                if (!PRESENT) {
                    throw new IllegalStateException("tandem.simd is \"required\", but the module jdk.incubator.vector "
                            + "is missing: start java with " + CURE);
                }
            }
            case "auto" -> {
                if (!usable) {
                    String reason = PRESENT ? unusable() : "start java with " + CURE + " for 5-10x";
                    System.getLogger(Kernels.class.getName())
                            .log(System.Logger.Level.INFO, "Tandem runs on scalar kernels; " + reason);
                }
            }
            default ->
                throw new IllegalStateException("tandem.simd must be auto, off or required, was \"" + setting + "\"");
        }
        return usable;
    }

    private static String unusable() {
        return "the vectors of this JVM hold " + Simd.preferredBits() + " bits, the SIMD kernels take 128 to 512";
    }

    /// Loaded only when the Vector API is present, so that its absence is no linkage error.
    private static final class Simd {
        static DoubleKernels doubles() {
            return new VectorDoubleKernels();
        }

        static FloatKernels floats() {
            return new VectorFloatKernels();
        }

        static int preferredBits() {
            return DoubleVector.SPECIES_PREFERRED.vectorBitSize();
        }

        /// The tiles of the products are laid out for these widths.
        static boolean usable() {
            return preferredBits() >= 128 && preferredBits() <= 512;
        }

        static int bits() {
            return VectorDoubleKernels.bits();
        }
    }
}
