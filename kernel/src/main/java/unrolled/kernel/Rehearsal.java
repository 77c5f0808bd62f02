package unrolled.kernel;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import unrolled.kernel.protocol.ConnectionFile;
import unrolled.kernel.protocol.LocalClient;

/** Does once, in one process, what every kernel does in its first seconds. */
final class Rehearsal {
  private static final int PORTS = 5;
  private static final List<String> CELLS =
      List.of(
          "1 + 1",
          "int x = 6;\nSystem.out.println(x * 7);",
          "record Pair(int a, double b) {}\nList.of(new Pair(1, 2.5))",
          "double mean(double... all) { return Arrays.stream(all).average().orElse(0); }\nmean(1, 2)",
          "Map<String, int[]> map = new TreeMap<>();\nmap.put(\"a\", new int[] {1});\nmap",
          "int broken = nowhere;",
          "throw new IllegalStateException(\"on purpose\", new RuntimeException());");

  private Rehearsal() {}

  static void run(Consumer<ConnectionFile> start) throws IOException {
    List<Integer> ports = freePorts();
    ConnectionFile connection =
        new ConnectionFile(
            "tcp",
            "127.0.0.1",
            ports.get(0),
            ports.get(1),
            ports.get(2),
            ports.get(3),
            ports.get(4),
            UUID.randomUUID().toString());
    start.accept(connection);
    try (LocalClient client = new LocalClient(connection)) {
      client.request("kernel_info_request", new JsonObject());
      for (String code : CELLS) {
        JsonObject cell = new JsonObject();
        cell.addProperty("code", code);
        client.request("execute_request", cell);
      }
    }
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < PORTS; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
