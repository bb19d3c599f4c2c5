package org.tandemml.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.Model;
import org.tandemml.core.ModelCodec;
import org.tandemml.core.Provenance;

class ModelFileTest {
    private final byte[] bytes = ModelFile.toBytes(SampleModel.sample(), SampleModel.CODECS);

    private static Model read(byte[] bytes) {
        return ModelFile.fromBytes("m.tandem", bytes, SampleModel.CODECS);
    }

    private static String refusal(byte[] bytes) {
        String message = assertThrows(InputException.class, () -> read(bytes)).getMessage();
        assertThat(message).startsWith("m.tandem ").hasSizeLessThan(700).doesNotContainPattern("\\p{Cntrl}");
        return message;
    }

    /// A file made of these bytes with a right header.
    private static byte[] file(Consumer<ByteSink> body) {
        ByteSink sink = new ByteSink();
        sink.skip(24);
        body.accept(sink);
        return Corruption.withChecksum(sink.toBytes());
    }

    private static void header(ByteSink out, String type) {
        out.text(type);
        ModelParts.write(SampleModel.sample().schema(), out);
        ModelParts.write(SampleModel.sample().report(), out);
        ModelParts.write(SampleModel.sample().provenance(), out);
    }

    @Test
    void everyPartComesBackBitForBit() {
        assertThat(read(bytes)).isEqualTo(SampleModel.sample());
    }

    @Test
    void equalModelsGiveEqualBytes() {
        assertThat(ModelFile.toBytes(SampleModel.sample(), SampleModel.CODECS)).isEqualTo(bytes);
    }

