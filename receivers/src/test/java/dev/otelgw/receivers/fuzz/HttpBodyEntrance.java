package dev.otelgw.receivers.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.otelgw.receivers.compression.Packing;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Requests over HTTP whose bodies are wrong: each gets exactly the status that is right. */
final class HttpBodyEntrance implements Entrance {

  private final Corpus corpus;
  private final int port;

  HttpBodyEntrance(Corpus corpus, int port) {
    this.corpus = corpus;
    this.port = port;
  }

  @Override
  public String name() {
    return "http-body";
  }

  @Override
  public byte[] input(Random random) {
    return Framed.input(corpus, Packing.values(), true, random);
  }

  @Override
  public void judge(byte[] input) throws Exception {
    Framed framed = Framed.of(input);
    String status =
        switch (framed.right()) {
          case OK -> "200";
          case MALFORMED -> "400";
          case OVERSIZE -> "413";
        };
    try (Line line = new Line(port, new Random(input.length))) {
      byte[] answer = line.ask(request(framed), bytes -> bytes.length > 12);
      String head = new String(answer, ISO_8859_1);
      Finding.unless(
          head.startsWith("HTTP/1.1 " + status + " "), "%s is right, but came: %s", status, head);
    }
  }

  static byte[] request(Framed framed) {
    Packing packing = framed.packing();
    boolean chunked = framed.variant() % 3 == 0;
    StringBuilder head = new StringBuilder();
    head.append("POST /v1/").append(framed.signal().lowerName());
    head.append(" HTTP/1.1\r\nHost: fuzz\r\nConnection: close\r\nContent-Type: application/");
    head.append(framed.json() ? "json" : "x-protobuf").append("\r\n");
    if (packing != null) {
      head.append("Content-Encoding: ").append(packing.by().label()).append("\r\n");
    }
    head.append(
        chunked
            ? "Transfer-Encoding: chunked\r\n\r\n"
            : "Content-Length: %d\r\n\r\n".formatted(framed.body().length));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.toString().getBytes(ISO_8859_1));
    if (chunked) {
      chunks(framed, out);
    } else {
      out.writeBytes(framed.body());
    }
    return out.toByteArray();
  }

  private static void chunks(Framed framed, ByteArrayOutputStream out) {
    byte[] body = framed.body();
    int size = Math.max(1 + framed.variant(), body.length / 8);
    for (int at = 0; at < body.length; at += size) {
      int length = Math.min(size, body.length - at);
      out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
      out.write(body, at, length);
      out.writeBytes("\r\n".getBytes(ISO_8859_1));
    }
    out.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
  }
}
