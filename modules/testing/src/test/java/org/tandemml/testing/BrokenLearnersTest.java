package org.tandemml.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;

/// Every check of the contracts fails on a learner that is wrong in the way the check is about, and on no other.
public class BrokenLearnersTest {
    private record Case(Object subject, String... failing) {
        @Override
        public String toString() {
            return subject + " fails " + String.join(", ", failing);
        }
    }

    private record Centroid(NearestCentroid learner) implements ClassifierContract<NearestCentroid.Fitted> {}

    private record Line(MarginalLine learner) implements RegressorContract<MarginalLine.Fitted> {}

    private record Centred(Centring learner) implements TransformerContract<Centring.Fitted> {}

    private record Other(Learner.OfClasses<NearestCentroid.Fitted> learner)
            implements ClassifierContract<NearestCentroid.Fitted> {}

    private static Case classifier(Fault fault, String... failing) {
        return new Case(new Centroid(new NearestCentroid(fault)), failing);
    }

    private static Case regressor(Fault fault, String... failing) {
        return new Case(new Line(new MarginalLine(fault)), failing);
    }

    private static Case transformer(Fault fault, String... failing) {
        return new Case(new Centred(new Centring(fault)), failing);
    }

    private static Stream<Case> faultyLearners() {
        return Stream.of(
                classifier(
                        Fault.COUNTS_ITS_FITS,
                        "sameFitTwiceGivesTheSameBits",
                        "threadsDoNotChangeTheFit",
                        "progressIsToldAndChangesNothing"),
                classifier(Fault.ADDS_BY_THREAD, "threadsDoNotChangeTheFit"),
                classifier(Fault.CAPS_WEIGHTS, "weightsEqualRepetition"),
                classifier(Fault.KEEPS_WEIGHT_ZERO, "weightZeroEqualsRemoval"),
                classifier(Fault.WRITES_TO_DATA, "fittingChangesNeitherLearnerNorData"),
                classifier(
                        Fault.WRITES_TO_SETTINGS,
                        "sameFitTwiceGivesTheSameBits",
                        "fittingChangesNeitherLearnerNorData"),
                classifier(Fault.NEVER_STOPS, "cancellationStops"),
                classifier(Fault.STOPS_ONLY_AT_FIRST, "cancellationStops"),
                classifier(Fault.CHANGES_WHEN_WATCHED, "progressIsToldAndChangesNothing"),
                classifier(Fault.TELLS_NOTHING, "progressIsToldAndChangesNothing"),
                classifier(Fault.GIVES_NO_REASON, "reportAndProvenanceAreFilledIn"),
                classifier(Fault.FORGETS_SEED, "reportAndProvenanceAreFilledIn"),
                classifier(Fault.DIVIDES_BY_ZERO, "constantAndDuplicateColumnsGiveNoNaN"),
                classifier(Fault.MISREADS_SPARSE, "sparseDataGiveTheSameModel"),
                classifier(Fault.CRASHES_ON_TWO_ROWS, "oneRowAndOneColumnEndInAModelOrAClearError"),
                classifier(Fault.ROUNDS_IN_BATCH, "batchEqualsRowByRow", "sixteenThreadsMayShareAModel"),
                classifier(
                        Fault.LOOKS_AT_ROW_NUMBER,
                        "batchEqualsRowByRow",
                        "orderAndSubsetOfRowsDoNotMatter",
                        "sixteenThreadsMayShareAModel"),
                classifier(Fault.PREDICTS_BY_THREAD, "threadsDoNotChangePredictions"),
                classifier(Fault.SHARES_A_BUFFER, "sixteenThreadsMayShareAModel"),
                classifier(Fault.TAKES_COLUMNS_BY_POSITION, "columnsAreFoundByName", "refusesAColumnOfAnotherKind"),
                classifier(Fault.CRASHES_ON_NO_ROWS, "noRowsGiveNoPredictions"),
                classifier(Fault.IGNORES_WIDTH, "refusesAnotherWidth"),
                classifier(Fault.FILLS_MISSING_COLUMN, "refusesAMissingColumn"),
                classifier(Fault.IGNORES_KIND, "refusesAColumnOfAnotherKind"),
                classifier(Fault.ACCEPTS_NO_ROWS, "refusesEmptyData"),
                classifier(Fault.ACCEPTS_NO_COLUMNS, "refusesDataWithoutFeatures"),
                classifier(Fault.ACCEPTS_INFINITY, "refusesNonFiniteValuesByPlace"),
                classifier(Fault.ACCEPTS_NAN, "refusesNonFiniteValuesByPlace"),
                classifier(Fault.PREDICTS_NAN, "refusesMissingNewValuesItCannotTake"),
                classifier(Fault.NAMES_NO_PLACE, "refusesNonFiniteValuesByPlace"),
                classifier(Fault.ACCEPTS_CATEGORIES, "refusesCategoriesItCannotTake"),
                classifier(Fault.HAS_ODD_NAME, "nameCanBeTyped"),
                classifier(Fault.ROUNDS_IN_FILE, "saveAndLoadGiveTheSameModel"),
                classifier(Fault.WRITES_ANOTHER_FIELD, "fieldsAreThoseOfTheFormatVersion"),
                classifier(Fault.FORGETS_REPORT_IN_FILE, "saveAndLoadGiveTheSameModel"),
                classifier(Fault.TRUSTS_FILES, "damagedFilesEndInOneClearError"),
                classifier(Fault.PROBABILITIES_SUM_TO_MORE, "probabilitiesSumToOneAndAgreeWithScores"),
                classifier(Fault.PROBABILITIES_REVERSED, "probabilitiesSumToOneAndAgreeWithScores"),
                classifier(Fault.PREDICTS_SMALLEST, "predictionIsTheClassOfTheLargestScore"),
                classifier(Fault.SCORES_NOT_OPPOSITE, "scoresOfTwoClassesAreOpposite"),
                classifier(Fault.PREFERS_LAST_CLASS, "permutingClassesPermutesTheResult"),
                classifier(Fault.FORGETS_CLASS_NAMES, "classNamesSurvive", "classWithoutRowsIsKeptAndNeverPredicted"),
                classifier(Fault.ASCII_ONLY, "classNamesSurvive"),
                classifier(
                        Fault.LOSES_EMPTY_CLASS,
                        "oneRowAndOneColumnEndInAModelOrAClearError",
                        "classWithoutRowsIsKeptAndNeverPredicted"),
                classifier(Fault.ACCEPTS_ONE_CLASS, "refusesOneClass"),
                classifier(Fault.TAKES_NUMBERS_FOR_CLASSES, "refusesATargetThatHoldsNoClasses"),
                regressor(Fault.FORGETS_TARGET_IN_FILE, "predictionsOfDataAreThoseOfTheirFeatures"),
                regressor(Fault.PREDICTS_DATA_OTHERWISE, "predictionsOfDataAreThoseOfTheirFeatures"),
                regressor(Fault.TAKES_CLASSES_FOR_NUMBERS, "refusesATargetThatHoldsNoNumbers"),
                transformer(Fault.DROPS_WEIGHTS, "targetAndWeightsStay"),
                transformer(Fault.FORGETS_OUTPUT_IN_FILE, "outputSchemaSurvives"),
                transformer(Fault.LOOKS_AT_TARGET, "targetDoesNotMatter"),
                new Case(new Other(new Unexplained(1)), "settingsHaveMeanings"),
                new Case(new Other(new Rounded(new Share(1.0 / 3))), "settingsComeBackFromTheirText"),
                new Case(new Other(new Similar(1, 2)), "refusesUnknownSettingsWithTheNearestName"));
    }

