package org.tandemml.data;

/// What has been decided about the columns of a CSV file before its rows are read.
///
/// @param separator the character between cells
/// @param header whether the first row names the columns
/// @param positions by column of the file where it goes, −1 if nowhere
/// @param numeric by column of the file whether it holds numbers
/// @param width number of columns that are kept
/// @param missing what stands for a missing value
record CsvLayout(
        char separator, boolean header, int[] positions, boolean[] numeric, int width, MissingMarkers missing) {
    static CsvLayout of(CsvSample sample, boolean[] numeric, boolean[] dropped, MissingMarkers missing) {
        int[] positions = new int[numeric.length];
        int next = 0;
        for (int j = 0; j < numeric.length; j++) {
            positions[j] = dropped[j] ? -1 : next++;
        }
        return new CsvLayout(sample.separator(), sample.header(), positions, numeric.clone(), next, missing);
    }

    /// Number of columns of the file.
    int fields() {
        return positions.length;
    }

    boolean isKept(int field) {
        return positions[field] >= 0;
    }

    boolean isCategory(int field) {
        return positions[field] >= 0 && !numeric[field];
    }
}
