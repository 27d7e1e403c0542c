package dev.otelgw.scrapers.redis;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.tls.Tls;
import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import dev.otelgw.scrapers.scraping.Target;
import dev.otelgw.scrapers.scraping.Unreachable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * One plain connection to one server, in RESP2: it needs no permission beyond the commands
 * themselves. Used by one thread; only {@link #abort} may be called by another.
 */
final class RedisConnection {

  /** No wait for the server is longer, whatever the scrape may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Where to, and as whom.
   *
   * @param tls null for plain text
   */
  record Login(Target target, String username, Secret password, @Nullable Tls tls) {

    /** For {@code ACL SETUSER}. */
    String user() {
      return username.isEmpty() ? "default" : username;
    }
  }

  /**
   * An answer.
   *
   * @param value as Jedis gives it: text as bytes; null where there was an error or nothing
   * @param failure null if there was none
   */
  record Reply(@Nullable Object value, @Nullable ScrapeFailure failure) {

    /** As text; empty if it is none. */
    String text() {
      return value instanceof byte[] bytes ? SafeEncoder.encode(bytes) : "";
    }

    /** As a list; empty if it is none. */
    List<?> list() {
      return value instanceof List<?> list ? list : List.of();
    }
  }

  private record Command(String name) implements ProtocolCommand {
    @Override
    public byte[] getRaw() {
      return SafeEncoder.encode(name);
    }
  }

  private final Login login;
  private final Socket socket;
  private final Connection connection;

  private RedisConnection(Login login, Socket socket, Connection connection) {
    this.login = login;
    this.socket = socket;
    this.connection = connection;
  }

  /** Connects and logs in. */
  static RedisConnection open(Login login, Deadline deadline, Opening opening) throws Unreachable {
    Socket plain = new Socket();
    opening.opened(plain);
    Socket socket = plain;
    try {
      int millis = (int) deadline.atMost(PATIENCE).toMillis();
      plain.connect(new InetSocketAddress(login.target().host(), login.target().port()), millis);
      plain.setTcpNoDelay(true);
      plain.setSoTimeout(millis);
      Tls tls = login.tls();
      if (tls != null) {
        socket =
            tls.sockets().createSocket(plain, login.target().host(), login.target().port(), true);
      }
      Socket ready = socket;
      RedisConnection made = new RedisConnection(login, ready, new Connection(() -> ready));
      made.logIn(deadline);
      return made;
    } catch (IOException | JedisConnectionException e) {
      closeQuietly(plain);
      throw RedisErrors.connection("connecting", e);
    } catch (Unreachable e) {
      closeQuietly(plain);
      throw e;
    }
  }

  /** Is told of a socket before it connects, so that it can be closed from elsewhere. */
  interface Opening {
    void opened(Socket socket);
  }

  private void logIn(Deadline deadline) throws Unreachable {
    if (login.password().isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>(List.of("AUTH"));
    if (!login.username().isEmpty()) {
      words.add(login.username());
    }
    words.add(login.password().reveal());
    Reply reply = sendAll(List.of(words), deadline).getFirst();
    ScrapeFailure failure = reply.failure();
    if (failure instanceof Unreachable refused) {
      throw refused;
    }
    if (failure != null) {
      throw new Unreachable(
          "AUTH",
          failure.errorType(),
          String.valueOf(failure.getMessage()),
          "Check username and password of the receiver.",
          true);
    }
  }

  /** Sends commands together and reads all answers; an answer may be an error. */
  List<Reply> send(List<String> commands, Deadline deadline) throws Unreachable {
    return sendAll(commands.stream().map(line -> List.of(line.split(" ", -1))).toList(), deadline);
  }

  private List<Reply> sendAll(List<List<String>> commands, Deadline deadline) throws Unreachable {
    List<Object> answers;
    try {
      connection.setSoTimeout((int) deadline.atMost(PATIENCE).toMillis());
      for (List<String> words : commands) {
        String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
        connection.sendCommand(new Command(words.getFirst()), arguments);
      }
      answers = connection.getMany(commands.size());
    } catch (JedisConnectionException e) {
      throw RedisErrors.connection(commands.getFirst().getFirst(), e);
    } catch (JedisDataException e) {
      throw unreadable(e);
    }
    List<Reply> replies = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      replies.add(reply(commands.get(i), answers.get(i)));
    }
    return replies;
  }

  private static Unreachable unreadable(JedisDataException e) {
    return new Unreachable("reading", "protocol", String.valueOf(e.getMessage()), "", false);
  }

  private Reply reply(List<String> command, @Nullable Object answer) throws Unreachable {
    if (!(answer instanceof Exception error)) {
      return new Reply(answer, null);
    }
    String name = command.getFirst().equals("AUTH") ? "AUTH" : String.join(" ", command);
    ScrapeFailure failure =
        RedisErrors.answer(name, String.valueOf(error.getMessage()), login.user());
    if (failure instanceof Unreachable down) {
      throw down;
    }
    return new Reply(null, failure);
  }

  /** Whether it is worth a try: what the server has closed shows only when it is used. */
  boolean usable() {
    return !socket.isClosed();
  }

  void abort() {
    closeQuietly(socket);
  }

  /** Says good bye to nobody: the server notices. */
  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (SocketException _) {
      // It is closed.
    } catch (IOException _) {
      // It is closed as far as that goes.
    }
  }
}
