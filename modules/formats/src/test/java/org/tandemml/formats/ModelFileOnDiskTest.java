package org.tandemml.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.InputException;

class ModelFileOnDiskTest {
    @TempDir
    Path folder;

    @Test
    void readingNamesWhatIsNotThere() throws IOException {
        assertThatThrownBy(() -> ModelFile.read(folder.resolve("no.tandem")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no.tandem does not exist");
        assertThatThrownBy(() -> ModelFile.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a directory");
        Path csv = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n");
        assertThatThrownBy(() -> ModelFile.read(csv))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a.csv is not a Tandem model file");
    }

    @Test
    void modelsGoThroughFilesWhenTheirCodecIsRegistered() throws IOException {
        Path file = folder.resolve("m.tandem");
        byte[] bytes = ModelFile.toBytes(SampleModel.sample(), SampleModel.CODECS);
        Files.write(file, bytes);
        assertThatThrownBy(() -> ModelFile.read(file))
                .as("no codec is registered in this module")
                .isInstanceOf(InputException.class)
                .hasMessageContaining("m.tandem holds a model of type \"sample\"");
        assertThatThrownBy(() -> ModelFile.write(SampleModel.sample(), file)).isInstanceOf(InputException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }
}
