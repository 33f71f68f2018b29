import type { IncomingMessage } from 'node:http';
import { discordErrors } from '../discord-error.ts';
import type { UploadedFile } from '../world/drafts.ts';

export type RequestBody = { json: unknown; files: readonly UploadedFile[] };

/** Uploads without boosts: 10 MiB a file; the sum leaves room for ten of them. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_BODY_BYTES = 10 * MAX_FILE_BYTES + 1024 * 1024;

const readAll = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw discordErrors.fileTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw discordErrors.badJson();
  }
};

const parseForm = async (raw: Buffer, contentType: string): Promise<RequestBody> => {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw discordErrors.badJson();
  }
  const files: UploadedFile[] = [];
  const fields: Record<string, unknown> = {};
  let payload: unknown;
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') {
      if (name === 'payload_json') payload = parseJson(value);
      else fields[name] = value;
      continue;
    }
    if (value.size > MAX_FILE_BYTES) throw discordErrors.fileTooLarge();
    files.push({
      index: /^files\[(\d+)\]$/.exec(name)?.[1] ?? String(files.length),
      filename: value.name,
      contentType: value.type || 'application/octet-stream',
      data: new Uint8Array(await value.arrayBuffer()),
    });
  }
  return { json: payload ?? fields, files };
};

/** JSON and multipart forms; no body is an empty object, as Discord takes it. */
export const readBody = async (request: IncomingMessage): Promise<RequestBody> => {
  if (request.method === 'GET' || request.method === 'HEAD') return { json: {}, files: [] };
  const raw = await readAll(request);
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/form-data')) return parseForm(raw, contentType);
  return { json: raw.byteLength === 0 ? {} : parseJson(raw.toString('utf8')), files: [] };
};
