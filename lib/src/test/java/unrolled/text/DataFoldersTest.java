package unrolled.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFoldersTest {
  @TempDir private Path folder;
  private Path checkout;
  private Path home;

  @BeforeEach
  void checkout() throws IOException {
    home = folder.resolve("home");
    checkout = Files.createDirectories(folder.resolve("checkout"));
    Files.createDirectories(checkout.resolve("lib"));
    Files.createDirectories(checkout.resolve("notebooks"));
    Files.createFile(checkout.resolve("kit"));
  }

  @Test
  void theUsersChoiceComesFirstAndTheSharedFolderLast() {
    Map<String, String> environment = Map.of("UNROLLED_DATA", folder.resolve("mine").toString());
    DataFolders folders = DataFolders.of(environment, checkout.resolve("notebooks"), home);
    assertThat(folders.all())
        .containsExactly(
            folder.resolve("mine"),
            checkout.resolve("datasets"),
            home.resolve(".cache/unrolled"),
            folder.resolve("shared/datasets"));
  }

  @Test
  void theCacheIsWhereXdgPutsIt() {
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", folder.resolve("xdg").toString());
    DataFolders folders = DataFolders.of(environment, checkout, home);
    assertThat(folders.cache()).isEqualTo(folder.resolve("xdg/unrolled"));
    assertThat(folders.all()).contains(folders.cache());
  }

  @Test
  void theKitSaysWhereTheCheckoutIs() {
    Map<String, String> environment = Map.of("UNROLLED_HOME", checkout.toString());
    DataFolders folders = DataFolders.of(environment, home, home);
    assertThat(folders.all())
        .contains(checkout.resolve("datasets"), folder.resolve("shared/datasets"));
  }

  @Test
  void withoutACheckoutTheCacheIsLeft() {
    Map<String, String> environment = Map.of("UNROLLED_DATA", "", "XDG_CACHE_HOME", " ");
    assertThat(DataFolders.of(environment, home, home).all())
        .containsExactly(home.resolve(".cache/unrolled"));
  }
}
