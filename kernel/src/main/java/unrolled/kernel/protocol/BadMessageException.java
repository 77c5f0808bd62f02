package unrolled.kernel.protocol;

/** Frames that are no message of the protocol, or carry a wrong signature. */
public final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  BadMessageException(String message) {
    super(message);
  }
}
