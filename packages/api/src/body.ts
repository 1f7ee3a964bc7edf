/** The answer is larger than it may be. */
export class TooLarge extends Error {}

/** The bytes of an answer, up to a bound. A longer answer is not read to its end. */
export async function bytesOf(response: Response, most: number): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(chunks, length);
    length += value.byteLength;
    if (length > most) {
      void reader.cancel().catch(() => undefined);
      throw new TooLarge();
    }
    chunks.push(value);
  }
}

export async function textIn(response: Response, most: number): Promise<string> {
  // A compressed body grows beyond its content-length.
  const said = response.headers.get('content-length');
  const isShort = said !== null && Number(said) <= most && !response.headers.has('content-encoding');
  return isShort ? response.text() : new TextDecoder().decode(await bytesOf(response, most));
}

function joined(chunks: Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}
