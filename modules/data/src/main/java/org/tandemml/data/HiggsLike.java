package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Seed;

/// One row of a made-up collision: 21 noisy measured columns and 7 masses computed from them.
///
/// Four jets and one lepton have a transverse momentum, an angle and a pseudorapidity. In half of the rows, the signal,
/// two of the jets come from a particle of mass about 125 and the others from one of about 170, so that their momenta
/// agree with these masses; in the background all momenta are independent, from slightly different distributions. Every
/// measurement carries noise, so
/// even the best rule errs; single columns tell little, the masses more. The shape (21 measured and 7 derived columns,
/// tagging flags with few values, long right tails) is that of the Higgs data of Baldi, Sadowski and Whiteson,
/// "Searching for exotic particles in high-energy physics with deep learning", Nature Communications 2014; the numbers
/// are not.
final class HiggsLike {
    static final int COLUMNS = 28;
    private static final int JETS = 4;
    private static final double BLUR = 0.25;

    private HiggsLike() {}

    static List<String> names() {
        List<String> names = new ArrayList<>(
                List.of("lepton_pt", "lepton_eta", "lepton_phi", "missing_energy", "missing_energy_phi"));
        for (int k = 1; k <= JETS; k++) {
            for (String part : List.of("pt", "eta", "phi", "tag")) {
                names.add("jet" + k + "_" + part);
            }
        }
        names.addAll(List.of("m_jj", "m_jjj", "m_lv", "m_jlv", "m_bb", "m_wbb", "m_wwbb"));
        return names;
    }

    /// Writes a row to `x[at .. at+27]` and returns 1 for signal, 0 for background.
    static double row(Seed.Stream random, double[] x, int at) {
        boolean signal = random.nextDouble() < 0.5;
        double[] pt = new double[JETS + 1];
        double[] eta = new double[JETS + 1];
        double[] phi = new double[JETS + 1];
        for (int k = 0; k <= JETS; k++) {
            pt[k] = tail(random, k == 0 ? 45 : 60, signal ? 0.48 : 0.52);
            eta[k] = (signal ? 1.0 : 1.1) * random.nextGaussian();
            phi[k] = Math.PI * (2 * random.nextDouble() - 1);
        }
        double missing = tail(random, 50, 0.55);
        double missingPhi = Math.PI * (2 * random.nextDouble() - 1);
        if (signal) {
            toMass(pt, eta, phi, 3, 4, 125 * (1 + 0.08 * random.nextGaussian()));
            toMass(pt, eta, phi, 1, 2, 85 * (1 + 0.10 * random.nextGaussian()));
        }
        for (int k = 0; k <= JETS; k++) {
            pt[k] *= StrictMath.exp(BLUR * random.nextGaussian());
            eta[k] += BLUR * random.nextGaussian();
            phi[k] += BLUR * random.nextGaussian();
        }
        writeMeasured(random, signal, pt, eta, phi, missing, missingPhi, x, at);
        writeDerived(pt, eta, phi, missing, missingPhi, x, at + 21);
        return signal ? 1 : 0;
    }

    private static double tail(Seed.Stream random, double median, double spread) {
        return median * StrictMath.exp(spread * random.nextGaussian());
    }

    /// Scales the momenta of two jets so that their pair has the mass `wanted`, as far as a factor of 4 allows.
    private static void toMass(double[] pt, double[] eta, double[] phi, int a, int b, double wanted) {
        double factor = Math.clamp(wanted / Math.max(1, mass(pt, eta, phi, a, b)), 0.25, 4);
        pt[a] *= factor;
        pt[b] *= factor;
    }

    /// Mass of two light particles: `m² = 2·ptₐ·pt_b·(cosh Δη − cos Δφ)`.
    private static double mass(double[] pt, double[] eta, double[] phi, int a, int b) {
        double gap = StrictMath.cosh(eta[a] - eta[b]) - StrictMath.cos(phi[a] - phi[b]);
        return Math.sqrt(2 * pt[a] * pt[b] * gap);
    }

    private static void writeMeasured(
            Seed.Stream random,
            boolean signal,
            double[] pt,
            double[] eta,
            double[] phi,
            double missing,
            double missingPhi,
            double[] x,
            int at) {
        x[at] = pt[0] / 50;
        x[at + 1] = eta[0];
        x[at + 2] = phi[0];
        x[at + 3] = missing / 50;
        x[at + 4] = missingPhi;
        for (int k = 1; k <= JETS; k++) {
            int to = at + 5 + 4 * (k - 1);
            x[to] = pt[k] / 60;
            x[to + 1] = eta[k];
            x[to + 2] = phi[k];
            // A tagger that fires a little more often on the jets of a signal.
            double u = random.nextDouble() - (signal && k >= 3 ? 0.06 : 0);
            x[to + 3] = u < 0.45 ? 2 : u < 0.6 ? 1 : 0;
        }
    }

    private static void writeDerived(
            double[] pt, double[] eta, double[] phi, double missing, double missingPhi, double[] x, int at) {
        double lv = Math.sqrt(2 * pt[0] * missing * (1 - StrictMath.cos(phi[0] - missingPhi)));
        double jj = mass(pt, eta, phi, 1, 2);
        double bb = mass(pt, eta, phi, 3, 4);
        double j13 = mass(pt, eta, phi, 1, 3);
        double j23 = mass(pt, eta, phi, 2, 3);
        double j14 = mass(pt, eta, phi, 1, 4);
        double j24 = mass(pt, eta, phi, 2, 4);
        double l3 = mass(pt, eta, phi, 0, 3);
        double jjj = Math.sqrt(jj * jj + j13 * j13 + j23 * j23);
        double jlv = Math.sqrt(lv * lv + l3 * l3);
        double all = Math.sqrt(jj * jj + bb * bb + j13 * j13 + j23 * j23 + j14 * j14 + j24 * j24);
        x[at] = jj / 85;
        x[at + 1] = jjj / 170;
        x[at + 2] = lv / 80;
        x[at + 3] = jlv / 170;
        x[at + 4] = bb / 125;
        x[at + 5] = Math.sqrt(lv * lv + bb * bb) / 200;
        x[at + 6] = Math.sqrt(lv * lv + all * all) / 350;
    }
}
