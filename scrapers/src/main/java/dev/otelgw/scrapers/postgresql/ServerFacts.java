package dev.otelgw.scrapers.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What decides which statements a server takes; asked once for each session.
 *
 * @param version as server_version_num has it: 180004
 * @param text as users know it: 18.4
 * @param user whom the session runs as
 * @param roles the predefined ones that this user is a member of
 * @param extensions of the session's database, and the schema of each
 */
record ServerFacts(
    int version, String text, String user, Set<String> roles, Map<String, String> extensions) {

  private static final String PROBE =
      """
      /* otelgw: facts */
      SELECT 'version' AS what, current_setting('server_version_num') AS name, current_user AS value
      UNION ALL
      SELECT 'role', rolname, '' FROM pg_roles
      WHERE rolname IN ('pg_monitor', 'pg_read_all_stats') AND pg_has_role(oid, 'USAGE')
      UNION ALL
      SELECT 'extension', extname, quote_ident(nspname)
      FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
      """;

  static ServerFacts ask(Connection connection) throws SQLException {
    int version = 0;
    String user = "";
    Set<String> roles = new HashSet<>();
    Map<String, String> extensions = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(PROBE)) {
      while (results.next()) {
        String name = results.getString("name");
        switch (results.getString("what")) {
          case "version" -> {
            version = Integer.parseInt(name);
            user = results.getString("value");
          }
          case "role" -> roles.add(name);
          default -> extensions.put(name, results.getString("value"));
        }
      }
    }
    String text = version / 10_000 + "." + version % 10_000;
    return new ServerFacts(version, text, user, roles, extensions);
  }

  int major() {
    return version / 10_000;
  }
}
