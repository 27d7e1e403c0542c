package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.receivers.compression.Compression;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One Export call. The event loop calls the methods of the listener; as soon as the message is
 * complete, a virtual thread of its own does the rest. The lock is for those who look for late
 * messages from elsewhere.
 */
final class GrpcCall extends ServerCall.Listener<GrpcMessage> {

  /** Where clients look for the google.rpc.Status with its RetryInfo. */
  static final Metadata.Key<byte[]> STATUS_DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final ServerCall<GrpcMessage, byte[]> call;
  private final Signal signal;
  private final @Nullable Compression compression;
  private final Intake intake;
  private final Executor requests;
  private final Holding holding;

  private @Nullable GrpcMessage message;
  private Caller caller = Caller.NOBODY;
  private boolean answered;
  private boolean working;

  GrpcCall(
      ServerCall<GrpcMessage, byte[]> call,
      Signal signal,
      @Nullable Compression compression,
      Intake intake,
      Executor requests,
      Holding holding) {
    this.call = call;
    this.signal = signal;
    this.compression = compression;
    this.intake = intake;
    this.requests = requests;
    this.holding = holding;
  }

  /** Whether the call's thread has the message, and with it the care for what is held. */
  synchronized boolean working() {
    return working;
  }

  /** The sender is known: the message is read from now on. */
  synchronized void read(Caller sender) {
    if (answered) {
      return;
    }
    caller = sender;
    // The second is never to come: asking for it makes gRPC hand it over, so that it is noticed.
    call.request(2);
  }

  /** The sender is not known: the message is not read. */
  synchronized void refuseUnknown(String message) {
    if (!answered) {
      answer(intake.unauthenticated(signal, String.valueOf(client()), message));
    }
  }

  /** The message is not read. */
  synchronized void refuse(Answer answer) {
    if (!answered) {
      answer(answer);
    }
  }

  /** Bytes of the message have come: too many, if {@code received} passes the limit. */
  synchronized void arrived(long bytes, long received) {
    if (answered) {
      return;
    }
    if (received > intake.limit()) {
      answer(intake.oversize(signal, "message"));
    } else if (!holding.tryTake(bytes)) {
      answer(intake.noMemory(signal));
    }
  }

  /** The message should have been here by now; says whether it is still awaited. */
  synchronized boolean stopForSlowness(Duration limit) {
    if (answered || working) {
      return false;
    }
    answer(intake.slow(signal, limit));
    return true;
  }

  /** Whether an answer is on its way. */
  synchronized boolean answered() {
    return answered;
  }

  /** The client's address. */
  @Nullable SocketAddress client() {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
  }

  @Override
  public synchronized void onMessage(GrpcMessage complete) {
    if (message != null && !answered) {
      answer(intake.malformed(signal, "more than one message in a call"));
    }
    message = complete;
  }

  @Override
  public synchronized void onHalfClose() {
    if (answered) {
      return;
    }
    GrpcMessage complete = message;
    if (complete == null) {
      answer(intake.malformed(signal, "a call without a message"));
      return;
    }
    message = null;
    working = true;
    try {
      requests.execute(() -> work(complete));
    } catch (RejectedExecutionException e) {
      working = false;
      answer(intake.shuttingDown(signal));
    }
  }

  private void work(GrpcMessage complete) {
    try {
      answer(caller.call(() -> take(complete)));
    } finally {
      holding.release();
    }
  }

  private Answer take(GrpcMessage complete) {
    return intake.take(
        signal,
        Format.PROTOBUF,
        complete.compressed() ? compression : null,
        complete.bytes(),
        holding);
  }

  private void answer(Answer answer) {
    answered = true;
    if (answer.verdict() == Verdict.OK) {
      call.sendHeaders(new Metadata());
      call.sendMessage(Replies.success(Format.PROTOBUF, signal, answer));
      call.close(Status.OK, new Metadata());
      return;
    }
    Metadata trailers = new Metadata();
    if (answer.verdict().retryable()) {
      trailers.put(STATUS_DETAILS, Replies.status(Format.PROTOBUF, answer));
    }
    call.close(answer.verdict().grpc().toStatus().withDescription(answer.message()), trailers);
  }
}
