package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.scraping.ScrapeFailure;
import dev.otelgw.scrapers.scraping.Unreachable;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What goes wrong with a server, in words and with a cure. Codes are PostgreSQL's (manual, appendix
 * "PostgreSQL Error Codes"). Stateless.
 */
final class PostgresErrors {

  static final String PRIVILEGE = "42501";
  static final String STATEMENT_TIMEOUT = "57014";
  static final String LOCK_TIMEOUT = "55P03";
  private static final String TOO_MANY = "53300";
  private static final String NO_DATABASE = "3D000";

  /** A statement that fails so fails again until somebody changes something. */
  private static final Set<String> LASTING =
      Set.of(PRIVILEGE, "42P01", "42883", "42703", "42601", "0A000", "55000", "22P02");

  private PostgresErrors() {}

  /** Whether asking again soon is of no use. */
  static boolean lasting(ScrapeFailure failure) {
    return LASTING.contains(failure.errorType());
  }

  /** Whether the statement took too long, or a lock was in its way. */
  static boolean late(ScrapeFailure failure) {
    return failure.errorType().equals(STATEMENT_TIMEOUT)
        || failure.errorType().equals(LOCK_TIMEOUT);
  }

  /** What a role does not see. */
  static ScrapeFailure missing(String role, String query, String user) {
    return new ScrapeFailure(
        query,
        PRIVILEGE,
        "the user %s is not a member of %s and sees only its own sessions".formatted(user, role),
        grant(user));
  }

  private static String grant(String user) {
    return "GRANT pg_monitor TO " + user;
  }

  /** Why a session could not be had. */
  static Unreachable connecting(SQLException failure, String user) {
    String code = state(failure);
    return new Unreachable(
        "connecting",
        code.startsWith("08") || code.isEmpty() ? type(failure) : code,
        message(failure),
        connectCure(failure, code, user),
        code.startsWith("28"));
  }

  private static String connectCure(SQLException failure, String code, String user) {
    String said = message(failure);
    if (code.startsWith("28")) {
      return said.contains("pg_hba.conf")
          ? "Let %s in by pg_hba.conf, with TLS or without as tls says.".formatted(user)
          : "Check username and password of the receiver.";
    }
    if (said.contains("does not support SSL")) {
      return "Switch ssl on in the server, or set tls: {insecure: true} where the way is safe.";
    }
    return switch (code) {
      case TOO_MANY ->
          "Raise max_connections, find out who keeps so many, or since 16 GRANT"
              + " pg_use_reserved_connections TO "
              + user;
      case NO_DATABASE -> "Check connect_database.";
      case PRIVILEGE -> "GRANT CONNECT ON DATABASE ... TO " + user;
      case "57P03" -> "";
      default ->
          switch (type(failure)) {
            case "timeout" -> "Is it overloaded, or a firewall in between?";
            case "unknown_host", "connection_refused" -> "Is it running there? Check endpoint.";
            case "tls" -> "Name the server's authority in tls.ca_file.";
            default -> "";
          };
    };
  }

  /** Why a statement failed; {@link Unreachable} if its session is gone. */
  static ScrapeFailure statement(String query, SQLException failure, String user) {
    String code = state(failure);
    if (code.startsWith("08") || code.startsWith("57P") || code.isEmpty()) {
      return new Unreachable(
          query, code.startsWith("57P") ? code : type(failure), message(failure), "", false);
    }
    return new ScrapeFailure(query, code, message(failure), cure(code, user));
  }

  private static String cure(String code, String user) {
    return switch (code) {
      case PRIVILEGE -> grant(user);
      case STATEMENT_TIMEOUT ->
          "Give the group a longer interval, narrow databases, or raise timeout.";
      case LOCK_TIMEOUT -> "Somebody holds a table exclusively; the next scrape tries again.";
      case "55000" -> "Add pg_stat_statements to shared_preload_libraries and restart the server.";
      default -> "";
    };
  }

  private static String state(SQLException failure) {
    for (Throwable cause : causes(failure)) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && !sql.getSQLState().isEmpty()) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  private static String message(SQLException failure) {
    String said = "";
    for (Throwable cause : causes(failure)) {
      if (cause instanceof PSQLException server) {
        ServerErrorMessage message = server.getServerErrorMessage();
        if (message != null && message.getMessage() != null) {
          return message.getMessage();
        }
      }
      if (cause.getMessage() != null) {
        said = cause.getMessage();
      }
    }
    return said.lines().findFirst().orElse(failure.toString());
  }

  /** The first of its causes that says enough. */
  private static String type(SQLException failure) {
    for (Throwable cause : causes(failure)) {
      String type =
          switch (cause) {
            case SocketTimeoutException _ -> "timeout";
            case UnknownHostException _ -> "unknown_host";
            case ConnectException _ -> "connection_refused";
            case SSLException _ -> "tls";
            default -> "";
          };
      if (!type.isEmpty()) {
        return type;
      }
    }
    return message(failure).contains("SSL") ? "tls" : "connection_lost";
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (@Nullable Throwable cause = failure;
        cause != null && causes.size() < 10;
        cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }
}
