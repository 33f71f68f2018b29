import type { UploadedFile } from '../world/drafts.ts';
import type { World, WorldUser } from '../world/types.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

export type RouteContext<Path extends string> = {
  world: World;
  params: Record<ParamNames<Path>, string>;
  query: URLSearchParams;
  body: unknown;
  files: readonly UploadedFile[];
};

export type RouteResult = { status: number; body?: unknown };

/** `limit`: so many requests in so many ms for each bucket; `exempt` keeps a route out of the global limit. */
export type RouteLimit = { limit: number; windowMs: number; exempt?: boolean };

type RouteOptions = { limit?: RouteLimit };

export type Route = {
  method: Method;
  path: string;
  limit: RouteLimit;
  /** Routes without authentication carry their secret in the path. */
  auth: 'token' | 'none';
  handle: (context: RouteContext<string>, user: WorldUser | undefined) => RouteResult | Promise<RouteResult>;
};

const DEFAULT_LIMIT: RouteLimit = { limit: 50, windowMs: 1000 };

/** A route for whoever signs in with a token, bot or fan. */
export const route = <Path extends string>(
  method: Method,
  path: Path,
  handler: (context: RouteContext<Path>, user: WorldUser) => RouteResult | Promise<RouteResult>,
  options: RouteOptions = {},
): Route => ({
  method,
  path,
  limit: options.limit ?? DEFAULT_LIMIT,
  auth: 'token',
  handle: (context, user) => {
    if (!user) throw new Error(`${method} ${path} was called without a user.`);
    return handler(context, user);
  },
});

/** A route whose path holds the secret: interaction callbacks and webhooks. */
export const openRoute = <Path extends string>(
  method: Method,
  path: Path,
  handler: (context: RouteContext<Path>) => RouteResult | Promise<RouteResult>,
  options: RouteOptions = {},
): Route => ({
  method,
  path,
  limit: options.limit ?? DEFAULT_LIMIT,
  auth: 'none',
  handle: (context) => handler(context),
});

export const ok = (body: unknown): RouteResult => ({ status: 200, body });
export const created = (body: unknown): RouteResult => ({ status: 201, body });
export const noContent: RouteResult = { status: 204 };

type Node = { literals: Map<string, Node>; param: Node | undefined; routes: Map<string, Route> };

const makeNode = (): Node => ({ literals: new Map(), param: undefined, routes: new Map() });

export type Match = { route: Route; params: Record<string, string> };

export type Router = {
  /** `methods` is empty when no route has this path. */
  find: (method: string, path: string) => Match | { methods: string[] };
};

/** A tree by path segment; a literal segment wins over a parameter, with a way back when it leads nowhere. */
export const createRouter = (routes: readonly Route[]): Router => {
  const root = makeNode();
  for (const entry of routes) {
    let node = root;
    for (const segment of entry.path.slice(1).split('/')) {
      if (segment.startsWith(':')) {
        node = node.param ??= makeNode();
        continue;
      }
      const next = node.literals.get(segment) ?? makeNode();
      node.literals.set(segment, next);
      node = next;
    }
    if (node.routes.has(entry.method)) throw new Error(`Two routes for ${entry.method} ${entry.path}.`);
    node.routes.set(entry.method, entry);
  }
  const walk = (node: Node, segments: readonly string[], index: number): Node | undefined => {
    const segment = segments[index];
    if (segment === undefined) return node.routes.size > 0 ? node : undefined;
    const literal = node.literals.get(segment);
    return (
      (literal && walk(literal, segments, index + 1)) ??
      (node.param && segment !== '' ? walk(node.param, segments, index + 1) : undefined)
    );
  };
  const paramsOf = (pattern: string, segments: readonly string[]): Record<string, string> =>
    Object.fromEntries(
      pattern
        .slice(1)
        .split('/')
        .flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), segments[index] ?? '']] : [])),
    );
  return {
    find: (method, path) => {
      const segments = path.slice(1).split('/').map(safeDecode);
      const node = walk(root, segments, 0);
      const found = node?.routes.get(method);
      if (!found) return { methods: [...(node?.routes.keys() ?? [])] };
      return { route: found, params: paramsOf(found.path, segments) };
    },
  };
};

const safeDecode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};
