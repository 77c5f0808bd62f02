package unrolled.bench;

import unrolled.compute.FloatKernels;

/** Prints which kernels this virtual machine runs, for {@code ./kit doctor}. */
public final class KernelsInUse {
  private KernelsInUse() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    System.out.println(FloatKernels.best().description());
  }
}
