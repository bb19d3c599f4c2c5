package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Seed;

/// One row of a made-up terrain: ten measured columns, four areas and forty soils as columns of 0 and 1, and the tree
/// that grows there, one of seven.
///
/// Elevation decides most, with overlap; the side of the slope, water and soil move the borders, and chance has a say.
/// The shape (columns, ranges, the two large and five small classes) is that of the Covertype data of Blackard and
/// Dean, "Comparative accuracies of artificial neural networks and discriminant analysis in predicting forest cover
/// types", *Computers and Electronics in Agriculture* 24(3), 1999; the numbers are not.
final class CovertypeLike {
    static final int COLUMNS = 54;
    static final List<String> CLASSES =
            List.of("spruce", "lodgepole", "ponderosa", "cottonwood", "aspen", "douglas", "krummholz");
    private static final int AREAS = 4;
    private static final int SOILS = 40;
    private static final double[] AREA_SHARE = {0.45, 0.05, 0.44, 0.06};
    private static final double[] AREA_HEIGHT = {3010, 3330, 2950, 2260};
    private static final double[] AREA_SPREAD = {190, 130, 230, 170};
    private static final double[] HEIGHT = {3150, 2920, 2390, 2220, 2790, 2430, 3380};
    private static final double[] WIDTH = {150, 180, 150, 90, 110, 150, 110};
    private static final double[] FAVOUR = {0, 0.3, 0.4, -1, -1.6, 0, -0.2};

    private CovertypeLike() {}

    static List<String> names() {
        List<String> names = new ArrayList<>(List.of(
                "elevation",
                "aspect",
                "slope",
                "to_water",
                "above_water",
                "to_road",
                "shade_9am",
                "shade_noon",
                "shade_3pm",
                "to_fire"));
        for (int k = 1; k <= AREAS; k++) {
            names.add("area" + k);
        }
        for (int k = 1; k <= SOILS; k++) {
            names.add("soil" + k);
        }
        return names;
    }

    /// Writes a row to `x[at .. at+53]` and returns its class.
    static double row(int index, Seed.Stream random, double[] x, int at) {
        int area = area(random.nextDouble());
        double elevation = Math.rint(AREA_HEIGHT[area] + AREA_SPREAD[area] * random.nextGaussian());
        double aspect = Math.floor(360 * random.nextDouble());
        double slope = Math.rint(Math.min(60, 11 * Math.abs(random.nextGaussian()) + 5));
        double water = distance(random, 270);
        x[at] = elevation;
        x[at + 1] = aspect;
        x[at + 2] = slope;
        x[at + 3] = water;
        x[at + 4] = Math.rint(0.17 * water + 30 * random.nextGaussian());
        x[at + 5] = distance(random, 2300);
        double turn = aspect * Math.PI / 180;
        double tilt = slope * Math.PI / 180;
        x[at + 6] = shade(turn, tilt, 0.5 * Math.PI);
        x[at + 7] = shade(turn, tilt, Math.PI);
        x[at + 8] = shade(turn, tilt, 1.5 * Math.PI);
        x[at + 9] = distance(random, 2000);
        x[at + 10 + area] = 1;
        int soil = (int) Math.clamp(Math.rint((elevation - 1950) / 40 + 3 * random.nextGaussian()), 0, SOILS - 1);
        x[at + 10 + AREAS + soil] = 1;
        // A slope that faces north, and ground far from water, count as higher.
        double felt = elevation + 3 * slope * StrictMath.cos(turn) + 0.1 * (water - 270);
        return cover(felt, soil, random);
    }

    private static int area(double u) {
        double reached = 0;
        for (int k = 0; k < AREAS - 1; k++) {
            reached += AREA_SHARE[k];
            if (u < reached) {
                return k;
            }
        }
        return AREAS - 1;
    }

    private static double distance(Seed.Stream random, double mean) {
        return Math.rint(-mean * StrictMath.log(1 - random.nextDouble()));
    }

    /// Light on a slope from a sun 45 degrees high in the direction `sun`, 0 to 255.
    private static double shade(double turn, double tilt, double sun) {
        double light = Math.sqrt(0.5) * (StrictMath.cos(tilt) + StrictMath.sin(tilt) * StrictMath.cos(turn - sun));
        return Math.rint(255 * Math.max(0, light));
    }

    /// The class of the largest score: a bell around its height, what the soil favours, and chance.
    private static int cover(double height, int soil, Seed.Stream random) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < HEIGHT.length; c++) {
            double off = (height - HEIGHT[c]) / WIDTH[c];
            double favour = (soil * 5 + c * 11) % 7 / 6.0;
            double chance = -StrictMath.log(-StrictMath.log(1 - random.nextDouble() + 0x1p-60));
            double score = FAVOUR[c] - off * off + 1.5 * favour + 0.25 * Math.clamp(chance, -4, 20);
            if (score > most) {
                most = score;
                best = c;
            }
        }
        return best;
    }
}
