package unrolled.compute;

/**
 * Chooses the kernels once: with the Vector API where its incubating module was added to the
 * virtual machine, plain loops otherwise or where {@code -Dunrolled.vector=off} asks for them.
 * {@code -Dunrolled.vector=128}, {@code 256} or {@code 512} asks for vectors of so many bits.
 */
final class FloatKernelsChoice {
  static final FloatKernels BEST = choose();

  private FloatKernelsChoice() {}

  private static FloatKernels choose() {
    boolean wanted = !"off".equals(System.getProperty("unrolled.vector"));
    if (!wanted || ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return new ScalarFloatKernels();
    }
    try {
      return Class.forName("unrolled.compute.vector.VectorFloatKernels")
          .asSubclass(FloatKernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      return new ScalarFloatKernels();
    }
  }
}
