package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.auth.ServerAuth;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The keys {@code auth} and {@code include_metadata} of OTLP/gRPC. */
@Timeout(60)
class GrpcAuthTest {

  private static final byte[] SPANS = Batches.spans("a", 2).toByteArray();

  private @Nullable Rig rig;

  private Rig start(Doorkeeper doorkeeper, boolean includeMetadata) {
    Rig.Options options = new Rig.Options();
    options.extensions = doorkeeper;
    options.http = false;
    options.grpcKeys =
        new Object[] {
          "auth", new ServerAuth(Doorkeeper.REFERENCE), "includeMetadata", includeMetadata
        };
    rig = options.start();
    return rig;
  }

  @AfterEach
  void close() {
    Await.until("memory given back", () -> rig.memory.held() == 0);
    rig.close();
  }

  /** With these headers, names and values in turn. */
  private GrpcSender sender(String... headers) {
    Metadata metadata = new Metadata();
    for (int i = 0; i < headers.length; i += 2) {
      metadata.put(Metadata.Key.of(headers[i], Metadata.ASCII_STRING_MARSHALLER), headers[i + 1]);
    }
    metadata.put(
        Metadata.Key.of("trace-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {1, 2, 3});
    return new GrpcSender(
        NettyChannelBuilder.forAddress("127.0.0.1", rig.receiver.grpcPort())
            .usePlaintext()
            .intercept(MetadataUtils.newAttachHeadersInterceptor(metadata)),
        CallOptions.DEFAULT);
  }

  private static Status refusal(GrpcSender sender, byte[] request) {
    return catchThrowableOfType(
            StatusRuntimeException.class, () -> sender.send(Signal.TRACES, request))
        .getStatus();
  }

  @Test
  void whoIsNotKnownIsUnauthenticated() {
    Rig now = start(Doorkeeper.quick(), false);
    try (GrpcSender sender = sender("x-word", "wrong")) {
      for (int i = 0; i < 3; i++) {
        Status status = refusal(sender, SPANS);
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(status.getDescription()).isEqualTo("receiver otlp: that is not the word");
      }
    }
    assertThat(now.sink.batches()).isEmpty();
    assertThat(now.observer.lines()).hasSize(3).containsOnly("grpc refused 0 spans unauthorized");
    assertThat(now.warnings())
        .singleElement()
        .asString()
        .matches(
            "receiver otlp: client /127.0.0.1:\\d+ is not let in over grpc: that is not the word");
  }

  @Test
  void theMessageOfAStrangerIsNotRead() {
    Rig now = start(Doorkeeper.quick(), false);
    try (GrpcSender sender = sender()) {
      // Larger than the limit, which would be said instead if anybody looked at it.
      assertThat(refusal(sender, new byte[3 << 20]).getCode())
          .isEqualTo(Status.Code.UNAUTHENTICATED);
    }
    assertThat(now.observer.lines()).containsExactly("grpc refused 0 spans unauthorized");
  }

  @Test
  void whoIsKnownIsKnownToThePipelines() {
    Rig now = start(Doorkeeper.quick(), false);
    try (GrpcSender sender = sender("x-word", "sesame")) {
      assertThat(sender.send(Signal.TRACES, SPANS)).isEmpty();
    }
    assertThat(now.callers)
        .containsExactly(new Caller("127.0.0.1", Map.of(), Map.of("subject", "ali")));
  }

  private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
  }

  @Test
  void aSlowVerdictHoldsUpNobodyElse() throws Exception {
    Doorkeeper doorkeeper = Doorkeeper.slow();
    Rig now = start(doorkeeper, false);
    try (GrpcSender known = sender("x-word", "sesame");
        GrpcSender stranger = sender();
        GrpcSender elsewhere = sender()) {
      CompletableFuture<byte[]> good = inBackground(() -> known.send(Signal.TRACES, SPANS));
      CompletableFuture<Status> bad = inBackground(() -> refusal(stranger, SPANS));
      doorkeeper.awaitAsked();
      doorkeeper.awaitAsked();
      Status other =
          catchThrowableOfType(
                  StatusRuntimeException.class,
                  () -> elsewhere.call(GrpcSender.method("no.Such/Thing"), SPANS))
              .getStatus();
      assertThat(other.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
      assertThat(now.callers).isEmpty();
      doorkeeper.letJudge(2);
      assertThat(good.get()).isEmpty();
      assertThat(bad.get().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }
    assertThat(now.callers).hasSize(1);
  }

  @Test
  void anAuthenticatorWithABugLetsNobodyIn() {
    Rig now = start(Doorkeeper.quick(), false);
    try (GrpcSender sender = sender("x-word", "bug")) {
      Status status = refusal(sender, SPANS);
      assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(status.getDescription()).endsWith("internal error, see the gateway's log");
    }
    assertThat(now.callers).isEmpty();
  }

  @Test
  void metadataIsKeptWhereAsked() {
    Rig now = start(Doorkeeper.quick(), true);
    try (GrpcSender sender = sender("x-word", "sesame", "X-Tenant", "a", "x-tenant", "b")) {
      assertThat(sender.send(Signal.TRACES, SPANS)).isEmpty();
    }
    Caller caller = now.callers.getFirst();
    assertThat(caller.identity()).isEqualTo(Map.of("subject", "ali"));
    assertThat(caller.metadata())
        .containsEntry("x-tenant", List.of("a", "b"))
        .containsEntry("trace-bin", List.of("AQID"))
        .containsEntry("host", List.of("127.0.0.1:" + now.receiver.grpcPort()))
        .containsKey("user-agent");
    assertThat(caller.values("metadata.X-Tenant")).containsExactly("a", "b");
  }

  @Test
  void withoutBothOnlyTheAddressIsTold() {
    rig = new Rig.Options().start();
    try (GrpcSender sender = sender("x-tenant", "a")) {
      sender.send(Signal.TRACES, SPANS);
      sender.send(Signal.TRACES, SPANS);
    }
    assertThat(rig.callers).hasSize(2).containsOnly(new Caller("127.0.0.1", Map.of(), Map.of()));
  }
}
