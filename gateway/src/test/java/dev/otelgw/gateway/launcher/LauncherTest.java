package dev.otelgw.gateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.launcher.Sandbox.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {

  @TempDir private Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void prepare() throws IOException {
    sandbox = new Sandbox(folder.toRealPath());
  }

  @Test
  void withoutAJdkItSaysInOneLineWhatToInstall() throws Exception {
    Result result = sandbox.run("version");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith("otelgw: needs a JDK of version 25 or newer; install one");
  }

  @Test
  void aJdkThatIsTooOldIsNamed() throws Exception {
    Path old = sandbox.jdk("jdks/old", "17.0.15");
    sandbox.jdk("jdks/ancient", "1.8.0_292");
    sandbox.set("JAVA_HOME", old.toString());
    assertThat(sandbox.run("version").err())
        .singleElement()
        .asString()
        .contains("or newer, found 17 in " + old + "; install");
  }

  @Test
  void looksFurtherThanAnOldJavaHomeAndAnOldPath() throws Exception {
    sandbox.complete();
    Path old = sandbox.jdk("jdks/17", "17.0.15");
    sandbox.linkOnPath("java", sandbox.jdk("jdks/21", "21.0.1").resolve("bin/java"));
    Path good = sandbox.jdk("jdks/b 25", "25");
    sandbox.jdk("jdks/a 26", "26-ea");
    sandbox.set("JAVA_HOME", old.toString());
    sandbox.set("OTELGW_JDK_FOLDERS", "/nowhere:" + good.getParent());
    assertThat(sandbox.run("version").out()).contains("java of " + good);
    assertThat(sandbox.mavenCalls()).singleElement().asString().startsWith(good + " ");
  }

  @Test
  void takesTheJdkOnPathThroughItsLinks() throws Exception {
    sandbox.complete().set("JAVA_HOME", "");
    Path good = sandbox.jdk("jdks/25", "25.0.1");
    sandbox.linkOnPath("java", good.resolve("bin/java"));
    assertThat(sandbox.run("version").out()).contains("java of " + good);
  }

  @Test
  void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
    sandbox.complete();
    Result first = sandbox.run("version");
    assertThat(first.code()).isZero();
    assertThat(first.err())
        .containsExactly(
            "otelgw: first build: fetching libraries and compiling takes a minute or two",
            "otelgw: building pipeline (2/3)");
    assertThat(sandbox.mavenCalls()).hasSize(1);

    assertThat(sandbox.run("version").err()).isEmpty();
    assertThat(sandbox.mavenCalls()).hasSize(1);

    Files.setLastModifiedTime(
        sandbox.root.resolve("exporters/src/main/java/A.java"),
        FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(sandbox.run("version").err()).containsExactly("otelgw: building pipeline (2/3)");
    assertThat(sandbox.mavenCalls()).hasSize(2);
  }

  @Test
  void buildsAgainWhenALibraryIsGoneUnlessToldNotTo() throws Exception {
    sandbox.complete();
    sandbox.run("version");
    Files.delete(sandbox.root.resolve("library.jar"));
    sandbox.set("OTELGW_NO_BUILD", "1");
    assertThat(sandbox.run("version").err())
        .containsExactly("otelgw: there is no complete build; run it once without OTELGW_NO_BUILD");
    sandbox.set("OTELGW_NO_BUILD", "");
    sandbox.run("version");
    assertThat(sandbox.mavenCalls()).hasSize(2);
  }

  @Test
  void givesTheProgramItsArgumentsAndTheJvmItsOptions() throws Exception {
    sandbox.complete().set("OTELGW_JAVA_OPTS", "-Xmx64m -Dx=y");
    Result result = sandbox.run("run", "--config", "a file.yaml", "");
    assertThat(result.out())
        .containsSequence("[-Xmx64m]", "[-Dx=y]", "[-cp]")
        .endsWith("[dev.otelgw.gateway.Main]", "[run]", "[--config]", "[a file.yaml]", "[]");
    Path root = sandbox.root;
    assertThat(result.out())
        .contains(
            "[%s/gateway/target/classes:%s/scrapers/target/classes:%s/exporters/target/classes:%s/receivers/target/classes:%s/pipeline/target/classes:%s/library.jar]"
                .formatted(root, root, root, root, root, root));
  }

  @Test
  void theDemoNeedsTheServicesToo() throws Exception {
    sandbox.complete();
    sandbox.run("version");
    Result result = sandbox.run("demo", "--for", "90s");
    assertThat(sandbox.mavenCalls()).hasSize(2);
    assertThat(sandbox.mavenCalls().getLast())
        .contains(
            " test-compile -pl pipeline,receivers,exporters,scrapers,gateway,services/shared,")
        .contains(",services/devstack -am ");
    Path services = sandbox.root.resolve("services");
    assertThat(result.out())
        .containsSequence(
            "[-Dotelgw.root=" + sandbox.root + "]",
            "[-cp]",
            "[%s/devstack/target/classes:%s/discord-stand-in/target/classes:%s/library.jar]"
                .formatted(services, services, sandbox.root),
            "[dev.otelgw.services.devstack.demo.Demo]",
            "[--for]",
            "[90s]");

    assertThat(sandbox.run("demo").err()).isEmpty();
    assertThat(sandbox.run("version").err()).isEmpty();
    assertThat(sandbox.mavenCalls()).hasSize(2);
  }

  @Test
  void aChangedServiceConcernsTheDemoAlone() throws Exception {
    sandbox.complete();
    sandbox.run("demo");
    Files.setLastModifiedTime(
        sandbox.root.resolve("services/bot/src/main/java/A.java"),
        FileTime.from(Instant.now().plusSeconds(5)));
    sandbox.run("version");
    assertThat(sandbox.mavenCalls()).hasSize(1);
    sandbox.run("demo");
    assertThat(sandbox.mavenCalls()).hasSize(2);
  }

  @Test
  void aDemoWithoutABuildSaysSo() throws Exception {
    sandbox.complete();
    sandbox.run("version");
    sandbox.set("OTELGW_NO_BUILD", "1");
    Result result = sandbox.run("demo");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .containsExactly("otelgw: there is no complete build; run it once without OTELGW_NO_BUILD");
  }

  @Test
  void becomesTheJvmSoThatSignalsReachIt() throws Exception {
    Result result = sandbox.complete().run("run");
    assertThat(result.out()).contains("process " + result.process());
  }

  @Test
  void runsThroughALinkFromAnywhere() throws Exception {
    sandbox.complete();
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("gw"), sandbox.root.resolve("otelgw"));
    Path relative = Files.createSymbolicLink(folder.resolve("gw2"), Path.of("else where/gw"));
    assertThat(sandbox.runScript(link, Path.of("/"), "version").code()).isZero();
    assertThat(sandbox.runScript(relative, Path.of("/"), "version").out()).contains("[version]");
    assertThat(sandbox.runScript(Path.of("gw"), elsewhere, "version").out()).contains("[version]");
  }

  @Test
  void showsWhatTheCompilerSaidAndNoMore() throws Exception {
    sandbox.complete().set("FAKE_FAILURE", "1");
    Result result = sandbox.run("version");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .endsWith(
            "[ERROR] /x/A.java:[3,5] cannot find symbol",
            "otelgw: cannot be built, see above; everything Maven said is in "
                + sandbox.root.resolve("target/otelgw/build.log"))
        .hasSize(4);
    sandbox.set("FAKE_FAILURE", "");
    assertThat(sandbox.run("version").code()).isZero();
  }

  @Test
  void startsAtTheSameTimeBuildOnce() throws Exception {
    sandbox.complete();
    List<CompletableFuture<Result>> starts =
        List.of(1, 2, 3, 4).stream()
            .map(_ -> CompletableFuture.supplyAsync(this::version))
            .toList();
    assertThat(starts).allSatisfy(start -> assertThat(start.join().code()).isZero());
    assertThat(sandbox.mavenCalls()).hasSize(1);
  }

  private Result version() {
    try {
      return sandbox.run("version");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLockLeftByADeadProcessIsTaken() throws Exception {
    sandbox.complete();
    Path lock = Files.createDirectories(sandbox.root.resolve("target/otelgw/lock"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
    assertThat(sandbox.run("version").code()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void fetchesMavenOnceWhereThereIsNoneOrAnOldOne() throws Exception {
    sandbox.complete().set("FAKE_VERSION", "3.6.3");
    Path packed = sandbox.packedMaven();
    sandbox.set("OTELGW_MAVEN_URL", packed.toUri().toString());
    sandbox.set("OTELGW_MAVEN_SHA512", Sha512.of(packed));
    assertThat(sandbox.run("version").err().getFirst())
        .contains("fetching 3.9.14 (once) from file:");
    assertThat(folder.resolve("home/.cache/otelgw/apache-maven-3.9.14/bin/mvn")).isExecutable();
    Files.delete(packed);
    Files.delete(sandbox.root.resolve("target/otelgw/stamp"));
    assertThat(sandbox.run("version").err()).noneMatch(line -> line.contains("fetching 3.9.14"));
  }

  @Test
  void usesNoMavenThatIsNotTheOne() throws Exception {
    sandbox.complete().set("FAKE_VERSION", "3.6.3");
    Path packed = sandbox.packedMaven();
    sandbox.set("OTELGW_MAVEN_URL", packed.toUri().toString());
    Result result = sandbox.run("version");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().getLast())
        .contains("is not Maven 3.9.14 (its SHA-512 is " + Sha512.of(packed) + ")");
    assertThat(folder.resolve("home/.cache/otelgw")).isEmptyDirectory();
  }

  @Test
  void theSuiteEndsWithTheSumOfAllReports() throws Exception {
    sandbox.complete().set("FAKE_TEST_CODE", "1");
    Path old = Files.createDirectories(sandbox.root.resolve("pipeline/target/surefire-reports"));
    Files.writeString(old.resolve("TEST-Old.xml"), "<testsuite tests=\"99\"/>\n");
    Result result = sandbox.run("test", "-pl", "gateway");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out().getLast()).isEqualTo("12 passed, 2 failed, 1 skipped");
    assertThat(sandbox.mavenCalls())
        .singleElement()
        .asString()
        .endsWith("verify --fail-at-end -pl gateway");
  }

  @Test
  void aSuiteThatPassedNeedsNoFurtherBuild() throws Exception {
    sandbox.complete();
    assertThat(sandbox.run("test").code()).isZero();
    assertThat(sandbox.run("version").err()).isEmpty();
    assertThat(sandbox.mavenCalls()).hasSize(1);
  }

  @Test
  void aSuiteWithoutTestsFails() throws Exception {
    sandbox.complete().set("FAKE_NO_TESTS", "1");
    Result result = sandbox.run("test");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out().getLast()).isEqualTo("0 passed, 0 failed, 0 skipped");
    assertThat(result.err()).containsExactly("otelgw: no test ran");
  }
}
