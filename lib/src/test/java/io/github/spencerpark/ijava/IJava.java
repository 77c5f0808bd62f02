package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;

/** Stands where IJava, which no repository has, gives its kernel to libraries. */
public final class IJava {
  private static BaseKernel kernel;

  private IJava() {}

  public static BaseKernel getKernelInstance() {
    return kernel;
  }

  public static void run(BaseKernel newKernel) {
    kernel = newKernel;
  }
}
