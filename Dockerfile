# The hub for deployment; `compose.yaml` puts PostgreSQL beside it.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY pyproject.toml constraints.txt README.md ./
COPY tools/compile_messages.py tools/
COPY src src
RUN python -m venv /opt/citybricks \
    && /opt/citybricks/bin/pip install --no-cache-dir -c constraints.txt .

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-cjk libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/citybricks citybricks
COPY --from=build /opt/citybricks /opt/citybricks
ENV PATH=/opt/citybricks/bin:$PATH \
    CITYBRICKS_HOME=/var/lib/citybricks \
    CITYBRICKS_LOG_JSON=true
USER citybricks
VOLUME /var/lib/citybricks
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health')"]
CMD ["citybricks", "serve", "--host", "0.0.0.0", "--workers", "0"]
