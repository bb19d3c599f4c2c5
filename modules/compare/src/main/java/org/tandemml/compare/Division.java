package org.tandemml.compare;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fold;
import org.tandemml.core.InputException;
import org.tandemml.core.Resampling;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;

/// One data set, divided as a [Protocol] says: the same for every learner.
///
/// @param data all rows, without the column of groups or times
/// @param folds the folds, by rows of `data`; none of them touches the hold-out
/// @param holdOut fitted on all other rows, judged on those set aside
/// @param hash of all row numbers of all folds and the hold-out
record Division(Dataset data, List<Fold> folds, Optional<Fold> holdOut, String hash) {
    private static final int HASH_BYTES = 8;

    /// Divides `data`. Throws [InputException] where that cannot be done.
    static Division of(Dataset data, Protocol protocol, long seed) {
        if (data.target() instanceof Target.None) {
            throw new InputException("the data have no target: name one with target(\"column\") or --target");
        }
        Optional<Fold> holdOut = protocol.holdOut() > 0 ? Optional.of(holdOut(data, protocol, seed)) : Optional.empty();
        int[] rows = holdOut.map(Fold::train)
                .orElseGet(() -> IntStream.range(0, data.rows()).toArray());
        Dataset divided = holdOut.isPresent() ? data.select(rows) : data;
        List<Fold> folds = rule(protocol).folds(divided, seed).stream()
                .map(f -> new Fold(f.repeat(), f.number(), of(rows, f.train()), of(rows, f.test())))
                .toList();
        Dataset features =
                protocol.group().or(protocol::time).map(data::without).orElse(data);
        if (features.columns() == 0) {
            throw new InputException(data.name() + ": without the column that divides it no feature is left");
        }
        return new Division(features, folds, holdOut, hash(folds, holdOut));
    }

    private static Resampling rule(Protocol protocol) {
        if (protocol.group().isPresent()) {
            return new Resampling.Grouped(
                    new Resampling.Groups.ByColumn(protocol.group().get()), protocol.folds(), protocol.repeats());
        }
        return protocol.time().isPresent()
                ? Resampling.timeOrdered(protocol.folds(), protocol.time().get())
                : Resampling.kFold(protocol.folds(), protocol.repeats());
    }

    private static int[] of(int[] rows, int[] positions) {
        return Arrays.stream(positions).map(p -> rows[p]).toArray();
    }

    private static Fold holdOut(Dataset data, Protocol protocol, long seed) {
        int count = (int) Math.clamp(Math.round(protocol.holdOut() * data.rows()), 1, data.rows() - 1L);
        boolean[] aside = new boolean[data.rows()];
        if (protocol.time().isPresent()) {
            double[] time = column(data, protocol.time().get());
            IntStream.range(0, data.rows())
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> time[i]).reversed())
                    .limit(count)
                    .forEach(i -> aside[i] = true);
        } else if (protocol.group().isPresent()) {
            int[] groups = new Resampling.Groups.ByColumn(protocol.group().get()).of(data);
            int[] order = IntStream.rangeClosed(0, Arrays.stream(groups).max().orElse(0))
                    .toArray();
            new Seed(seed).child("hold-out").stream().shuffle(order);
            int taken = 0;
            for (int g = 0; g < order.length - 1 && taken < count; g++) {
                for (int i = 0; i < groups.length; i++) {
                    aside[i] |= groups[i] == order[g];
                    taken += groups[i] == order[g] ? 1 : 0;
                }
            }
        } else {
            int[] order = StratifiedOrder.of(
                    data.target(),
                    IntStream.range(0, data.rows()).toArray(),
                    new Seed(seed).child("hold-out").value());
            for (int i = 0; i < count; i++) {
                aside[order[i]] = true;
            }
        }
        return new Fold(
                0,
                0,
                IntStream.range(0, data.rows()).filter(i -> !aside[i]).toArray(),
                IntStream.range(0, data.rows()).filter(i -> aside[i]).toArray());
    }

    private static double[] column(Dataset data, String name) {
        int column = data.schema().require(name);
        double[] values = new double[data.rows()];
        Arrays.setAll(values, i -> data.features().get(i, column));
        return values;
    }

    private static String hash(List<Fold> folds, Optional<Fold> holdOut) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Fold> all = new ArrayList<>(folds);
            holdOut.ifPresent(all::add);
            for (Fold fold : all) {
                for (int[] part : List.of(new int[] {fold.repeat(), fold.number()}, fold.train(), fold.test())) {
                    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (part.length + 1));
                    bytes.putInt(part.length);
                    Arrays.stream(part).forEach(bytes::putInt);
                    digest.update(bytes.array());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
