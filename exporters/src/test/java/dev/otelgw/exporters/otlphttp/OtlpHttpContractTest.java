package dev.otelgw.exporters.otlphttp;

import com.google.protobuf.Message;
import dev.otelgw.exporters.http.Encoding;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.ReceivedRequest;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.ExporterContract;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class OtlpHttpContractTest {

  @ParameterizedTest
  @EnumSource
  void keepsTheContractOfExporters(Encoding encoding) throws Exception {
    try (Backend backend = new Backend(encoding)) {
      ExporterContract.check(backend);
    }
  }

  private static final class Backend implements ExporterContract.Subject, AutoCloseable {
    private final Encoding encoding;
    private OtlpBackend backend = OtlpBackend.start();
    private int port;

    Backend(Encoding encoding) {
      this.encoding = encoding;
    }

    @Override
    public Exporter create(Context context) {
      return new OtlpHttpFactory()
          .create(Configs.to(backend.url()).encoding(encoding).config(), context);
    }

    @Override
    public List<Message> arrived(Signal signal) {
      return backend.requests().stream()
          .filter(request -> request.signal() == signal)
          .map(ReceivedRequest::message)
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
      backend = OtlpBackend.start(port);
    }

    @Override
    public void close() {
      backend.close();
    }
  }
}
