package org.tandemml.core;

import java.util.List;

/// A service by which a module makes its learners known by name. Each learner is listed with its default settings.
public interface LearnerProvider {
    /// The learners of this module.
    List<Learner<?>> learners();
}
