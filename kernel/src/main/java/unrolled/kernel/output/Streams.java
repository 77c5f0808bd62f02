package unrolled.kernel.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinWorkerThread;
import unrolled.kernel.output.CellOutput.Stream;

/**
 * Leads {@link System#out} and {@link System#err} to the cell whose thread prints. A thread belongs
 * to the cell that started it, also when that cell has ended.
 */
public final class Streams {
  private static final InheritableThreadLocal<CellOutput> OF_THREAD =
      new InheritableThreadLocal<>();
  private final PrintStream out = stream(Stream.STDOUT, System.out);
  private final PrintStream err = stream(Stream.STDERR, System.err);
  private volatile CellOutput latest;

  /** Replaces the process's streams. */
  public void install() {
    System.setOut(out);
    System.setErr(err);
  }

  /** From here on, threads that belong to no cell print to this one. */
  public void begin(CellOutput output) {
    latest = output;
  }

  /** Makes the calling thread, and those it will start, the latest cell's. */
  public void adopt() {
    OF_THREAD.set(latest);
    // A cell may lead the streams elsewhere, but what a library took away comes back.
    if (System.out == null) {
      System.setOut(out);
    }
    if (System.err == null) {
      System.setErr(err);
    }
  }

  /**
   * The output of the calling thread's cell; {@code null} before the first cell. A thread of the
   * common pool was started by whichever cell first needed one, and works for all.
   */
  public CellOutput current() {
    CellOutput own =
        Thread.currentThread() instanceof ForkJoinWorkerThread ? null : OF_THREAD.get();
    return own == null ? latest : own;
  }

  private PrintStream stream(Stream stream, PrintStream before) {
    return new PrintStream(new ToCell(stream, before), false, StandardCharsets.UTF_8);
  }

  private final class ToCell extends OutputStream {
    private final Stream stream;
    private final PrintStream before;

    ToCell(Stream stream, PrintStream before) {
      this.stream = stream;
      this.before = before;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      CellOutput output = current();
      if (output == null) {
        before.write(bytes, offset, length);
      } else {
        output.write(stream, bytes, offset, length);
      }
    }
  }
}
