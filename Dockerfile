# Browser files first, in an image that has npm; then the program on plain Python.
FROM node:24-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.12-slim
# pg_dump and pg_restore: a site on PostgreSQL is backed up from here too.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 trader && mkdir /data && chown trader /data
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY --from=assets /build/node_modules ./node_modules
COPY . .
RUN python tools/assets.py && rm -rf node_modules && pip install --no-cache-dir --no-deps -e . \
    && python -m compileall -q app seed
USER trader
ENV FIVE_TRUTHS_DATA=/data HOST=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=180s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/readyz')"]
CMD ["sh", "-c", "five-truths seed && exec five-truths serve"]
