import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Jobs } from './jobs.ts';

export interface AnsweredRequest {
  readonly method: string;
  /** The route's pattern, e.g. `/credentials/[id]`; null when none matched. Never the path, which may hold a token. */
  readonly route: string | null;
  readonly status: number;
  readonly seconds: number;
}

export interface Metrics {
  readonly contentType: string;
  observeRequest(request: AnsweredRequest): void;
  /** All metrics in the Prometheus text format, for GET /metrics. */
  text(): Promise<string>;
}

export interface MetricsOptions {
  readonly jobs: Pick<Jobs, 'counts'>;
  /** The database pool, as node-postgres counts its connections. */
  readonly pool: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function createMetrics({ jobs, pool }: MetricsOptions): Metrics {
  // A registry of its own: tests and tools make several platforms in one process.
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'cairn_http_request_duration_seconds',
    help: 'How long requests took to answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  new Gauge({
    name: 'cairn_database_connections',
    help: 'Connections of the pool by state; waiting are requests for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  new Gauge({
    name: 'cairn_jobs',
    help: 'Jobs by name and state; the name dead-letter counts those that wait for an operator.',
    labelNames: ['name', 'state'],
    registers: [registry],
    async collect() {
      const counts = await jobs.counts();
      this.reset();
      for (const { name, state, count } of counts) this.set({ name, state }, count);
    },
  });

  return {
    contentType: registry.contentType,
    observeRequest({ method, route, status, seconds }) {
      // Labels that visitors can choose freely would grow without end.
      const known = methods.has(method) ? method : 'other';
      requests.observe({ method: known, route: route ?? 'none', status: String(status) }, seconds);
    },
    text: () => registry.metrics(),
  };
}
