package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.json.OtlpJson;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.pipeline.testing.ReceiverContract;
import dev.otelgw.pipeline.testing.ReceiverContract.Reply;
import dev.otelgw.receivers.otlp.OtlpReceiverConfig.Protocols;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class OtlpReceiverContractTest {

  private static final OtlpGrpcConfig GRPC =
      Changed.record(new OtlpGrpcConfig(), "endpoint", "127.0.0.1:0");
  private static final OtlpHttpConfig HTTP =
      Changed.record(
          new OtlpHttpConfig(),
          "endpoint",
          "127.0.0.1:0",
          "readHeaderTimeout",
          Duration.ZERO,
          "readTimeout",
          Duration.ZERO,
          "idleTimeout",
          Duration.ZERO);

  @Test
  void holdsOverGrpc() throws Exception {
    Map<Component, GrpcSender> senders = new ConcurrentHashMap<>();
    ReceiverContract.check(
        new ReceiverContract.Subject() {
          @Override
          public Component create(Pipelines next, Context context) {
            return new OtlpReceiverFactory()
                .create(new OtlpReceiverConfig(new Protocols(GRPC, null)), next, context);
          }

          @Override
          public Reply send(Component receiver, Batch batch) {
            GrpcSender sender =
                senders.computeIfAbsent(
                    receiver, made -> new GrpcSender(((BoundPorts) made).grpcPort()));
            try {
              byte[] reply = sender.send(batch.signal(), batch.toByteArray());
              return reply.length == 0 ? Reply.TAKEN : Reply.PARTLY_TAKEN;
            } catch (StatusRuntimeException e) {
              return switch (e.getStatus().getCode()) {
                case UNAVAILABLE -> Reply.COME_BACK;
                case INVALID_ARGUMENT -> Reply.NEVER;
                case INTERNAL -> Reply.FAILED;
                default -> throw e;
              };
            }
          }
        });
    senders.values().forEach(GrpcSender::close);
  }

  @Test
  void holdsOverHttpWithProtobuf() throws Exception {
    checkHttp("application/x-protobuf");
  }

  @Test
  void holdsOverHttpWithJson() throws Exception {
    checkHttp("application/json");
  }

  private static void checkHttp(String type) throws Exception {
    boolean json = type.endsWith("json");
    try (HttpClient client = HttpClient.newHttpClient()) {
      ReceiverContract.check(
          new ReceiverContract.Subject() {
            @Override
            public Component create(Pipelines next, Context context) {
              return new OtlpReceiverFactory()
                  .create(new OtlpReceiverConfig(new Protocols(null, HTTP)), next, context);
            }

            @Override
            public Reply send(Component receiver, Batch batch) throws Exception {
              byte[] body = json ? OtlpJson.write(batch) : batch.toByteArray();
              HttpResponse<byte[]> response =
                  client.send(
                      HttpRequest.newBuilder(
                              URI.create(
                                  "http://127.0.0.1:%d/v1/%s"
                                      .formatted(
                                          ((BoundPorts) receiver).httpPort(),
                                          batch.signal().lowerName())))
                          .header("Content-Type", type)
                          .version(HttpClient.Version.HTTP_1_1)
                          .POST(BodyPublishers.ofByteArray(body))
                          .build(),
                      BodyHandlers.ofByteArray());
              return switch (response.statusCode()) {
                case 200 -> response.body().length <= 2 ? Reply.TAKEN : Reply.PARTLY_TAKEN;
                case 503, 429 -> Reply.COME_BACK;
                case 400, 413 -> Reply.NEVER;
                case 500 -> Reply.FAILED;
                default -> throw new AssertionError("status " + response.statusCode());
              };
            }
          });
    }
  }
}
