package org.tandemml.data;

import java.util.List;
import org.tandemml.core.Dataset;

/// Data from a file and what a person should know about how they were read: columns that look like row names, a
/// column that one word turned into categories, fields that were passed over.
public record Reading(Dataset data, List<String> notes) {
    public Reading {
        notes = List.copyOf(notes);
    }
}
