package org.tandemml.boosting;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

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

    /// The largest number that is read as a code; a larger one is no member.
    private static final double LARGEST_CODE = 1 << 24;

    /// True if a row with this value goes left: fractions are cut off, a number below 0 or beyond all codes is no
    /// member.
    boolean goesLeft(double value) {
        return value >= 0 && value < LARGEST_CODE ? goesLeft((int) value) : !membersLeft;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CategorySet that && membersLeft == that.membersLeft && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bits) + Boolean.hashCode(membersLeft);
    }

    @Override
    public String toString() {
        return "CategorySet[" + BitSet.valueOf(bits) + (membersLeft ? " left]" : " right]");
    }
}
