# The PWA is built in one image and served from another, which holds no compiler, no Node and no root.

FROM node:24-bookworm-slim AS pwa
WORKDIR /build
COPY pwa/package.json pwa/package-lock.json pwa/.npmrc ./
RUN npm install --no-audit --no-fund
COPY pwa/ ./
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r /requirements.txt

FROM python:3.11-slim-bookworm
# The second barcode decoder needs the system's libzbar.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libzbar0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app meterround \
    && install -d -o meterround -g meterround /data
COPY --from=packages /venv /venv
WORKDIR /app
# For the version in it.
COPY pyproject.toml ./
COPY config.py wsgi.py ./
COPY migrations migrations
COPY backend backend
COPY --from=pwa /build/dist pwa/dist
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOST=0.0.0.0 PORT=8000 DATA=/data
USER meterround
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/\", timeout=4)"]
CMD ["python", "-m", "backend.cli", "serve"]
