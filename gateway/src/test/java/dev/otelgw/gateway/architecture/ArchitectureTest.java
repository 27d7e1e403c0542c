package dev.otelgw.gateway.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.otelgw.gateway.Main;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Factory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.NetworkChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may see whom, and what nobody may do. Read from the class files of every module. */
class ArchitectureTest {

  private static final List<String> MODULES =
      List.of("pipeline", "receivers", "exporters", "scrapers", "gateway", "services");

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .importPaths(
              MODULES.stream()
                  .map(module -> Path.of("..", module, "target", "classes"))
                  .filter(Files::isDirectory)
                  .toList());

  private static String module(String name) {
    return "dev.otelgw." + name + "..";
  }

  @Test
  void theCodeIsHere() {
    assertThat(CODE.contain(Clock.class) && CODE.contain(Main.class)).isTrue();
  }

  /** Each module, and what it may see of the others. */
  static Stream<List<String>> modules() {
    return Stream.of(
        List.of("pipeline"),
        List.of("receivers", "pipeline"),
        List.of("exporters", "pipeline"),
        List.of("scrapers", "pipeline"),
        List.of("gateway", "pipeline", "receivers", "exporters", "scrapers"),
        List.of("services"));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleSeesOnlyWhatItMay(List<String> moduleAndSeen) {
    String[] seen = moduleAndSeen.stream().map(ArchitectureTest::module).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(module(moduleAndSeen.getFirst()))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.otelgw..").and(not(resideInAnyPackage(seen))))
        .allowEmptyShould(true)
        .check(CODE);
  }

  @Test
  void componentsOfOneModuleNeverSeeEachOther() {
    List<String> components =
        CODE.stream()
            .filter(type -> type.isAssignableTo(Factory.class) && !type.isInterface())
            .map(JavaClass::getPackageName)
            .filter(name -> !name.startsWith("dev.otelgw.pipeline"))
            .distinct()
            .toList();
    for (String component : components) {
      String[] others =
          components.stream()
              .filter(other -> !other.equals(component))
              .map(other -> other + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(component + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(CODE);
    }
  }

  @Test
  void thePipelineKnowsNothingOfTheOutsideWorld() {
    noClasses()
        .that()
        .resideInAPackage(module("pipeline"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "com.sun..",
            "okhttp3..",
            "io.netty..",
            "io.grpc..",
            "org.snakeyaml..")
        .check(CODE);
  }

  /** Channels are files' or sockets': the journal and its like know the first kind. */
  @Test
  void onlyWhatLiesOnDiskKnowsChannelsOfFiles() {
    noClasses()
        .that()
        .resideInAPackage(module("pipeline"))
        .and()
        .resideOutsideOfPackages(
            "dev.otelgw.pipeline.journal..", "dev.otelgw.pipeline.deadletters..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.nio.channels..")
        .check(CODE);
    noClasses()
        .that()
        .resideInAPackage(module("pipeline"))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(NetworkChannel.class)
        .check(CODE);
  }

  @Test
  void onlyTlsKnowsTheJdksSockets() {
    noClasses()
        .that()
        .resideInAPackage(module("pipeline"))
        .and()
        .resideOutsideOfPackage("dev.otelgw.pipeline.tls..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "javax.net..")
        .check(CODE);
    // It names what the signatures of javax.net.ssl name, and opens nothing.
    noClasses()
        .that()
        .resideInAPackage("dev.otelgw.pipeline.tls..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.net..").and(not(belongToAnyOf(Socket.class, InetAddress.class))))
        .check(CODE);
  }

  @Test
  void onlyTheConfigurationKnowsYaml() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.otelgw.gateway.config..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.snakeyaml..")
        .check(CODE);
  }

  @Test
  void onlyTheGatewayReadsTheEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackages(module("gateway"), module("services"))
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(CODE);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that(not(belongToAnyOf(Main.class)).and(resideInAPackage("dev.otelgw..")))
        .and()
        .resideOutsideOfPackage(module("services"))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .check(CODE);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.otelgw.gateway")
        .should()
        .callMethod(Runtime.class, "halt", int.class)
        .check(CODE);
  }

  @Test
  void thePipelineTakesTimeFromItsClock() {
    noClasses()
        .that()
        .resideInAPackage(module("pipeline"))
        .and(not(belongToAnyOf(Clock.class)))
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(CODE);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helpers?|Common|Manager|Impl)(\\$.*)?")
        .orShould()
        .resideInAnyPackage(
            "..util..",
            "..utils..",
            "..helper..",
            "..helpers..",
            "..common..",
            "..impl..",
            "..internal..",
            "..manager..")
        .check(CODE);
  }

  @Test
  void nothingStaticChanges() {
    fields().that().areStatic().should().beFinal().check(CODE);
    noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(AtomicBoolean.class)
        .orShould()
        .haveRawType(AtomicInteger.class)
        .orShould()
        .haveRawType(AtomicLong.class)
        .orShould()
        .haveRawType(AtomicReference.class)
        .orShould()
        .haveRawType(LongAdder.class)
        .orShould()
        .haveRawType(ThreadLocal.class)
        .orShould()
        .haveRawType(ConcurrentMap.class)
        .check(CODE);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes().should(beInANullMarkedPackage()).check(CODE);
  }

  @Test
  void thePartsOfTheGatewayHaveNoCycles() {
    slices().matching("dev.otelgw.gateway.(*)..").should().beFreeOfCycles().check(CODE);
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getPackageName() + " has no @NullMarked package-info"));
        }
      }
    };
  }
}
