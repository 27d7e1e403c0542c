package dev.otelgw.receivers.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.otelgw.receivers.compression.Packing;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;

/**
 * Connections over HTTP/1.1 with anything on them: heads, chunks, lengths. Each is answered or
 * closed, with no status but those for what a client does wrong. The first byte is how long to wait
 * for an answer before the end of the input is said.
 */
final class HttpEntrance implements Entrance {

  private static final Set<String> STATUSES =
      Set.of("100", "200", "400", "404", "405", "408", "413", "414", "415", "417", "431");
  private static final int WAIT_MILLIS = 5;

  private static final String[] HEADERS = {
    "Content-Length: 5",
    "Content-Length: -1",
    "Content-Length: 99999999999999999999",
    "Content-Length: 5, 6",
    "Content-Length: +5",
    "Content-Length: 0x5",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: identity",
    "Transfer-Encoding : chunked",
    "Transfer-Encoding: chunked, chunked",
    "Expect: 100-continue",
    "Expect: the-impossible",
    "Connection: close",
    "Connection: keep-alive, upgrade",
    "Upgrade: h2c",
    "Content-Encoding: br",
    "Content-Encoding: gzip, gzip",
    "Content-Encoding: zstd",
    "Content-Type: application/json; charset=\"utf-8",
    "Content-Type: ,",
    "Origin: http://evil.example",
    "Access-Control-Request-Method: POST",
    "X: \u0000",
    " folded: header",
    ": no name",
    "no colon",
  };
  private static final String[] LINES = {
    "POST /v1/traces HTTP/1.1",
    "POST /v1/traces HTTP/1.0",
    "POST /v1/traces HTTP/0.9",
    "POST /v1/traces HTTP/9.9",
    "POST  /v1/traces  HTTP/1.1",
    "POST /v1/traces",
    "POST http://a/v1/logs?x=%zz HTTP/1.1",
    "OPTIONS * HTTP/1.1",
    "CONNECT evil:443 HTTP/1.1",
    "TRACE /v1/metrics HTTP/1.1",
    "GET /../../etc/passwd HTTP/1.1",
    "PRI * HTTP/2.0",
    "GET /%00%0d%0aX:y HTTP/1.1",
  };

  private final Corpus corpus;
  private final int port;

  HttpEntrance(Corpus corpus, int port) {
    this.corpus = corpus;
    this.port = port;
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public byte[] input(Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      out.writeBytes(request(random));
    }
    byte[] bytes =
        random.nextInt(30) == 0
            ? Mutation.noise(200, random)
            : Mutation.some(out.toByteArray(), request(random), random);
    byte[] input = new byte[1 + bytes.length];
    input[0] = (byte) (random.nextBoolean() ? WAIT_MILLIS : 0);
    System.arraycopy(bytes, 0, input, 1, bytes.length);
    return input;
  }

  private byte[] request(Random random) {
    Framed framed = Framed.of(Framed.input(corpus, Packing.values(), true, random));
    if (framed.body().length > 4096) {
      return new byte[0];
    }
    byte[] request = HttpBodyEntrance.request(framed);
    String text = new String(request, ISO_8859_1);
    if (random.nextInt(3) == 0) {
      String line = LINES[random.nextInt(LINES.length)];
      text = line + text.substring(text.indexOf("\r\n"));
    }
    if (random.nextBoolean()) {
      text = text.replace("Connection: close\r\n", "");
    }
    for (int n = random.nextInt(3); n > 0; n--) {
      int afterLine = text.indexOf("\r\n") + 2;
      String header = HEADERS[random.nextInt(HEADERS.length)] + "\r\n";
      text = text.substring(0, afterLine) + header + text.substring(afterLine);
    }
    if (random.nextInt(200) == 0) {
      text = text.replace("Host: ", "Host: " + "x".repeat(random.nextInt(40_000)));
    }
    return text.getBytes(ISO_8859_1);
  }

  @Override
  public void judge(byte[] input) throws Exception {
    try (Line line = new Line(port, new Random(input.length))) {
      byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
      String answer = new String(line.exchange(bytes, input[0]), ISO_8859_1);
      boolean whole = answer.length() >= 12;
      // To clients that begin with HTTP/2 an answer is in their language.
      if (whole && answer.startsWith("HTTP/1.1 ")) {
        String status = answer.substring(9, 12);
        Finding.unless(STATUSES.contains(status), "answered: %s", answer);
      }
    }
  }
}
