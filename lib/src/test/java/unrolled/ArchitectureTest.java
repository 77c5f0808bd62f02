package unrolled;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.factory.Nd4j;

/** The house's floors and its manners. A package that is new here has to be given a floor. */
@AnalyzeClasses(packages = "unrolled", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** From the ground up: a package knows only itself and the floors below. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("autograd", "compute"),
          Set.of("nn", "optim"),
          Set.of("text"),
          Set.of("train", "reference"),
          Set.of("plot", "lesson"),
          Set.of("lab", "grade", "cli", "bench"));

  private static final String ROOT = "unrolled.";

  /** The part of a class's package behind "unrolled." that has a floor. */
  private static String room(JavaClass type) {
    return type.getPackageName().replaceFirst("^unrolled\\.?", "").replaceFirst("\\..*", "");
  }

  /** 1 is the ground floor; 0 is none. */
  private static int floor(String room) {
    for (int f = 0; f < FLOORS.size(); f++) {
      if (FLOORS.get(f).contains(room)) {
        return f + 1;
      }
    }
    return 0;
  }

  @ArchTest
  static final ArchRule everyPackageHasAFloor =
      classes()
          .should(
              condition(
                  "live on one of the floors",
                  type -> floor(room(type)) > 0,
                  type -> type.getName() + " lives in a package without a floor"));

  @ArchTest
  static final ArchRule dependenciesGoDownwards =
      classes()
          .should(
              new ArchCondition<>("know only their own package and the floors below") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith(ROOT)
                        && !room(target).equals(room(type))
                        && floor(room(target)) >= floor(room(type))) {
                      events.add(
                          SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                  }
                }
              });

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("unrolled.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields().that().areStatic().and().doNotHaveModifier(SYNTHETIC).should().beFinal();

  /**
   * Private arrays are let through as tables of constants, which nobody else can write to. A
   * thread's own scopes are the exception: each is over when its block is.
   */
  @ArchTest
  static final ArchRule staticFieldsHoldNothingThatChanges =
      fields()
          .that(are(staticAndWritten()))
          .should(
              new ArchCondition<>("be of a type that cannot change") {
                @Override
                public void check(JavaField field, ConditionEvents events) {
                  boolean ownTable =
                      field.getRawType().isArray() && field.getModifiers().contains(PRIVATE);
                  if (changes(field.getRawType()) && !ownTable) {
                    events.add(SimpleConditionEvent.violated(field, field.getDescription()));
                  }
                }
              });

  /** They hold what the calling thread is in, for as long as it is in it. */
  private static final Set<String> SCOPES_OF_A_THREAD =
      Set.of("unrolled.autograd.NoGradient.ACTIVE", "unrolled.autograd.Workspace.CURRENT");

  private static DescribedPredicate<JavaField> staticAndWritten() {
    return DescribedPredicate.describe(
        "static and written by us",
        field ->
            field.getModifiers().contains(STATIC)
                && !field.getModifiers().contains(SYNTHETIC)
                && !SCOPES_OF_A_THREAD.contains(field.getFullName()));
  }

  /** Arrays, concrete collections, and what java.util.concurrent is for. */
  private static boolean changes(JavaClass type) {
    boolean collection = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
    return type.isArray()
        || (collection && !type.isInterface())
        || type.isAssignableTo(ThreadLocal.class)
        || (type.isAssignableTo(CharSequence.class) && !type.isEquivalentTo(String.class))
        || type.getPackageName().startsWith("java.util.concurrent");
  }

  @ArchTest
  static final ArchRule classesAreFinalAbstractOrSealed =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .areNotAnonymousClasses()
          .should(
              condition(
                  "be final, abstract or sealed",
                  type ->
                      type.getModifiers().contains(FINAL)
                          || Modifier.isAbstract(type.reflect().getModifiers())
                          || type.reflect().isSealed(),
                  type -> type.getName() + " is open"));

  private static final Set<String> GLOBAL_RANDOMNESS_OF_ND4J =
      Set.of("rand", "randn", "getRandom", "shuffle", "choice", "randomBernoulli");

  @ArchTest
  static final ArchRule randomnessIsAnArgument =
      noClasses()
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(StrictMath.class, "random")
          .orShould()
          .callMethod(Collections.class, "shuffle", List.class)
          .orShould()
          .callMethod(ThreadLocalRandom.class, "current")
          .orShould()
          .callMethod(RandomGenerator.class, "getDefault")
          .orShould()
          .callCodeUnitWhere(
              DescribedPredicate.describe(
                  "ND4J's global generator",
                  (JavaCall<?> call) ->
                      call.getTargetOwner().isEquivalentTo(Nd4j.class)
                          && GLOBAL_RANDOMNESS_OF_ND4J.contains(call.getName())));

  /**
   * Checks of a student's answer draw afresh each time, or the answer could be learned by heart.
   */
  @ArchTest
  static final ArchRule generatorsAreSeeded =
      noClasses()
          .that()
          .resideOutsideOfPackage("unrolled.grade..")
          .and()
          .haveNameNotMatching("unrolled\\.lesson\\..*Exercises")
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callConstructor(SplittableRandom.class);

  /** A verdict on an answer, and a claim that holds, are said aloud: that is what they are for. */
  @ArchTest
  static final ArchRule onlyWhatTalksToTheUserPrints =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "unrolled.lab..", "unrolled.cli..", "unrolled.grade..", "unrolled.bench..")
          .and()
          .doNotHaveFullyQualifiedName("unrolled.lesson.Claim")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace");

  private static ArchCondition<JavaClass> condition(
      String description, Predicate<JavaClass> holds, Function<JavaClass, String> otherwise) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!holds.test(type)) {
          events.add(SimpleConditionEvent.violated(type, otherwise.apply(type)));
        }
      }
    };
  }
}
