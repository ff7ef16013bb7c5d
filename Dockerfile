# Browser files first, in an image that has npm; then the program on plain Python.
FROM node:24-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 trader && mkdir /data && chown trader /data
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY --from=assets /build/node_modules ./node_modules
COPY . .
RUN python tools/assets.py && rm -rf node_modules && pip install --no-cache-dir --no-deps -e .
USER trader
ENV FIVE_TRUTHS_DATA=/data HOST=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
CMD ["sh", "-c", "five-truths seed && exec five-truths serve"]
