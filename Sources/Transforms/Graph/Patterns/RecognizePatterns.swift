import IR
import Support

/// Finds activation functions and normalisations that an exporter spelt out.
///
///     x * 0.5 * (1 + erf(x / sqrt 2))      -->  gelu(x)
///     (x - mean) / sqrt(var + e) * w + b   -->  layer_norm(x, w, b)
public let recognizePatterns = Pass.applying(
  .simplifyElementwise + .recognizeActivations + .recognizeNormalizations, "recognize-patterns",
  "finds activation functions and normalisations that were spelt out")
