package dev.otelgw.exporters.otlpgrpc;

import com.google.protobuf.ByteString;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One request and its answer. The event loop calls the methods of the listener; the caller's thread
 * parks until the end.
 */
final class Attempt extends ClientCall.Listener<ByteString> {

  /**
   * How a call ended.
   *
   * @param response the message of a success; empty where none came
   */
  record Reply(Status status, Metadata trailers, ByteString response) {}

  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private ByteString response = ByteString.EMPTY;

  private Attempt() {}

  /**
   * Sends and waits.
   *
   * @param headers given away: gRPC changes them
   * @throws InterruptedException the call is then broken off
   */
  static Reply send(ClientCall<Payload, ByteString> call, Metadata headers, Payload payload)
      throws InterruptedException {
    Attempt attempt = new Attempt();
    try {
      call.start(attempt, headers);
      // A second message is never to come; asking for it lets gRPC see the end at once.
      call.request(2);
      call.sendMessage(payload);
      call.halfClose();
      return attempt.reply.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call cannot end with an exception", e);
    } catch (InterruptedException | RuntimeException e) {
      call.cancel("the exporter gave up", e);
      throw e;
    }
  }

  @Override
  public void onMessage(ByteString message) {
    response = message;
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    reply.complete(new Reply(status, trailers, response));
  }
}
