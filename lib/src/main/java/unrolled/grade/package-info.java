/**
 * The checks behind the graded cells of the assignments. {@link unrolled.grade.A1} to {@link
 * unrolled.grade.A5} hold one method for each task; it takes the student's method as a lambda.
 *
 * <p>A check draws random inputs, asks the answer within a time limit, and compares with an oracle
 * in plain arrays:
 *
 * <pre>|answer - oracle| ≤ tolerance (1 + |oracle|)   tolerance 1e-8 for double, 2e-4 for float
 * </pre>
 *
 * An answer that differs is compared with what each known misconception would give, and the message
 * speaks of that one. A failed check throws {@link unrolled.grade.CheckFailedException}, so that
 * the cell fails; nothing is written to stderr.
 *
 * <p>Before it is asked, the answer's compiled code is read: a task that asks to build a cell does
 * not accept one that calls the library's, DL4J's, reflection or files.
 */
package unrolled.grade;