    @Test
    void headerIsAsDocumented() {
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        header.get(magic);
        assertThat(magic).isEqualTo(new byte[] {(byte) 0x89, 'T', 'D', 'M', 13, 10, 26, 10});
        assertThat(header.getInt()).isEqualTo(2);
        header.getInt();
        assertThat(header.getLong()).isEqualTo(bytes.length - 24);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = ModelFileTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /// sample-v2.model has the bytes of `ModelFile.toBytes(SampleModel.sample())` and is never rewritten.
    @Test
    void modelFileOfThisVersionIsStillRead() throws IOException {
        byte[] golden = golden("sample-v2.model");
        assertThat(read(golden)).isEqualTo(SampleModel.sample());
        assertThat(bytes).isEqualTo(golden);
    }

    @Nested
    class Refuses {
        @Test
        void newerVersion() {
            byte[] other = bytes.clone();
            other[8] = 3;
            assertThat(refusal(other))
                    .isEqualTo("m.tandem was written in format version 3, this Tandem (" + Provenance.VERSION
                            + ") reads version 2: train the model again, or update Tandem");
        }

        /// A file as version 1 wrote it, whole and with a right checksum.
        @Test
        void olderVersion() throws IOException {
            assertThat(refusal(golden("sample-v1.model")))
                    .isEqualTo("m.tandem was written in format version 1, this Tandem (" + Provenance.VERSION
                            + ") reads version 2: train the model again, or export it with the Tandem that wrote it"
                            + " and import that file");
        }

        @Test
        void versionThatNeverWas() {
            byte[] other = bytes.clone();
            other[8] = 0;
            assertThat(refusal(other)).contains("damaged").contains("version 0");
        }

        @Test
        void whatIsNoModelFile() {
            assertThat(refusal("sepal,petal\n1,2\n".getBytes(StandardCharsets.UTF_8)))
                    .contains("not a Tandem model file");
            assertThat(refusal(new byte[0])).contains("empty");
        }

        @Test
        void fileThatWasCutShort() {
            assertThat(refusal(Arrays.copyOf(bytes, bytes.length - 1)))
                    .contains("incomplete")
                    .contains((bytes.length - 1) + " of at least " + bytes.length + " bytes")
                    .contains("copy it again");
        }

        @Test
        void bytesAfterTheEnd() {
            assertThat(refusal(Arrays.copyOf(bytes, bytes.length + 3))).contains("3 bytes follow");
        }

        @Test
        void oneChangedBit() {
            byte[] other = bytes.clone();
            other[other.length / 2] ^= 1;
            assertThat(refusal(other)).contains("damaged").contains("checksum");
        }

        @Test
        void unknownTypeOfModel() {
            byte[] other = file(out -> {
                header(out, "boosting\nrm -rf");
                out.int32(0);
            });
            assertThat(refusal(other))
                    .contains("type \"boosting rm -rf\"")
                    .contains("known: sample")
                    .contains("add the");
        }

        @Test
        void missingField() {
            byte[] other = file(out -> {
                header(out, "sample");
                out.int32(0);
            });
            assertThat(refusal(other))
                    .contains("the field \"target\" is missing")
                    .contains("type \"sample\"");
        }

        @Test
        void fieldOfAnotherType() {
            byte[] other = file(out -> {
                header(out, "sample");
                out.int32(1);
                out.text("target");
                out.octet(FieldType.FLAG.octet);
                out.sized(() -> out.flag(true));
            });
            assertThat(refusal(other)).contains("\"target\" must be of type TEXT, was FLAG");
        }

        @Test
        void fieldTwice() {
            byte[] other = file(out -> {
                header(out, "sample");
                out.int32(2);
                for (int i = 0; i < 2; i++) {
                    out.text("target");
                    out.octet(FieldType.FLAG.octet);
                    out.sized(() -> out.flag(true));
                }
            });
            assertThat(refusal(other)).contains("two fields are named \"target\"");
        }

        @Test
        void arrayLongerThanTheFile() {
            for (int claimed : new int[] {-1, 3, 1 << 28, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                byte[] other = file(out -> {
                    header(out, "sample");
                    out.int32(2);
                    out.text("target");
                    out.octet(FieldType.TEXT.octet);
                    out.sized(() -> out.text("y"));
                    out.text("weights");
                    out.octet(FieldType.NUMBERS.octet);
                    out.sized(() -> {
                        out.int32(claimed);
                        out.float64(1);
                    });
                });
                assertThat(refusal(other)).contains("a length of " + claimed + " with 8 bytes left");
            }
        }

        @Test
        void modelsNestedTooDeep() {
            byte[] other = file(out -> nest(out, 100_000));
            assertThat(refusal(other)).contains("nested more than 16 deep");
        }

        private void nest(ByteSink out, int levels) {
            // By hand, from the inside out, with lengths that go on to the end: recursion of the test would overflow.
            for (int i = 0; i < levels; i++) {
                out.text("sample");
                out.int32(0);
                out.flag(true);
                out.text("");
                out.int32(0);
                out.float64(0);
                out.int32(0);
                out.int32(0);
                out.int32(0);
                out.text("");
                out.text("");
                out.int64(0);
                out.text("");
                out.int64(0);
                out.text("");
                out.int32(1);
                out.text("inner");
                out.octet(FieldType.MODEL.octet);
                out.int32((levels - 1 - i) * 93);
            }
        }

        @Test
        void whateverMakesACodecFail() {
            ModelCodec<SampleModel> careless = new SampleModel.Codec() {
                @Override
                public SampleModel read(Fields.Reader in) {
                    throw new ArrayIndexOutOfBoundsException("Index 7 out of bounds\nfor length 3");
                }
            };
            assertThatThrownBy(() -> ModelFile.fromBytes("m.tandem", bytes, new ModelCodecs(List.of(careless))))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is damaged (model of type \"sample\": Index 7 out of bounds for length 3)");
        }
    }

    @Nested
    class Writing {
        @Test
        void refusesModelsWithoutCodec() {
            assertThatThrownBy(() -> ModelFile.toBytes(SampleModel.sample(), new ModelCodecs(List.of())))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("SampleModel")
                    .hasMessageContaining("codec");
        }

        @Test
        void refusesWhatReadingWouldRefuse() {
            SampleModel deep = SampleModel.plain(List.of());
            for (int i = 0; i < 16; i++) {
                deep = SampleModel.plain(List.of(deep));
            }
            SampleModel tooDeep = deep;
            assertThatThrownBy(() -> ModelFile.toBytes(tooDeep, SampleModel.CODECS))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("nested more than 16 deep");
            SampleModel deepest = deep.inner().get(0);
            assertThat(read(ModelFile.toBytes(deepest, SampleModel.CODECS))).isEqualTo(deepest);
        }

        @Test
        void refusesTextThatUtf8CannotKeep() {
            ModelCodec<SampleModel> writesHalfAPair = new SampleModel.Codec() {
                @Override
                public void write(SampleModel model, Fields.Writer out) {
                    out.text("name", "a\uD83D");
                }
            };
            assertThatThrownBy(() -> ModelFile.toBytes(SampleModel.sample(), new ModelCodecs(List.of(writesHalfAPair))))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("surrogate");
        }

        @Test
        void twoFieldsOfOneNameAreABug() {
            ModelCodec<SampleModel> writesTwice = new SampleModel.Codec() {
                @Override
                public void write(SampleModel model, Fields.Writer out) {
                    out.flag("a", true);
                    out.flag("a", true);
                }
            };
            assertThatThrownBy(() -> ModelFile.toBytes(SampleModel.sample(), new ModelCodecs(List.of(writesTwice))))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void twoCodecsOfOneTypeAreABug() {
            assertThatThrownBy(() -> new ModelCodecs(List.of(SampleModel.CODEC, new SampleModel.Codec())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("sample");
        }
    }
}
