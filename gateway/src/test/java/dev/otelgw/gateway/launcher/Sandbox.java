package dev.otelgw.gateway.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A copy of the launcher in a tree of its own, with JDKs and a Maven that are small scripts, and a
 * PATH that holds nothing but what a system has: no JDK and no Maven of this machine.
 */
final class Sandbox {

  /** What the launcher may use. */
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "cat",
          "curl",
          "dirname",
          "find",
          "grep",
          "gzip",
          "head",
          "mkdir",
          "mv",
          "openssl",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sha512sum",
          "shasum",
          "sleep",
          "tar",
          "tee",
          "touch",
          "tr",
          "wget");

  private static final List<String> MODULES =
      List.of(
          "pipeline",
          "receivers",
          "exporters",
          "scrapers",
          "gateway",
          "services/shared",
          "services/api",
          "services/bot",
          "services/scheduler",
          "services/discord-stand-in",
          "services/devstack");

  private static final String FAKE_JAVA =
      """
      #!/bin/sh
      echo "java of $(cd "$(dirname "$0")/.." && pwd)"
      echo "process $$"
      for argument; do echo "[$argument]"; done
      """;

  private static final String FAKE_MAVEN =
      """
      #!/bin/sh
      if [ "$1" = -v ]; then echo "Apache Maven ${FAKE_VERSION:-3.9.9}"; exit 0; fi
      root=${2%/pom.xml}
      echo "$JAVA_HOME $*" >>"$root/maven-calls"
      echo '[INFO] Building otelgw-pipeline 0.1.0                       [2/3]'
      if [ -n "$FAKE_FAILURE" ]; then
        echo '[INFO] chatter'
        echo '[ERROR] /x/A.java:[3,5] cannot find symbol'
        echo '[ERROR] /x/A.java:[3,5] cannot find symbol'
        echo '[ERROR] Re-run Maven using the -X switch to enable full debug logging.'
        exit 1
      fi
      for module in pipeline receivers exporters scrapers gateway; do
        mkdir -p "$root/$module/target/classes"
      done
      mkdir -p "$root/gateway/target/classes/dev/otelgw/gateway"
      touch "$root/gateway/target/classes/dev/otelgw/gateway/Main.class"
      printf '%s' "$root/library.jar" >"$root/gateway/target/classpath"
      case "$*" in
        *services/devstack*)
          for module in shared api bot scheduler discord-stand-in devstack; do
            mkdir -p "$root/services/$module/target/classes"
          done
          printf '%s' "$root/library.jar" >"$root/services/devstack/target/classpath"
          touch "$root/services/shared/target/opentelemetry-javaagent.jar"
          ;;
      esac
      if [ "$3" = verify ] && [ -z "$FAKE_NO_TESTS" ]; then
        mkdir -p "$root/gateway/target/surefire-reports" "$root/gateway/target/failsafe-reports"
        printf '<?xml version="1.0"?>\\n<testsuite name="A" time="1" tests="5" errors="1" skipped="1" failures="1">\\n</testsuite>' \\
          >"$root/gateway/target/surefire-reports/TEST-A.xml"
        printf '<?xml version="1.0"?>\\n<testsuite name="B" tests="10" errors="0" skipped="0" failures="0"/>\\n' \\
          >"$root/gateway/target/failsafe-reports/TEST-B.xml"
        exit "${FAKE_TEST_CODE:-0}"
      fi
      """;

  /** What came of a run. */
  record Result(long process, int code, List<String> out, List<String> err) {}

  final Path root;
  private final Path home;
  private final Path bin;
  private final Map<String, String> environment = new LinkedHashMap<>();

  Sandbox(Path folder) throws IOException {
    root = Files.createDirectories(folder.resolve("a tree with spaces"));
    home = Files.createDirectories(folder.resolve("home"));
    bin = Files.createDirectories(folder.resolve("bin"));
    Files.copy(Path.of("..", "otelgw"), root.resolve("otelgw"));
    for (String module : MODULES) {
      Path source = Files.createDirectories(root.resolve(module).resolve("src/main/java"));
      Files.writeString(source.resolve("A.java"), "class A {}");
      Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
    }
    Files.writeString(root.resolve("services/pom.xml"), "<project/>");
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("library.jar"), "");
    for (String tool : TOOLS) {
      for (Path place : List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool))) {
        if (Files.exists(place) && Files.notExists(bin.resolve(tool))) {
          script(bin.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(place));
        }
      }
    }
    set("PATH", bin.toString()).set("HOME", home.toString()).set("OTELGW_JDK_FOLDERS", "/nowhere");
  }

  Sandbox set(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** A JDK in this folder, as its release file says. */
  Path jdk(String folder, String version) throws IOException {
    Path jdk = Files.createDirectories(root.resolveSibling(folder));
    Files.writeString(
        jdk.resolve("release"),
        "IMPLEMENTOR=\"Some\"\nJAVA_VERSION=\"%s\"\nOS_NAME=\"Linux\"\n".formatted(version));
    Files.createDirectories(jdk.resolve("bin"));
    script(jdk.resolve("bin/java"), FAKE_JAVA);
    script(jdk.resolve("bin/javac"), FAKE_JAVA);
    return jdk;
  }

  /** A JDK that is found, and a Maven on PATH. */
  Sandbox complete() throws IOException {
    set("JAVA_HOME", jdk("jdk 25", "25.0.3").toString());
    script(bin.resolve("mvn"), FAKE_MAVEN);
    return this;
  }

  /** A file on PATH that links to {@code target}. */
  void linkOnPath(String name, Path target) throws IOException {
    Files.createSymbolicLink(bin.resolve(name), target);
  }

  /** The tree of a Maven, packed as Apache packs it. */
  Path packedMaven() throws IOException, InterruptedException {
    Path folder = root.resolveSibling("apache-maven-3.9.14");
    Files.createDirectories(folder.resolve("bin"));
    script(folder.resolve("bin/mvn"), FAKE_MAVEN);
    Path packed = root.resolveSibling("maven.tar.gz");
    int code =
        new ProcessBuilder("tar", "czf", packed.toString(), "apache-maven-3.9.14")
            .directory(root.getParent().toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("tar failed");
    }
    return packed;
  }

  /** How often Maven was called, and how. */
  List<String> mavenCalls() throws IOException {
    Path calls = root.resolve("maven-calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return runScript(root.resolve("otelgw"), root.getParent(), arguments);
  }

  Result runScript(Path script, Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(root.getParent(), "out", null);
    Path err = Files.createTempFile(root.getParent(), "err", null);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the launcher hangs: " + Files.readString(err));
    }
    return new Result(
        process.pid(),
        process.exitValue(),
        Files.readAllLines(out, StandardCharsets.UTF_8),
        Files.readAllLines(err, StandardCharsets.UTF_8));
  }

  private static void script(Path path, String text) throws IOException {
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
