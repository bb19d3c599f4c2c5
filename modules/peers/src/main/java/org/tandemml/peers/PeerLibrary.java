package org.tandemml.peers;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.tandemml.core.InputException;

/// Calls of another library, whose troubles come out as a reason that fits into a row of a report.
///
/// @param name the library, as a report names it
/// @param cure what to do where it cannot be loaded
record PeerLibrary(String name, String cure) {
    static final PeerLibrary SMILE = new PeerLibrary(
            "Smile", "its jar must be on the class path, and smile-mlp needs a system OpenBLAS (Debian: libopenblas0)");
    static final PeerLibrary XGBOOST = new PeerLibrary(
            "XGBoost", "xgboost4j must be on the class path and holds natives for Linux, macOS and Windows on x86_64");
    static final PeerLibrary LIGHTGBM = new PeerLibrary(
            "LightGBM", "lightgbm4j must be on the class path and needs the system's libgomp.so.1 (Debian: libgomp1)");
    static final PeerLibrary LIBSVM = new PeerLibrary("LIBSVM", "the jar libsvm must be on the class path");
    static final PeerLibrary LIBLINEAR = new PeerLibrary("LIBLINEAR", "the jar liblinear must be on the class path");
    static final PeerLibrary TRIBUO =
            new PeerLibrary("Tribuo", "tribuo-classification-libsvm must be on the class path");
    static final PeerLibrary DJL = new PeerLibrary(
            "PyTorch by DJL",
            "its native code unpacks to about 450 MB and is left out unless asked for: TANDEM_DJL=1 ./tandem compare ..."
                    + " (Linux on x86_64)");
    static final PeerLibrary WEKA = new PeerLibrary("Weka", "weka-stable must be on the class path");

    /// The result of `work`. A class or native library that is missing becomes an [InputException] with the cure, any
    /// other failure of the library an `IllegalStateException` with its words.
    <T> T call(String learner, Callable<T> work) {
        try {
            return work.call();
        } catch (InputException | CancellationException ours) {
            throw ours;
        } catch (LinkageError missing) {
            throw new InputException(
                    learner + " cannot run here: " + name + " does not load (" + innermost(missing) + "): " + cure,
                    missing);
        } catch (Exception failed) {
            throw new IllegalStateException(name + " failed: " + innermost(failed), failed);
        }
    }

    private static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return message == null || message.isBlank()
                ? kind
                : kind + ": " + message.lines().findFirst().orElse("");
    }
}
