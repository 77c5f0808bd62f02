package unrolled.kernel.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a cell.
 *
 * @param value the value of its last expression, where it ends in one without a semicolon; may hold
 *     {@code null}
 * @param notes what the student should know although nothing failed
 * @param failure why it stopped, where it did
 */
public record Outcome(
    Optional<Map<String, Object>> value, List<String> notes, Optional<Failure> failure) {
  /** Copies the notes. */
  public Outcome {
    notes = List.copyOf(notes);
  }
}