    /// A learner that is right but for its settings.
    public interface BySettings extends Learner.OfClasses<NearestCentroid.Fitted> {
        @Override
        default String name() {
            return "by-settings";
        }

        @Override
        default NearestCentroid.Fitted fit(Dataset data, Fitting how) {
            NearestCentroid.Fitted fitted = new NearestCentroid(Fault.NONE).fit(data, how);
            return new NearestCentroid.Fitted(
                    fitted.schema(),
                    fitted.report(),
                    Means.provenance(this, data, how, Fault.NONE),
                    fitted.classes(),
                    fitted.target(),
                    fitted.means(),
                    fitted.scale(),
                    fitted.fault(),
                    fitted.buffer());
        }
    }

    public record Unexplained(int count) implements BySettings {}

    public record Rounded(@Setting("a share") Share share) implements BySettings {}

    /// Prints less than it holds.
    public record Share(double value) {
        public static Share parse(String text) {
            return new Share(Double.parseDouble(text));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f", value);
        }
    }

    public record Similar(
            @Setting("one") int step, @Setting("two") int stepx) implements BySettings {}

    private static Set<Method> checks(Class<?> contract) {
        return Arrays.stream(contract.getMethods())
                .filter(m -> m.isAnnotationPresent(Test.class))
                .collect(Collectors.toSet());
    }

    private static boolean fails(Object subject, Method check) throws IllegalAccessException {
        try {
            check.invoke(subject);
            return false;
        } catch (InvocationTargetException e) {
            return true;
        }
    }

    @ParameterizedTest
    @MethodSource("faultyLearners")
    void faultIsFoundByItsCheckAndNoOther(Case broken) throws IllegalAccessException {
        Set<String> failing = new TreeSet<>();
        for (Method check : checks(broken.subject().getClass().getInterfaces()[0])) {
            if (fails(broken.subject(), check)) {
                failing.add(check.getName());
            }
        }
        assertThat(failing).containsExactlyInAnyOrder(broken.failing());
    }

    @Test
    void everyCheckHasAFaultItFinds() {
        Set<String> found = faultyLearners()
                .flatMap(broken -> Arrays.stream(broken.failing()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> all = Stream.of(ClassifierContract.class, RegressorContract.class, TransformerContract.class)
                .flatMap(contract -> checks(contract).stream().map(Method::getName))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEqualTo(all);
    }
}
