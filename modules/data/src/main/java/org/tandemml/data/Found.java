package org.tandemml.data;

import java.util.List;
import java.util.Optional;
import org.tandemml.core.Dataset;

/// Data found by name or file.
///
/// @param train the data; all of them if there is no test part
/// @param test the rows that the set's authors keep for testing, in a file of their own
/// @param info what the catalogue says, if the data have a name there
/// @param notes what a person should know about how they were read
public record Found(Dataset train, Optional<Dataset> test, Optional<DatasetInfo> info, List<String> notes) {
    public Found {
        notes = List.copyOf(notes);
    }
}
