package dev.otelgw.receivers.otlp;

import static dev.otelgw.pipeline.testing.CheckedConfig.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.receivers.otlp.KeepaliveConfig.EnforcementPolicy;
import dev.otelgw.receivers.otlp.KeepaliveConfig.ServerParameters;
import io.grpc.ConnectivityState;
import io.grpc.StatusRuntimeException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GrpcConnectionsTest {

  private static final byte[] SPAN = Batches.spans("a", 1).toByteArray();
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final int ENHANCE_YOUR_CALM = 0xb;

  private static Rig rig(ServerParameters ours, EnforcementPolicy theirs) {
    Rig.Options options = new Rig.Options();
    options.grpcKeys = new Object[] {"keepalive", new KeepaliveConfig(ours, theirs)};
    return options.start();
  }

  private static Rig rig(Object... serverParameters) {
    return rig(Changed.record(new ServerParameters(), serverParameters), new EnforcementPolicy());
  }

  @Test
  void defaultsFindDeadClientsWithinMinutes() {
    KeepaliveConfig defaults = new OtlpGrpcConfig().keepalive();
    assertThat(defaults.serverParameters().effectiveTime()).isEqualTo(Duration.ofMinutes(1));
    assertThat(defaults.serverParameters().effectiveTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(defaults.enforcementPolicy().effectiveMinTime()).isEqualTo(Duration.ofMinutes(5));
    assertThat(defaults.enforcementPolicy().permitWithoutStream()).isFalse();
    ServerParameters zero =
        Changed.record(new ServerParameters(), "time", Duration.ZERO, "timeout", Duration.ZERO);
    assertThat(zero.effectiveTime()).isEqualTo(ServerParameters.TIME);
    assertThat(zero.effectiveTimeout()).isEqualTo(ServerParameters.TIMEOUT);
    assertThat(new EnforcementPolicy(Duration.ZERO, true).effectiveMinTime())
        .isEqualTo(EnforcementPolicy.MIN_TIME);
  }

  @Test
  void mistakesAreNamed() {
    assertThat(problems(Changed.record(new ServerParameters(), "time", Duration.ofSeconds(-1))))
        .containsExactly("time: is negative; use 0 for the default");
    assertThat(problems(new EnforcementPolicy(Duration.ofSeconds(-1), false)))
        .containsExactly("min_time: is negative; use 0 for the default");
    assertThat(problems(Changed.record(new ServerParameters(), "time", SHORT)))
        .containsExactly("warning time: 1000ms is raised to 10s, the least there is");
    assertThat(problems(Changed.record(new ServerParameters(), "maxConnectionAgeGrace", SHORT)))
        .containsExactly(
            "warning max_connection_age_grace: has no effect without max_connection_age");
  }

  @Test
  void idleConnectionsAreClosed() {
    try (Rig rig = rig("maxConnectionIdle", SHORT);
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      sender.send(Signal.TRACES, SPAN);
      awaitIdle(sender);
      sender.send(Signal.TRACES, SPAN);
    }
  }

  @Test
  void oldConnectionsAreClosed() {
    try (Rig rig = rig("maxConnectionAge", SHORT);
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      sender.send(Signal.TRACES, SPAN);
      awaitIdle(sender);
      sender.send(Signal.TRACES, SPAN);
    }
  }

  private static void awaitIdle(GrpcSender sender) {
    assertThat(sender.channel().getState(false)).isEqualTo(ConnectivityState.READY);
    Await.until(
        "connection closed by the receiver",
        () -> sender.channel().getState(false) == ConnectivityState.IDLE);
  }

  @Test
  void callsOnOldConnectionsMayEndWithoutALimit() {
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = rig("maxConnectionAge", SHORT);
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      rig.sink.then(_ -> {
        Await.until("connection past its age", () -> idle(sender));
        release.countDown();
        return Outcome.accepted();
      });
      sender.send(Signal.TRACES, SPAN);
      assertThat(release.getCount()).isZero();
    }
  }

  private static boolean idle(GrpcSender sender) {
    return sender.channel().getState(false) == ConnectivityState.IDLE;
  }

  @Test
  void callsOnOldConnectionsAreCutAfterTheGrace() {
    CountDownLatch cut = new CountDownLatch(1);
    try (Rig rig = rig("maxConnectionAge", SHORT, "maxConnectionAgeGrace", Duration.ofMillis(100));
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      rig.sink.then(_ -> {
        Await.until("call cut", () -> cut.getCount() == 0);
        return Outcome.accepted();
      });
      assertThatThrownBy(() -> sender.send(Signal.TRACES, SPAN))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("UNAVAILABLE");
      cut.countDown();
    }
  }

  @Test
  void clientsThatDoNotAnswerAPingAreGivenUpAndOthersStay() throws Exception {
    try (Rig rig = rig("time", Duration.ofSeconds(10), "timeout", SHORT);
        RawHttp2 alive = new RawHttp2(rig.receiver.grpcPort());
        RawHttp2 dead = new RawHttp2(rig.receiver.grpcPort())) {
      RawHttp2.Frame ping = alive.next(RawHttp2.PING);
      alive.send(RawHttp2.PING, 1, ping.payload().toByteArray());
      assertThat(dead.next(RawHttp2.PING)).isNotNull();
      assertThat(dead.next(RawHttp2.PING)).isNull();
      alive.send(RawHttp2.PING, 0, new byte[8]);
      assertThat(alive.next(RawHttp2.PING).flags()).isEqualTo(1);
    }
  }

  @Test
  void clientsThatPingTooOftenAreSentAway() throws Exception {
    EnforcementPolicy seldom = new EnforcementPolicy(Duration.ofHours(1), true);
    for (EnforcementPolicy policy : new EnforcementPolicy[] {new EnforcementPolicy(), seldom}) {
      try (Rig rig = rig(new ServerParameters(), policy);
          RawHttp2 client = new RawHttp2(rig.receiver.grpcPort())) {
        ping(client);
        RawHttp2.Frame goAway = client.next(RawHttp2.GOAWAY);
        assertThat(goAway).isNotNull();
        assertThat(goAway.payload().asReadOnlyByteBuffer().getInt(4)).isEqualTo(ENHANCE_YOUR_CALM);
        assertThat(goAway.payload().toStringUtf8()).endsWith("too_many_pings");
      }
    }
  }

  @Test
  void clientsMayPingAsOftenAsAllowed() throws Exception {
    EnforcementPolicy often = new EnforcementPolicy(Duration.ofNanos(1), true);
    try (Rig rig = rig(new ServerParameters(), often);
        RawHttp2 client = new RawHttp2(rig.receiver.grpcPort())) {
      ping(client);
      for (int i = 0; i < 6; i++) {
        assertThat(client.next(RawHttp2.PING)).isNotNull();
      }
    }
  }

  private static void ping(RawHttp2 client) throws Exception {
    for (int i = 0; i < 6; i++) {
      client.send(RawHttp2.PING, 0, new byte[8]);
    }
  }

  @Test
  void readsAreNoLargerThanTheReadBuffer() {
    var handle = GrpcConnections.reads(5000).newHandle();
    handle.reset(new DefaultChannelConfig(new EmbeddedChannel()));
    int largest = 0;
    for (int i = 0; i < 50; i++) {
      ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
      largest = Math.max(largest, buffer.writableBytes());
      handle.attemptedBytesRead(buffer.writableBytes());
      handle.lastBytesRead(buffer.writableBytes());
      handle.readComplete();
      buffer.release();
    }
    assertThat(largest).isLessThanOrEqualTo(5000).isGreaterThan(2500);
  }

  @Test
  void writesWaitAboveTheWriteBuffer() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setWriteBufferWaterMark(GrpcConnections.writes(5000));
    var _ = channel.write(UnpooledByteBufAllocator.DEFAULT.buffer().writeZero(4000));
    assertThat(channel.isWritable()).isTrue();
    var _ = channel.write(UnpooledByteBufAllocator.DEFAULT.buffer().writeZero(1500));
    assertThat(channel.isWritable()).isFalse();
    channel.finishAndReleaseAll();
  }

  @Test
  void buffersOfAnySizeWork() {
    Rig.Options options = new Rig.Options();
    options.grpcKeys = new Object[] {"readBufferSize", 1, "writeBufferSize", 1};
    try (Rig rig = options.start();
        GrpcSender sender = new GrpcSender(rig.receiver.grpcPort())) {
      byte[] large = Batches.spans("a", 100).toByteArray();
      sender.send(Signal.TRACES, large);
      assertThat(rig.sink.batches().getLast().toByteArray()).isEqualTo(large);
    }
  }
}
