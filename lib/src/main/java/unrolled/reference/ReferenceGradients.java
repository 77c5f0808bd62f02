package unrolled.reference;

import java.util.List;
import java.util.Map;
import unrolled.autograd.Tensor;

/**
 * What an oracle's backpropagation gives, in our cell's names and shapes.
 *
 * @param parameters dL/dp by the names of the cell's parameters
 * @param input dL/dx [T, B, D]
 * @param initialState dL/dh0 and, for an LSTM, dL/dc0, each [1, B, H]; empty where the oracle keeps
 *     it to itself
 */
public record ReferenceGradients(
    Map<String, Tensor> parameters, Tensor input, List<Tensor> initialState) {}
