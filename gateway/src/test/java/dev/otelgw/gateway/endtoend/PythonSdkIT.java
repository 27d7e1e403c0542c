package dev.otelgw.gateway.endtoend;

import dev.otelgw.exporters.testing.OtlpBackend;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the SDK of Python sends with its defaults arrives as it was sent, field for field. */
class PythonSdkIT {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf", "http/json"})
  void arrivesFieldForField(String protocol) throws Exception {
    ForeignSdk sdk = ForeignSdk.python();
    try (OtlpBackend direct = OtlpBackend.start();
        OtlpBackend behind = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, Pipelines.toBackend(behind.url()))) {
      sdk.deliver("deliver.py", protocol, gateway.port(protocol), direct.url());
      Arrived.same(behind, direct);
    }
  }
}
