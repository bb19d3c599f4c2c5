package org.tandemml.boosting;

/// The categories of a categorical split: a bit set over codes 0, 1, 2, …, and the side its members take. Codes
/// beyond the set, unseen in training, are no members and take the other side.
///
/// @param bits bit `c & 63` of word `c >> 6` is set if code `c` is a member
/// @param membersLeft true if members go left (LightGBM's reading), false if right (XGBoost's)
public record CategorySet(long[] bits, boolean membersLeft) {

    /// True if a row with this code goes left.
    public boolean goesLeft(int code) {
        int word = code >> 6;
        boolean member = code >= 0 && word < bits.length && (bits[word] >>> code & 1) != 0;
        return member == membersLeft;
    }
}
