package answers;

import java.util.ArrayList;
import java.util.List;
import unrolled.grade.A3;

/** What a cell keeps in a variable. */
public final class Stash {
  private Stash() {}

  static final List<A3.Step> STEPS = new ArrayList<>();
}
