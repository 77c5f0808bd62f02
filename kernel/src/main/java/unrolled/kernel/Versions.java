package unrolled.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions that the build knows. */
public final class Versions {
  private static final Properties ALL = read();

  private Versions() {}

  private static Properties read() {
    Properties versions = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions;
  }

  /** The kernel's own. */
  public static String kernel() {
    return ALL.getProperty("kernel");
  }

  /** That of Maven's plugin which finds class paths. */
  public static String dependencyPlugin() {
    return ALL.getProperty("dependency-plugin");
  }
}
