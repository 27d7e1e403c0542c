# syntax=docker/dockerfile:1
# A service of the game scheduler with the OpenTelemetry Java agent. Built from the repository's root:
#   docker build -f compose/images/service.Dockerfile --build-arg SERVICE=api -t game-scheduler-api .
# SERVICE is api, bot or scheduler; the scheduler's image is told which of its two daemons to be.
FROM maven:3.9-eclipse-temurin-25 AS build
ARG SERVICE
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 compose/images/assemble "$SERVICE" /opt/service

FROM debian:12-slim
COPY --from=build /opt/service /opt/service
USER 10001:10001
WORKDIR /tmp
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["/opt/service/bin/healthcheck"]
ENTRYPOINT ["/opt/service/bin/service"]
