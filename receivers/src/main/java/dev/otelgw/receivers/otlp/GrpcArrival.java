package dev.otelgw.receivers.otlp;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Watches the bytes of one call as they arrive, so that a message that is too large, or for which
 * there is no memory, is answered in our words before it is there. On the event loop only.
 */
final class GrpcArrival extends ServerStreamTracer {

  /** Where a call finds its arrival. */
  static final Context.Key<GrpcArrival> KEY = Context.key("otlp-arrival");

  private final Holding holding;
  private final GrpcStragglers stragglers;
  private Context.@Nullable CancellableContext end;
  private @Nullable GrpcCall call;
  private long received;

  GrpcArrival(Holding holding, GrpcStragglers stragglers) {
    this.holding = holding;
    this.stragglers = stragglers;
  }

  /** Makes one for each call. */
  static Factory factory(Intake intake, GrpcStragglers stragglers) {
    return new Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        return new GrpcArrival(intake.holding(), stragglers);
      }
    };
  }

  /** From here on {@code call} is told. */
  void watchedBy(GrpcCall watcher) {
    call = watcher;
    stragglers.opened(watcher, this);
  }

  /** What the call holds of the memory. */
  Holding holding() {
    return holding;
  }

  @Override
  public Context filterContext(Context context) {
    Context.CancellableContext ours = context.withValue(KEY, this).withCancellation();
    end = ours;
    return ours;
  }

  /** Ends a call that has been answered, whose client does not take the answer. */
  void cut() {
    if (end != null) {
      // gRPC ends the stream of a call whose time is over; there is no other way from here.
      end.cancel(new TimeoutException("the answer was not taken"));
    }
  }

  @Override
  public void inboundWireSize(long bytes) {
    received += bytes;
    if (call != null) {
      call.arrived(bytes, received);
    }
  }

  @Override
  public void streamClosed(Status status) {
    if (call != null) {
      stragglers.closed(call);
    }
    if (call == null || !call.working()) {
      holding.release();
    }
  }
}
