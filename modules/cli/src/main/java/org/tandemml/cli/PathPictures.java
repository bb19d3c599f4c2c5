package org.tandemml.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tandemml.core.Model;
import org.tandemml.core.WholeFile;
import org.tandemml.data.PipelineClassifier;
import org.tandemml.data.PipelineRegressor;
import org.tandemml.linear.LinearModel;
import org.tandemml.linear.LogisticModel;
import org.tandemml.linear.RegularizationPath;
import org.tandemml.plot.Picture;

/// Writes the pictures of the regularisation path of a model that was asked for one.
final class PathPictures {
    private PathPictures() {}

    /// The files written, beside the model's where it is kept, in the current folder otherwise; none without a path.
    static List<Path> write(Model model, String learner, Optional<Path> modelFile) {
        Optional<RegularizationPath> found = of(model);
        if (found.isEmpty()) {
            return List.of();
        }
        String name = modelFile.map(file -> file.getFileName().toString()).orElse(learner);
        Path coefficients = beside(modelFile, name + "-path.svg");
        Path loss = beside(modelFile, name + "-path-loss.svg");
        write(found.get().coefficientPicture(), coefficients);
        Optional<Picture> validation = found.get().validationPicture();
        validation.ifPresent(picture -> write(picture, loss));
        return validation.isPresent() ? List.of(coefficients, loss) : List.of(coefficients);
    }

    private static Path beside(Optional<Path> modelFile, String name) {
        return modelFile.map(file -> file.resolveSibling(name)).orElseGet(() -> Path.of(name));
    }

    private static void write(Picture picture, Path file) {
        byte[] svg = picture.svg().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(svg));
    }

    private static Optional<RegularizationPath> of(Model model) {
        return switch (model) {
            case PipelineClassifier pipeline -> of(pipeline.last());
            case PipelineRegressor pipeline -> of(pipeline.last());
            case LogisticModel logistic -> logistic.path();
            case LinearModel linear -> linear.path();
            default -> Optional.empty();
        };
    }
}
