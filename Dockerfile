# The server alone, for a Neo4j of its own (docker-compose.yml). Everything comes by the locks.
FROM node:22-bookworm AS assets
WORKDIR /src
COPY playground playground
COPY setup setup
COPY graph_catalog/__init__.py graph_catalog/language.py graph_catalog/
RUN python3 setup/graphiql_files.py /src/graphiql

FROM python:3.13-slim AS wheel
WORKDIR /src
COPY requirements-build.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements-build.lock
COPY . .
COPY --from=assets /src/graphiql graph_catalog/static/graphiql
RUN python -m hatchling build -t wheel

FROM python:3.13-slim
COPY requirements.lock /
RUN pip install --no-cache-dir --require-hashes -r requirements.lock && useradd --system catalog \
    && install -d -o catalog -m 0700 /tokens
COPY --from=wheel /src/dist/*.whl /tmp/
RUN pip install --no-cache-dir --no-index --no-deps /tmp/*.whl && rm /tmp/*.whl
USER catalog
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD \
    ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
ENTRYPOINT ["graph-catalog"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
