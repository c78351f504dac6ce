# Two stages: the first builds the wheel and installs it, by the make targets that everyone can run; the second
# holds that result and nothing of the tools. Same Python in both, since a virtual environment belongs to one.
ARG PYTHON=3.13-slim-bookworm

FROM python:${PYTHON} AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends make \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Makefile pyproject.toml requirements.lock requirements-runtime.lock LICENSE README.md ./
# Only the package's name has to be there for the tools to be installed: a change of code leaves this layer alone.
RUN mkdir gateway && make setup
COPY gateway gateway
COPY migrations migrations
COPY samples samples
COPY xsd xsd
RUN make install TO=/opt/gateway

FROM python:${PYTHON}
LABEL org.opencontainers.image.title="iwmo-gateway" \
      org.opencontainers.image.licenses="EUPL-1.2"
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/gateway --shell /usr/sbin/nologin gateway \
 && install --directory --owner gateway --group gateway --mode 0700 /var/lib/gateway
COPY --from=build /opt/gateway /opt/gateway
ENV PATH=/opt/gateway/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    GATEWAY_DATA_DIR=/var/lib/gateway/data
USER 10001:10001
WORKDIR /var/lib/gateway
VOLUME /var/lib/gateway
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["gateway", "serve", "--adres", "0.0.0.0", "--poort", "8000"]
