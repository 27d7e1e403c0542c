package dev.otelgw.exporters.testing;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of a call's message as they come, compressed or not. */
final class WireSize extends ServerStreamTracer {

  static final Context.Key<WireSize> KEY = Context.key("wire-size");

  static final Factory FACTORY =
      new Factory() {
        @Override
        public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
          return new WireSize();
        }
      };

  private final AtomicLong bytes = new AtomicLong();

  long bytes() {
    return bytes.get();
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(KEY, this);
  }

  @Override
  public void inboundWireSize(long more) {
    bytes.addAndGet(more);
  }
}
