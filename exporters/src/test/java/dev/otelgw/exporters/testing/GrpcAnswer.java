package dev.otelgw.exporters.testing;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * What a gRPC backend answers.
 *
 * @param details the google.rpc.Status of grpc-status-details-bin; empty where none is sent
 * @param response the message of a success
 * @param delay before it
 */
public record GrpcAnswer(Status status, ByteString details, ByteString response, Duration delay) {

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  /** Everything was taken. */
  public static GrpcAnswer ok() {
    return ok(ByteString.EMPTY);
  }

  /** Success with an export response. */
  public static GrpcAnswer ok(ByteString response) {
    return new GrpcAnswer(Status.OK, ByteString.EMPTY, response, Duration.ZERO);
  }

  /** Success, but some items were not taken. */
  public static GrpcAnswer partial(dev.otelgw.pipeline.Signal signal, long rejected, String text) {
    return ok(Answer.partial(signal, rejected, text).body());
  }

  /** A status with the backend's words. */
  public static GrpcAnswer of(Status.Code code, String words) {
    return new GrpcAnswer(
        code.toStatus().withDescription(words), ByteString.EMPTY, ByteString.EMPTY, Duration.ZERO);
  }

  /** The same with a google.rpc.RetryInfo. */
  public GrpcAnswer retryAfter(Duration after) {
    com.google.protobuf.Duration seconds =
        com.google.protobuf.Duration.newBuilder()
            .setSeconds(after.toSeconds())
            .setNanos(after.toNanosPart())
            .build();
    Any retryInfo =
        Any.newBuilder()
            .setTypeUrl("type.googleapis.com/google.rpc.RetryInfo")
            .setValue(field(1, seconds.toByteString()))
            .build();
    return new GrpcAnswer(status, field(3, retryInfo.toByteString()), response, delay);
  }

  /** The same, but later. */
  public GrpcAnswer after(Duration other) {
    return new GrpcAnswer(status, details, response, other);
  }

  private static ByteString field(int number, ByteString value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeBytes(number, value);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  Metadata trailers() {
    Metadata trailers = new Metadata();
    if (!details.isEmpty()) {
      trailers.put(DETAILS, details.toByteArray());
    }
    return trailers;
  }
}
