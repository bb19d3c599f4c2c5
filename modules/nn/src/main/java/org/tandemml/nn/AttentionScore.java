package org.tandemml.nn;

/// How well a key answers a query.
///
/// **Source**: additive: Bahdanau, Cho and Bengio, ICLR 2015; dot and bilinear: Luong, Pham and Manning, EMNLP 2015;
/// scaled dot: Vaswani et al., NeurIPS 2017.
public enum AttentionScore {
    /// `u·tanh(A·q + B·k)`.
    ADDITIVE,
    /// `q·k`.
    DOT,
    /// `q·k/√d`.
    SCALED_DOT,
    /// `qᵀ·A·k`.
    BILINEAR
}
