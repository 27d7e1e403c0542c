package dev.otelgw.gateway.auth;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import org.jspecify.annotations.Nullable;

/** Configuration of the extension {@code basicauth}: for receivers or for exporters, not both. */
public record BasicAuthConfig(
    @Setting("Whom receivers take requests from.") @Nullable HtpasswdConfig htpasswd,
    @Setting("What exporters send.") @Nullable ClientConfig clientAuth)
    implements Checked {

  /** Neither, so that a configuration must say what it wants. */
  public BasicAuthConfig() {
    this(null, null);
  }

  /** Users in the form of Apache's htpasswd: {@code name:hash}, one a line. */
  public record HtpasswdConfig(
      @Setting(
              "A file of users, one name:hash a line; bcrypt, apr1 (MD5), {SHA}, {SSHA} or plain."
                  + " It is read again when it changes.")
          String file,
      @Setting("Users in the same form; they win over those of file.") Secret inline)
      implements Checked {

    /** No users. */
    public HtpasswdConfig() {
      this("", new Secret(""));
    }

    @Override
    public void check(Problems problems) {
      if (file.isEmpty() && inline.isEmpty()) {
        problems.error("file", "is missing; set file or inline");
      }
      Htpasswd.read(inline.reveal()).problems().forEach(words -> problems.error("inline", words));
    }
  }

  /** Who we are to a backend. */
  public record ClientConfig(
      @Setting("Name of the user.") String username,
      @Setting("The password.") Secret password,
      @Setting("A file with the name, instead of username. It is read again when it changes.")
          String usernameFile,
      @Setting("A file with the password, instead of password. It is read again when it changes.")
          String passwordFile)
      implements Checked {

    /** Nobody. */
    public ClientConfig() {
      this("", new Secret(""), "", "");
    }

    @Override
    public void check(Problems problems) {
      if (username.isEmpty() && usernameFile.isEmpty()) {
        problems.error("username", "is missing; set username or username_file");
      }
      if (password.isEmpty() && passwordFile.isEmpty()) {
        problems.error("password", "is missing; set password or password_file");
      }
      if (username.contains(":")) {
        problems.error("username", "has a colon, which would end it (RFC 7617)");
      }
      if (!username.isEmpty() && !usernameFile.isEmpty()) {
        problems.warning("username", "is ignored: the name is that of username_file");
      }
      if (!password.isEmpty() && !passwordFile.isEmpty()) {
        problems.warning("password", "is ignored: the password is that of password_file");
      }
    }
  }

  @Override
  public void check(Problems problems) {
    if (htpasswd == null && clientAuth == null) {
      problems.error("", "set htpasswd (for receivers) or client_auth (for exporters)");
    }
    if (htpasswd != null && clientAuth != null) {
      problems.error(
          "client_auth",
          "stands beside htpasswd; define two extensions: basicauth/server and basicauth/client");
    }
  }
}
