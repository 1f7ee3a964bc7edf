import { fetchHeaders, hostOf } from './node-headers';
import { headersOf, methodOf, urlOf } from './node-request';
import type { NodeRequest } from './node-request';
import { bodyOf } from './request-body';

/** A Fetch request that costs next to nothing until somebody looks at it: most handlers only read `req.session`. */
class LazyRequest {
  readonly #req: NodeRequest;
  readonly #maxBodySize: number;
  #headers: Headers | undefined;
  #real: Request | undefined;

  constructor(req: NodeRequest, maxBodySize: number) {
    this.#req = req;
    this.#maxBodySize = maxBodySize;
  }

  get method(): string {
    return methodOf(this.#req);
  }

  get url(): string {
    return urlOf(this.#req, hostOf(headersOf(this.#req)));
  }

  get headers(): Headers {
    return (this.#headers ??= fetchHeaders(headersOf(this.#req)));
  }

  /** The platform's own, made when something beyond the three above is asked for. */
  static real(lazy: LazyRequest): Request {
    return (lazy.#real ??= new Request(lazy.url, lazy.#init()));
  }

  #init(): RequestInit {
    const { method, headers } = this;
    if (this.#maxBodySize === 0 || method === 'GET' || method === 'HEAD') return { method, headers };
    // The DOM's types do not know `duplex`, and Node wants it with every stream.
    return { method, headers, body: bodyOf(this.#req, this.#maxBodySize), ...{ duplex: 'half' } };
  }
}

/** Everything else a Request can do, from the platform's own list, so that nothing is missing on a newer Node. */
for (const name of Reflect.ownKeys(Request.prototype)) {
  if (name in LazyRequest.prototype) continue;
  Object.defineProperty(LazyRequest.prototype, name, {
    configurable: true,
    get(this: LazyRequest): unknown {
      const real = LazyRequest.real(this);
      const value: unknown = Reflect.get(real, name, real);
      return typeof value === 'function' ? (value.bind(real) as unknown) : value;
    },
  });
}
Object.setPrototypeOf(LazyRequest.prototype, Request.prototype);

/**
 * The request as a handler sees it, with at most `maxBodySize` bytes of its body; with 0 it has none. For code that
 * insists on the platform's own object (`new Request(request)`, `fetch(request)`) there is `request.clone()`.
 */
export const lazyRequest = (req: NodeRequest, maxBodySize: number): Request =>
  new LazyRequest(req, maxBodySize) as unknown as Request;
