/**
 * Optimisers, gradient clipping and learning rates; w a parameter, g its gradient, r the rate.
 *
 * <pre>
 * SGD     w = w - r g                           with momentum:  v = μ v + g,  w = w - r v
 *
 * Adam    m = β1 m + (1 - β1) g                 v = β2 v + (1 - β2) g²
 *         w = w - r (m / (1 - β1^t)) / (sqrt(v / (1 - β2^t)) + ε)
 * AdamW   first w = (1 - r λ) w, then as Adam
 *
 * clip    g = g min(1, c / ‖g‖), with the norm over all parameters
 * cosine  r(t) = floor + (peak - floor) (1 + cos(π t / T)) / 2
 * </pre>
 */
package unrolled.optim;
