/** Discord's error answer, with the sentence it gives to people. */
class RestError extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.name = 'RestError';
    this.status = status;
    this.code = code;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Rest = {
  /** Resolves with the parsed answer, or `undefined` for 204. Waits out one rate limit. */
  request: (method: Method, path: string, body?: object) => Promise<unknown>;
};

const readJson = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;

const toError = (status: number, body: unknown): RestError => {
  const message = field(body, 'message');
  const code = field(body, 'code');
  return new RestError(
    status,
    typeof code === 'number' ? code : 0,
    typeof message === 'string' ? message : `The server answered ${status}.`,
  );
};

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The public REST API, spoken with a fan's own token. */
export const createRest = (token: string): Rest => {
  const send = (method: Method, path: string, body: object | undefined) =>
    fetch(`/api/v10${path}`, {
      method,
      headers: { Authorization: token, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });

  return {
    request: async (method, path, body) => {
      let response = await send(method, path, body);
      if (response.status === 429) {
        const retryAfterS = Number(response.headers.get('Retry-After') ?? 1);
        await sleep(Math.min(10, retryAfterS) * 1000);
        response = await send(method, path, body);
      }
      const answer = await readJson(response);
      if (!response.ok) throw toError(response.status, answer);
      return answer;
    },
  };
};
