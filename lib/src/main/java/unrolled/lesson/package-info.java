/**
 * The lecture's experiments: toy tasks that need what is being taught, small models, the loop that
 * trains them, baselines, and the drawings and exercises of the lesson notebooks.
 *
 * <p>T steps, B sequences, K answers, C classes, D symbols. A {@link unrolled.lesson.SequenceTask}
 * draws {@link unrolled.lesson.Examples} (inputs [T][B], targets [K][B] for the last K steps); a
 * {@link unrolled.lesson.SequenceModel} gives logits [K, B, C]; {@link unrolled.lesson.Fit} lowers
 *
 * <pre>L = mean over K and B of -log softmax(logits)[target]   [nats]</pre>
 *
 * {@link unrolled.lesson.Answers} counts what is right, {@link unrolled.lesson.Baselines} what can
 * be right without understanding, and {@link unrolled.lesson.Spread} says how much of a figure is
 * the seed.
 *
 * <p>{@link unrolled.lesson.GradientFlow} and {@link unrolled.lesson.Jacobian} follow the gradient
 * back through the steps, dL/dh_{t-1} = J_tᵀ dL/dh_t with J_t = dh_t/dh_{t-1}, and {@link
 * unrolled.lesson.Spectrum} says what such a product does.
 *
 * <p>{@link unrolled.lesson.EqualSize} and {@link unrolled.lesson.Race} make comparisons fair;
 * {@link unrolled.lesson.Probe} asks the states of a trained layer what can be read off them.
 *
 * <pre>{@code
 * Spread accuracy = Spread.over(Seeds.first(5), seed -> {
 *   Random random = new Random(seed);
 *   SequenceTask task = new FirstSymbolTask(4, 20);
 *   SequenceModel model = new SequenceClassifier(CellKind.LSTM, task.symbols(), 32, task.classes(), random);
 *   Fit.of(model, task, FitSettings.of(400, 5e-3), random);
 *   return Answers.accuracy(model, task.heldOut(random, 500));
 * });
 * }</pre>
 */
package unrolled.lesson;
