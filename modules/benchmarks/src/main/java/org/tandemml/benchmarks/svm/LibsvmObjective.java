package org.tandemml.benchmarks.svm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import libsvm.svm;
import org.tandemml.benchmarks.Contest;

/// The dual objective that the Java LIBSVM reaches, which it only prints: `obj = -123.4, rho = 0.5`, a line for each
/// pair of classes. An instance takes over what LIBSVM prints in this process, also within Tribuo.
final class LibsvmObjective {
    private static final Pattern LINE = Pattern.compile("obj = ([-+0-9.eE]+),");

    private double sum;

    LibsvmObjective() {
        svm.svm_set_print_string_function(this::read);
    }

    private void read(String text) {
        Matcher found = LINE.matcher(text);
        while (found.find()) {
            sum += Double.parseDouble(found.group(1));
        }
    }

    /// A fit whose quality is the sum of the objectives of its pairs.
    Contest.Trial of(Contest.Trial fit) {
        return new Contest.Trial() {
            @Override
            public Object run() throws Exception {
                sum = 0;
                return fit.run();
            }

            @Override
            public double quality(Object result) {
                return sum;
            }
        };
    }
}
