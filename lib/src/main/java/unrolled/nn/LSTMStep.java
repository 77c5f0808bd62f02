package unrolled.nn;

/**
 * One step of an unrolled LSTM.
 *
 * @param gates what the gates said
 * @param state the state they led to
 */
public record LSTMStep(Gates gates, LSTMState state) {}
