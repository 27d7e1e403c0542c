package dev.otelgw.scrapers.postgresql;

import dev.otelgw.pipeline.tls.Tls;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions of one server by pgjdbc. Each has its bounds from the server, reads only, and is
 * known by its socket, so that all of them can be cut off at once. Thread-safe.
 */
final class Dial {

  /** As the server's session list shows it. */
  static final String APPLICATION = "otelgw";

  /** Whoever makes a session: pgjdbc makes its factories itself, by their names. */
  private static final ScopedValue<Dial> CURRENT = ScopedValue.newInstance();

  /** More than any lock may cost those who wait behind us. */
  private static final Duration LOCK_TIMEOUT = Duration.ofMillis(100);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(Dial.class);

  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Login login;

  /** What stands between refuses parameters at the start: a pooler. */
  private volatile boolean pooler;

  Dial(Login login) {
    this.login = login;
  }

  static Dial current() {
    return CURRENT.get();
  }

  @Nullable Tls tls() {
    return login.tls();
  }

  /** A session of a database. */
  Connection open(String database) throws SQLException {
    sockets.removeIf(Socket::isClosed);
    try {
      return ready(database);
    } catch (SQLException e) {
      if (pooler || !String.valueOf(e.getMessage()).contains("startup parameter")) {
        throw e;
      }
      pooler = true;
      log.warn(
          "postgresql: {} refuses parameters at the start, as poolers do; sessions are then not"
              + " read-only, and not ours alone. Cure: connect to the server itself",
          login.target());
      return ready(database);
    }
  }

  private Connection ready(String database) throws SQLException {
    String url =
        "jdbc:postgresql://%s/%s"
            .formatted(
                login.target(),
                URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20"));
    Connection connection;
    connection =
        ScopedValue.where(CURRENT, this).call(() -> DriverManager.getConnection(url, properties()));
    if (pooler) {
      // A pooler may hand the session to others afterwards; these settings harm nobody.
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "SET statement_timeout = %d; SET lock_timeout = %d"
                .formatted(login.patience().toMillis(), LOCK_TIMEOUT.toMillis()));
      }
    }
    return connection;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", login.username());
    properties.setProperty("password", login.password().reveal());
    properties.setProperty("ApplicationName", APPLICATION);
    properties.setProperty("connectTimeout", seconds(CONNECT_TIMEOUT));
    // The server ends a statement first, and says so; this is for one that says nothing any more.
    properties.setProperty("socketTimeout", seconds(login.patience().plusSeconds(2)));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty("assumeMinServerVersion", "12");
    properties.setProperty("socketFactory", DialSockets.class.getName());
    // The same statements again and again: planned once for each session. A pooler's sessions are
    // not ours.
    properties.setProperty("prepareThreshold", pooler ? "0" : "1");
    if (login.tls() == null) {
      properties.setProperty("sslmode", "disable");
    } else {
      // Certificate and name are checked by our own factory, in the handshake.
      properties.setProperty("sslmode", "require");
      properties.setProperty("sslfactory", DialTls.class.getName());
    }
    if (!pooler) {
      properties.setProperty(
          "options",
          ("-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=10000"
                  + " -c default_transaction_read_only=on -c jit=off")
              .formatted(login.patience().toMillis(), LOCK_TIMEOUT.toMillis()));
    }
    return properties;
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  /** Is told of a socket before it connects. */
  Socket opened(Socket socket) {
    sockets.add(socket);
    return socket;
  }

  /** Cuts off every session. Does not block. */
  void abort() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException _) {
        // It is closed as far as that goes.
      }
    }
    sockets.clear();
  }
}
