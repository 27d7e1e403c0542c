package dev.otelgw.exporters.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose output is buffered. The HTTP client writes in pieces of 8 KiB; unbuffered, each
 * would be a system call, together a third of what sending costs.
 */
final class BufferedSocket extends Socket {

  /** Holds the usual request of 100 spans whole. */
  static final int BUFFER = 64 * 1024;

  private @Nullable HeldOutput output;

  @Override
  public synchronized HeldOutput getOutputStream() throws IOException {
    OutputStream raw = super.getOutputStream();
    if (output == null) {
      output = new HeldOutput(raw, BUFFER);
    }
    return output;
  }
}
