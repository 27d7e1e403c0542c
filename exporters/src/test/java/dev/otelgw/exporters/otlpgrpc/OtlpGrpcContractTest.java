package dev.otelgw.exporters.otlpgrpc;

import static dev.otelgw.exporters.otlpgrpc.Exporters.to;

import com.google.protobuf.Message;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.ReceivedCall;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.ExporterContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OtlpGrpcContractTest {

  @Test
  void keepsTheContractOfExporters() throws Exception {
    try (Backend backend = new Backend()) {
      ExporterContract.check(backend);
    }
  }

  private static final class Backend implements ExporterContract.Subject, AutoCloseable {
    private GrpcBackend backend = GrpcBackend.start();
    private int port;

    @Override
    public Exporter create(Context context) {
      return new OtlpGrpcFactory()
          .create(to(backend.address()).compression(GrpcCompression.GZIP).config(), context);
    }

    @Override
    public List<Message> arrived(Signal signal) {
      return backend.calls().stream()
          .filter(call -> call.signal() == signal)
          .map(ReceivedCall::message)
          .toList();
    }

    @Override
    public void forget() {
      backend.clear();
    }

    @Override
    public void goAway() {
      port = backend.port();
      backend.close();
    }

    @Override
    public void comeBack() {
      backend = GrpcBackend.start(port);
    }

    @Override
    public void close() {
      backend.close();
    }
  }
}
