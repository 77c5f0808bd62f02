package unrolled.compute;

/**
 * Matrix products over packed panels. The right matrix [K, N] is cut into panels of {@link
 * FloatKernels#panel()} columns, each stored row after row, so that the innermost loop reads memory
 * in one stream; a packed matrix serves all time steps of a chunk.
 */
public final class FloatProduct {
  /** Rows of a long sum that are packed at a time: a block of both operands then stays in cache. */
  private static final int BLOCK = 256;

  private final FloatKernels kernels;

  public FloatProduct(FloatKernels kernels) {
    this.kernels = kernels;
  }

  /** The length of a packed matrix of {@code depth} rows and {@code columns} columns. */
  public int packedLength(int depth, int columns) {
    return depth * kernels.padded(columns);
  }

  /** Packs columns [from, from + columns) of a row-major matrix with {@code depth} rows. */
  public void pack(float[] b, int stride, int depth, int from, int columns, float[] packed) {
    int panel = kernels.panel();
    int p = 0;
    for (int j = 0; j < columns; j += panel) {
      int width = Math.min(panel, columns - j);
      for (int k = 0; k < depth; k++, p += panel) {
        System.arraycopy(b, k * stride + from + j, packed, p, width);
        java.util.Arrays.fill(packed, p + width, p + panel, 0);
      }
    }
  }

  /**
   * Packs the transpose of columns [from, from + depth) of a row-major matrix with {@code columns}
   * rows: row n of it becomes column n of the packed matrix.
   */
  public void packTransposed(
      float[] b, int stride, int from, int depth, int columns, float[] packed) {
    int panel = kernels.panel();
    int padded = kernels.padded(columns);
    for (int n = 0; n < padded; n++) {
      int at = n / panel * panel * depth + n % panel;
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
    int panel = kernels.panel();
    for (int j = 0, p = 0; j < columns; j += panel, p += panel * depth) {
      int r = 0;
      for (; r + 8 <= rows; r += 8) {
        int from = a0 + r * aStride;
        int to = c0 + r * cStride + j;
        kernels.product8(a, from, aStride, 1, packed, p, depth, c, to, cStride, add);
      }
      for (; r < rows; r++) {
        int to = c0 + r * cStride + j;
        kernels.product1(a, a0 + r * aStride, 1, packed, p, depth, c, to, add);
      }
    }
  }

  /**
   * Rows [m0, m1) of {@code c[m][n] = sum_s a[s][m] b[s][n]}: the product of a transposed matrix
   * with another, summed over a long axis of {@code depth} samples (all time steps of all streams).
   *
   * @param columns is rounded up to whole panels in b and c, whose rows must have room for them
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
    int wide = (rows + 7) / 8 * 8;
    float[] left = new float[BLOCK * wide];
    float[] right = new float[BLOCK * panel];
    for (int s = 0; s < depth; s += BLOCK) {
      int block = Math.min(BLOCK, depth - s);
      for (int m = 0; m < rows; m += 8) {
        int width = Math.min(8, rows - m);
        for (int k = 0; k < block; k++) {
          System.arraycopy(a, a0 + (s + k) * aStride + m0 + m, left, m * block + k * 8, width);
        }
      }
      for (int j = 0; j < columns; j += panel) {
        for (int k = 0; k < block; k++) {
          System.arraycopy(b, b0 + (s + k) * bStride + j, right, k * panel, panel);
        }
        int m = 0;
        for (; m + 8 <= rows; m += 8) {
          int to = (m0 + m) * cStride + j;
          kernels.product8(left, m * block, 1, 8, right, 0, block, c, to, cStride, s > 0);
        }
        for (int lane = 0; m + lane < rows; lane++) {
          int to = (m0 + m + lane) * cStride + j;
          kernels.product1(left, m * block + lane, 8, right, 0, block, c, to, s > 0);
        }
      }
    }
  }
}
