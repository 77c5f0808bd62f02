package unrolled.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./kit train}, {@code eval}, {@code sample} and {@code guesses}. */
@Command(
    name = "./kit",
    description = "Train a character language model, score it, let it write.",
    subcommands = {
      TrainCommand.class,
      EvalCommand.class,
      SampleCommand.class,
      GuessesCommand.class
    })
public final class Main {
  private Main() {}

  /** Runs a command and ends the virtual machine with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    boolean debug = Arrays.asList(arguments).contains("--debug");
    CommandLine line = new CommandLine(new Main());
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    Complaints complaints = new Complaints(debug);
    line.setParameterExceptionHandler(complaints);
    line.setExecutionExceptionHandler(complaints);
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError e) {
      return complaints.outOfMemory(line, e);
    }
  }
}
