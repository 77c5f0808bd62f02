package unrolled.compute;

import java.util.Arrays;

/**
 * Matrix products over packed operands. The right matrix [K, N] is cut into panels of {@link
 * FloatKernels#panel()} columns, each stored row after row; the rows of the left matrix are taken
 * in groups of eight, stored column after column. So the innermost loop reads both in one stream
 * each, at distances that the compiler knows. A packed right matrix serves all time steps of a
 * chunk; the left one is packed on the way, into scratch of the calling thread.
 */
public final class FloatProduct {
  private static final int GROUP = FloatKernels.GROUP;

  /** Rows of the left matrix that are packed at a time. */
  private static final int ROWS = 64;

  /** Rows of a long sum that are packed at a time: a block of both operands then stays in cache. */
  private static final int BLOCK = 256;

  private final FloatKernels kernels;
  private final ThreadLocal<float[]> leftScratch = ThreadLocal.withInitial(() -> new float[0]);
  private final ThreadLocal<float[]> rightScratch = ThreadLocal.withInitial(() -> new float[0]);

  public FloatProduct(FloatKernels kernels) {
    this.kernels = kernels;
  }

  private static float[] scratch(ThreadLocal<float[]> home, int length) {
    float[] array = home.get();
    if (array.length < length) {
      array = new float[length];
      home.set(array);
    }
    return array;
  }

  /** The length of a packed matrix of {@code depth} rows and {@code columns} columns. */
  public int packedLength(int depth, int columns) {
    return depth * kernels.padded(columns);
  }

  /** Packs columns [from, from + columns) of a row-major matrix with {@code depth} rows. */
  public void pack(float[] b, int stride, int depth, int from, int columns, float[] packed) {
    packRows(b, stride, depth, from, columns, packed, depth, 0);
  }

  /**
   * Packs columns [from, from + columns) of {@code rows} rows as rows [first, first + rows) of a
   * packed matrix that has {@code depth} rows.
   */
  void packRows(
      float[] b,
      int stride,
      int rows,
      int from,
      int columns,
      float[] packed,
      int depth,
      int first) {
    int panel = kernels.panel();
    for (int j = 0; j < columns; j += panel) {
      int p = j * depth + first * panel;
      packPanel(b, from + j, stride, rows, Math.min(panel, columns - j), packed, p);
    }
  }

  /**
   * Packs the transpose of columns [from, from + depth) of a row-major matrix with {@code columns}
   * rows: row n of it becomes column n of the packed matrix.
   */
  public void packTransposed(
      float[] b, int stride, int from, int depth, int columns, float[] packed) {
    packTransposed(b, stride, from, depth, columns, packed, 0);
  }

  /** As the other; the first panel starts at {@code p0}. */
  void packTransposed(
      float[] b, int stride, int from, int depth, int columns, float[] packed, int p0) {
    int panel = kernels.panel();
    int padded = kernels.padded(columns);
    for (int n = 0; n < padded; n++) {
      int at = p0 + n / panel * panel * depth + n % panel;
      if (n < columns) {
        int row = n * stride + from;
        for (int k = 0; k < depth; k++, at += panel) {
          packed[at] = b[row + k];
        }
      } else {
        for (int k = 0; k < depth; k++, at += panel) {
          packed[at] = 0;
        }
      }
    }
  }

  /**
   * {@code c[r][n] (+)= sum_k a[r][k] b[k][n]} for {@code rows} rows.
   *
   * @param packed b [depth, columns], packed
   * @param columns is rounded up to whole panels in c, whose rows must have room for them
   */
  public void multiply(
      float[] a,
      int a0,
      int aStride,
      float[] packed,
      int depth,
      float[] c,
      int c0,
      int cStride,
      int rows,
      int columns,
      boolean add) {
    multiplyPart(a, a0, aStride, packed, 0, depth, depth, c, c0, cStride, rows, columns, add);
  }

