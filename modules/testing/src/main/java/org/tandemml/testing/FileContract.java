package org.tandemml.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Model;
import org.tandemml.core.Seed;
import org.tandemml.formats.ModelFile;

/// What must hold of every model in a file: it comes back whole, and a damaged file ends in one clear error.
///
/// @param <M> the kind of model
public interface FileContract<M extends Model> extends Subject<M> {
    /// The model after a trip through a file.
    @SuppressWarnings("unchecked")
    default M savedAndLoaded(M model) {
        Model loaded = ModelFile.fromBytes("m.tandem", ModelFile.toBytes(model));
        Expect.that(
                loaded.getClass() == model.getClass(),
                "a " + model.getClass().getName() + " came back as "
                        + loaded.getClass().getName());
        return (M) loaded;
    }

    /// Save and load give the same predictions bit for bit, and the same report, provenance and schema.
    @Test
    default void saveAndLoadGiveTheSameModel() {
        M model = fitted(data());
        M loaded = savedAndLoaded(model);
        Expect.sameBits(
                outputs(model, data().features()), outputs(loaded, data().features()), "prediction after loading");
        Expect.that(loaded.schema().equals(model.schema()), "the schema after loading was " + loaded.schema());
        Expect.that(loaded.report().equals(model.report()), "the report after loading was " + loaded.report());
        Expect.that(
                loaded.provenance().equals(model.provenance()),
                "the provenance after loading was " + loaded.provenance());
        Expect.that(loaded.unseen() == model.unseen(), "after loading, unseen levels are treated otherwise");
        Expect.that(
                Arrays.equals(ModelFile.toBytes(model), ModelFile.toBytes(loaded)),
                "saving the loaded model gave another file");
    }

    /// A codec whose fields change makes files of other Tandems unreadable without a word of why, unless the version of
    /// the format rises with it.
    @Test
    default void fieldsAreThoseOfTheFormatVersion() {
        Model model = fitted(data());
        String written = WrittenFields.of(model);
        // The list is of our own types; others have versions of their own.
        Expect.that(
                !model.getClass().getName().startsWith("org.tandemml.")
                        || WrittenFields.listed().contains(written),
                "fields.txt of tandem-testing does not list what this model writes: put it there, and if the fields of"
                        + " a model that could be saved before have changed, raise ModelFile.VERSION (now "
                        + ModelFile.VERSION + "), too. It writes\n" + written);
    }

    /// Pitfall 56: crafted files. Changed bytes, under a wrong or a right checksum, end in a model or an
    /// [InputException] of one line.
    @Test
    default void damagedFilesEndInOneClearError() {
        byte[] bytes = ModelFile.toBytes(fitted(data()));
        Seed.Stream random = new Seed(56).stream();
        for (int trial = 0; trial < 1000; trial++) {
            byte[] other = trial % 4 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
            if (trial % 4 > 0) {
                for (int k = 0; k < trial % 4; k++) {
                    int at = 24 + random.nextInt(bytes.length - 24);
                    other[at] = (byte) (trial % 8 < 4 ? random.nextInt(256) : other[at] ^ (1 << random.nextInt(8)));
                }
                rightChecksum(other);
            }
            String what = "damaged file " + trial;
            String message = Expect.refusalOrEmpty(what, () -> ModelFile.fromBytes("m.tandem", other));
            Expect.that(message.isEmpty() || message.startsWith("m.tandem "), what + ": the message was " + message);
            Expect.that(trial % 4 > 0 || !message.isEmpty(), what + " was cut short and loaded all the same");
        }
    }

    private static void rightChecksum(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, 24, file.length - 24);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(12, (int) crc.getValue());
    }
}
