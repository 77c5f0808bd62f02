package unrolled.grade;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a compiled class refers to, read from its constant pool (JVM specification, 4.4). */
final class ClassFile {
  /**
   * @param owner a class, as in {@code java.lang.Math}
   * @param member the method or field, or null for the class as such
   */
  record Reference(String owner, String member) {}

  private final int[] tags;
  private final int[] first;
  private final int[] second;
  private final String[] texts;

  private ClassFile(DataInputStream in) throws IOException {
    in.skipNBytes(8); // magic and version
    int count = in.readUnsignedShort();
    tags = new int[count];
    first = new int[count];
    second = new int[count];
    texts = new String[count];
    for (int i = 1; i < count; i++) {
      tags[i] = in.readUnsignedByte();
      switch (tags[i]) {
        case 1 -> texts[i] = in.readUTF();
        case 3, 4 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // long and double take two entries
        }
        case 7, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
        case 9, 10, 11, 12, 17, 18 -> {
          first[i] = in.readUnsignedShort();
          second[i] = in.readUnsignedShort();
        }
        case 15 -> {
          in.skipNBytes(1);
          first[i] = in.readUnsignedShort();
        }
        default -> throw new IOException("constant pool: unknown tag " + tags[i]);
      }
    }
  }

  static Set<Reference> references(byte[] bytes) {
    try {
      return new ClassFile(new DataInputStream(new ByteArrayInputStream(bytes))).references();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<Reference> references() {
    Set<Reference> found = new LinkedHashSet<>();
    for (int i = 1; i < tags.length; i++) {
      if (tags[i] == 7) {
        found.add(new Reference(owner(i), null));
      } else if (tags[i] >= 9 && tags[i] <= 11) {
        found.add(new Reference(owner(first[i]), texts[first[second[i]]]));
      }
    }
    return found;
  }

  /** A class entry's name; of an array, its element's; of an array of primitives, "". */
  private String owner(int index) {
    String name = texts[first[index]];
    if (name.startsWith("[")) {
      String element = name.replaceFirst("^\\[+", "");
      name = element.startsWith("L") ? element.substring(1, element.length() - 1) : "";
    }
    return name.replace('/', '.');
  }
}