  /**
   * As the other, with a part of the packed matrix.
   *
   * @param p0 where the part starts: its first panel, its first row
   * @param packedDepth how many rows the packed matrix has
   * @param depth how many of them are used
   */
  void multiplyPart(
      float[] a,
      int a0,
      int aStride,
      float[] packed,
      int p0,
      int packedDepth,
      int depth,
      float[] c,
      int c0,
      int cStride,
      int rows,
      int columns,
      boolean add) {
    int panel = kernels.panel();
    int panels = (columns + panel - 1) / panel;
    int stride = panel * packedDepth;
    int grouped = rows / GROUP * GROUP;
    float[] left = scratch(leftScratch, Math.min(ROWS, grouped) * depth);
    for (int first = 0; first < grouped; first += ROWS) {
      int end = Math.min(grouped, first + ROWS);
      for (int r = first; r < end; r += GROUP) {
        packGroup(a, a0 + r * aStride, aStride, depth, left, (r - first) * depth);
      }
      for (int j = 0; j < panels; j++) {
        for (int r = first; r < end; r += GROUP) {
          int to = c0 + r * cStride + j * panel;
          int l0 = (r - first) * depth;
          kernels.product8(left, l0, packed, p0 + j * stride, depth, c, to, cStride, add);
        }
      }
    }
    for (int r = grouped; r < rows; r++) {
      int to = c0 + r * cStride;
      kernels.product1(a, a0 + r * aStride, packed, p0, stride, depth, c, to, panels, add);
    }
  }

  /**
   * Lays eight rows side by side, column after column. One row at a time, though each line of the
   * cache is then written eight times: with all eight in one loop the compiler keeps its range
   * checks, and that takes twice as long.
   */
  private static void packGroup(float[] a, int a0, int stride, int depth, float[] left, int l0) {
    for (int r = 0; r < GROUP; r++) {
      spread(a, a0 + r * stride, depth, left, l0 + r);
    }
  }

  private static void spread(float[] row, int from, int n, float[] left, int to) {
    for (int k = 0; k < n; k++) {
      left[to + k * GROUP] = row[from + k];
    }
  }

  /**
   * Rows [m0, m1) of {@code c[m][n] = sum_s a[s][m] b[s][n]}: the product of a transposed matrix
   * with another, summed over a long axis of {@code depth} samples (all time steps of all streams).
   *
   * @param columns is rounded up to whole panels in c, whose rows must have room for them
   */
  public void multiplyTransposed(
      float[] a,
      int a0,
      int aStride,
      float[] b,
      int b0,
      int bStride,
      int depth,
      float[] c,
      int cStride,
      int m0,
      int m1,
      int columns) {
    int panel = kernels.panel();
    int rows = m1 - m0;
    int groups = (rows + GROUP - 1) / GROUP;
    float[] left = scratch(leftScratch, BLOCK * groups * GROUP);
    float[] right = scratch(rightScratch, (BLOCK + GROUP) * panel);
    for (int s = 0; s < depth; s += BLOCK) {
      int block = Math.min(BLOCK, depth - s);
      for (int m = 0; m < rows; m += GROUP) {
        packColumns(a, a0 + s * aStride + m0 + m, aStride, block, left, m * block, rows - m);
      }
      for (int j = 0; j < columns; j += panel) {
        int width = Math.min(panel, columns - j);
        packPanel(b, b0 + s * bStride + j, bStride, block, width, right, 0);
        int whole = rows / GROUP * GROUP;
        for (int m = 0; m < whole; m += GROUP) {
          int to = (m0 + m) * cStride + j;
          kernels.product8(left, m * block, right, 0, block, c, to, cStride, s > 0);
        }
        if (whole < rows) {
          int tile = BLOCK * panel;
          kernels.product8(left, whole * block, right, 0, block, right, tile, panel, false);
          for (int m = whole; m < rows; m++, tile += panel) {
            store(right, tile, c, (m0 + m) * cStride + j, panel, s > 0);
          }
        }
      }
    }
  }

  /** One panel: rows one after the other; what is missing to a whole panel is zero. */
  private void packPanel(
      float[] b, int b0, int stride, int rows, int width, float[] packed, int p0) {
    int panel = kernels.panel();
    for (int k = 0, p = p0; k < rows; k++, p += panel) {
      System.arraycopy(b, b0 + k * stride, packed, p, width);
      Arrays.fill(packed, p + width, p + panel, 0);
    }
  }

  /** Lays up to eight columns side by side, row after row; what is missing to eight is zero. */
  private static void packColumns(
      float[] a, int a0, int stride, int depth, float[] left, int l0, int columns) {
    if (columns >= GROUP) {
      for (int k = 0; k < depth; k++) {
        System.arraycopy(a, a0 + k * stride, left, l0 + k * GROUP, GROUP);
      }
    } else {
      for (int k = 0; k < depth; k++) {
        System.arraycopy(a, a0 + k * stride, left, l0 + k * GROUP, columns);
        Arrays.fill(left, l0 + k * GROUP + columns, l0 + (k + 1) * GROUP, 0);
      }
    }
  }

  private void store(float[] from, int f0, float[] to, int t0, int n, boolean add) {
    if (add) {
      kernels.add(from, f0, to, t0, n);
    } else {
      System.arraycopy(from, f0, to, t0, n);
    }
  }
}
